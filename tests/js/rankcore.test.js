// The browser's arithmetic against cases that Python wrote: the folder that CASES names.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { fromHash, settings, toHash } from "./carry.js";
import { compile, facts, override, points, rank, ranking, reproduces, sampler, scoring, state }
  from "./rankcore.js";

const cases = process.env.CASES;
const files = readdirSync(cases).filter((name) => name.endsWith(".json"));
const read = (name) => JSON.parse(readFileSync(`${cases}/${name}`, "utf8"));

function near(found, said, what) {
  if (said === null) assert.ok(Number.isNaN(found), `${what}: ${found} where there is no score`);
  else assert.ok(Math.abs(found - said) <= 1e-9 * Math.max(1, Math.abs(said)), `${what}: ${found}, ${said}`);
}

for (const name of files) {
  const { payload, weightings, intervals, chances } = read(name);
  const model = compile(payload);

  test(`${name}: published weights give the published scores and ranks`, () => {
    assert.ok(reproduces(model));
    assert.equal(facts(model, scoring(model, model.published).ranks).moved, 0);
  });

  test(`${name}: other weights give the engine's scores and ranks`, () => {
    for (const { settings: asked, scores, ranks } of weightings) {
      const what = JSON.stringify(asked);
      if (scores === null) {
        assert.throws(() => scoring(model, override(model, model.published, asked)), what);
        continue;
      }
      const result = scoring(model, override(model, model.published, asked));
      payload.units.forEach((unit, u) => near(result.scores[u], scores[u], `${what} ${unit}`));
      assert.deepEqual(Array.from(result.ranks, (r) => (Number.isNaN(r) ? null : r)), ranks, what);
    }
  });

  test(`${name}: points and the starting level add up to the score`, () => {
    for (const { settings: asked, scores } of weightings.filter((each) => each.scores)) {
      const shares = override(model, model.published, asked);
      const { columns } = scoring(model, shares), made = points(model, shares, columns);
      if (!made) return;
      scores.forEach((score, u) => {
        if (score === null) return;
        const parts = made.parts.map((part) => part[u]).filter((part) => !Number.isNaN(part));
        near(parts.reduce((a, b) => a + b, made.start[u]), score, payload.units[u]);
      });
    }
  });

  test(`${name}: a link carries the weights there and back`, () => {
    for (const { settings: asked } of weightings.filter((each) => each.scores)) {
      const shares = override(model, model.published, asked);
      const back = fromHash(model, toHash(model, shares)) ?? model.published;
      shares.forEach((share, k) => assert.ok(Math.abs(share - back[k]) < 1e-10, toHash(model, shares)));
      assert.ok(Object.keys(settings(model, shares)).every((code) => code in state(model, shares)));
    }
  });

  test(`${name}: the ranking is in the order of ranks, ties by code`, () => {
    const found = ranking(model, scoring(model, model.published));
    const place = ({ rank: own }) => own ?? Infinity;
    found.slice(1).forEach((after, k) => {
      const before = found[k];
      assert.ok(place(before) < place(after)
        || (place(before) === place(after) && before.unit < after.unit));
    });
  });

  test(`${name}: rank intervals are those of the same draws in Python`, () => {
    const run = sampler(model)(model.published);
    assert.ok(run.some());
    const found = payload.units.map((_, u) => run.interval(u));
    assert.deepEqual(found, intervals ?? found);
  });

  if (chances) {
    test(`${name}: rank intervals lie within their stated error`, () => {
      const run = sampler(model)(model.published);
      run.some();
      for (const [unit, own] of Object.entries(chances)) {
        const [low, high] = run.interval(payload.units.indexOf(unit));
        const upto = (limit) => Object.entries(own).reduce(
          (sum, [at, chance]) => sum + (Number(at) <= limit ? chance : 0), 0);
        for (const [end, share] of [[low, 0.05], [high, 0.95]]) {
          assert.ok(upto(end - 1) <= share + 0.02 && upto(end) >= share - 0.02, `${unit} ${end}`);
        }
      }
    });
  }
}

test("ranks of both ways of counting are alike, ties by rounding too", () => {
  const scores = Array.from({ length: 40 }, (_, k) => [0.1 + 0.2, 0.3, k / 7, -k][k % 4]);
  for (const ties of ["min", "max", "average", "dense"]) {
    for (const best of ["high", "low"]) {
      const few = rank(scores.slice(0, 20), { ties, best });
      const padded = rank([...scores.slice(0, 20), ...Array(20).fill(NaN)], { ties, best });
      assert.deepEqual([...few], [...padded.slice(0, 20)]);
    }
  }
});

test("what is asked wrongly is refused in words", () => {
  const model = compile(read(files[0]).payload);
  const some = Object.keys(state(model, model.published));
  const ask = (asked) => () => override(model, model.published, asked);
  assert.throws(ask({ nobody: 0.5 }), /not a node/);
  assert.throws(ask({ [model.nodes[0].node]: 1 }), /index itself/);
  for (const wrong of [-0.1, 1.1, NaN, "half", null]) assert.throws(ask({ [some[0]]: wrong }), /share/);
  assert.throws(ask([0.5]), /node: share/);
  for (const hash of ["#w=", "#w=x", "#w=nobody:0.5", `#w=${some[0]}:7`, `#w=${some[0]}:0.1,${some[0]}:0.1`]) {
    assert.throws(() => fromHash(model, hash), RangeError, hash);
  }
  for (const other of ["", "#units", "#weights"]) assert.equal(fromHash(model, other), null);
});
