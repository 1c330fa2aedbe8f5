// Scores, ranks and rank intervals of an index under any weights, from the payload of
// report/live.py. A plain ES module without a dependency and without a page: the report, tests by
// `node --test` and other programs take the same functions. The arithmetic is the engine's
// (engine/aggregate.py, methods/aggregation.py, missing.py, rounding.py, ranking.py), so that scores
// are the same within 1e-9 and ranks exactly, ties alike.
//
// A share is a node's part of its parent, as in `coopindex score --set node=share`. Shares of all
// nodes stand in one Float64Array, in the order of the payload's nodes (root first).

// about 1e100, as in methods/links.py: beyond it powers go by logarithms
const HUGE = 2 ** 332;
// of scores that are sums, as in methods/ranking.py: what differs by less is a tie
const ROUNDING = 1e-12;
// up to so many units each is compared with each, as in methods/sorting.py
const FEW = 24;
// how near to 1 the shares of a family must add up
const CLOSE = 1e-9;
// what misses a half by less is one, as in methods/rounding.py
const NEARLY = 1e-9;

/** A weighting under which a mean has no value; `node` and `unit` say where. */
export class Refused extends Error {
  constructor(node, unit) {
    super(`${node.node} has no value for ${unit}: its mean takes no child at or below 0`);
    this.name = "Refused";
    this.node = node.node;
    this.unit = unit;
  }
}

/** What is wrong with given weights: in English, and by its key in the texts of a page. */
export class Unfit extends RangeError {
  constructor(key, text, values) {
    super(text);
    Object.assign(this, { key, values });
  }
}

/** Where a column starts; what is missing stays missing. */
function begun(column, start) {
  return start.map((value, u) => (Number.isNaN(column[u]) ? NaN : value));
}

/** Read a payload: nodes with their positions, families from the leaves up, columns as numbers. */
export function compile(payload) {
  const at = new Map(payload.nodes.map((node, k) => [node.node, k]));
  const units = payload.units.length;
  const column = (values) =>
    Array.isArray(values)
      ? Float64Array.from(values, (value) => (value === null ? NaN : value))
      : new Float64Array(units).fill(values === null ? NaN : values);
  const nodes = payload.nodes.map((node) => ({
    ...node,
    above: node.parent === null ? -1 : at.get(node.parent),
    children: [],
    column: node.column && column(node.column),
    start: node.start === undefined ? undefined : begun(column(node.column), column(node.start)),
  }));
  nodes.forEach((node, k) => node.above >= 0 && nodes[node.above].children.push(k));
  for (const node of nodes) {
    if (!node.column) continue;
    node.gaps = node.column.some(Number.isNaN);
    // an index that keeps its published column stands on nothing
    const mean = node.above < 0 ? { exponent: 1 } : nodes[node.above].mean;
    node.linear = mean.exponent === 1 ? node.column : node.column.map(forward(mean.exponent));
  }
  return {
    payload,
    nodes,
    at,
    units: payload.units,
    // children stand behind their parents, so the families from the last to the first
    families: nodes.map((_, k) => k).filter((k) => nodes[k].mean).reverse(),
    ranked: payload.ranked.map(Boolean),
    published: Float64Array.from(nodes, (node) => node.share),
  };
}

// -- weights --------------------------------------------------------------------------------------

/** The nodes whose share can be moved: those with siblings, below a node that is recomputed. */
export function movable(model) {
  return model.families.flatMap((k) =>
    model.nodes[k].children.length > 1 ? model.nodes[k].children : []);
}

/**
 * Give nodes another share of their parent, as `score(overrides=...)` and `--set` do: siblings that
 * are not named keep their proportions among themselves and share what is left.
 */
export function override(model, shares, settings) {
  if (settings === null || typeof settings !== "object" || Array.isArray(settings)) {
    throw new TypeError("weights are given as {node: share, ...}");
  }
  const found = shares.slice();
  const named = new Map(Object.entries(settings).map(([code, share]) => [
    named1(model, code, shareOf(code, share)), share]));
  for (const k of model.families) {
    const { node, children } = model.nodes[k];
    const given = children.filter((child) => named.has(child));
    if (!given.length) continue;
    const others = children.filter((child) => !named.has(child));
    const left = 1 - sum(given, (child) => named.get(child));
    const before = sum(others, (child) => shares[child]);
    if (left < -CLOSE || (!others.length && left > CLOSE)) {
      const whole = short(1 - left);
      throw new Unfit("sum_not_1", `the shares below ${node} add up to ${whole}, not to 1`,
        { node, whole });
    }
    if (left > CLOSE && !(before > 0)) {
      throw new Unfit("others_weigh_0",
        `the others below ${node} weigh 0 and cannot share ${short(left)}`, { node, left: short(left) });
    }
    given.forEach((child) => { found[child] = named.get(child); });
    others.forEach((child) => {
      found[child] = before > 0 ? (shares[child] / before) * Math.max(left, 0) : 0;
    });
  }
  return found;
}

/** A node by its code; where an index keeps all its weights, they alone may be given. */
function named1(model, code, share) {
  const k = model.at.get(code);
  const { index } = model.payload;
  if (k === undefined) {
    throw new Unfit("not_a_node", `${code} is not a node of ${index}`, { node: code, index });
  }
  const { above } = model.nodes[k];
  if (above < 0) {
    throw new Unfit("has_no_share", `${code} is the index itself and has no share`, { node: code });
  }
  const kept = !model.families.length && Math.abs(share - model.published[k]) <= CLOSE;
  if (!model.nodes[above].mean && !kept) {
    const reason = why(model, above);
    throw new Unfit("not_moved", `${code} cannot be moved here: ${reason}`,
      { node: code, why: reason.replace(/[.。]$/, "") });
  }
  return k;
}

/** Why the children of a node cannot be moved: its own reason, or that of a node above it. */
export function why(model, k) {
  for (let at = k; at >= 0; at = model.nodes[at].above) {
    if (model.nodes[at].why) return model.nodes[at].why;
  }
  return "";
}

function shareOf(code, share) {
  if (typeof share === "number" && share >= 0 && share <= 1) return share;
  throw new Unfit("not_a_share", `${code}: a share is a number from 0 to 1, not ${String(share)}`,
    { node: code, share: String(share) });
}

/**
 * Node -> its share of its parent, of all that belong to a family that is recomputed; of an index
 * that is not recomputed at all, the published ones.
 */
export function state(model, shares) {
  const every = model.families.length ? model.families.flatMap((k) => model.nodes[k].children)
    : model.nodes.map((_, k) => k).slice(1);
  const codes = every.sort((a, b) => a - b);
  return Object.fromEntries(codes.map((k) => [model.nodes[k].node, shares[k]]));
}

// -- scores ---------------------------------------------------------------------------------------

/** The finished column of every node that is recomputed or given, by the node's position. */
export function walk(model, shares, begin = false) {
  const done = model.nodes.map((node) => (begin ? node.start : node.column));
  for (const k of model.families) {
    const node = model.nodes[k];
    const x = node.children.map((child) => done[child]);
    const w = node.children.map((child) => shares[child] * node.total);
    const whole = !begin && node.children.every((child) => model.nodes[child].gaps === false);
    const mean = whole || !x.some((column) => column.some(Number.isNaN))
      ? meanOfAll(model, node, x, w, begin)
      : meanOfPresent(model, node, x, w, begin);
    done[k] = finished(node, mean);
  }
  return done;
}

/** x -> what adds up: x^p, of p = 0 the logarithm. */
function forward(p) {
  if (p === 1) return (x) => x;
  if (p === 0) return Math.log;
  if (p === -1) return (x) => 1 / x;
  return (x) => x ** p;
}

function meanOfAll(model, node, x, w, begin) {
  const { exponent: p, stated } = node.mean;
  const n = model.units.length;
  const added = new Float64Array(n), low = new Float64Array(n), high = new Float64Array(n);
  const zeros = node.mean.positive ? needPositive(model, node, x, w, begin) : null;
  const linear = forward(p);
  low.fill(Infinity);
  high.fill(-Infinity);
  let total = 0;
  x.forEach((column, c) => {
    const weight = w[c];
    if (!(weight > 0)) return;
    total += weight;
    const ready = !begin && model.nodes[node.children[c]].linear;
    for (let u = 0; u < n; u++) {
      const value = column[u];
      added[u] += weight * (ready ? ready[u] : p === 1 ? value : linear(value));
      if (value < low[u]) low[u] = value;
      if (value > high[u]) high[u] = value;
    }
  });
  if (stated) return total > 0 ? added : added.fill(NaN);
  for (let u = 0; u < n; u++) {
    if (zeros && zeros[u]) added[u] = 0;
    else added[u] = back(p, added[u] / total, low[u], high[u], () => pick(x, w, u));
  }
  return added;
}

function meanOfPresent(model, node, x, w, begin) {
  const { exponent: p, stated, neutral } = node.mean;
  const { least, count, renormalise, zero } = node.missing;
  const n = model.units.length, found = new Float64Array(n), linear = forward(p);
  const applies = node.children.map((child) => model.nodes[child].applies);
  const filled = x.map((column, c) => column.map((value, u) => {
    if (!Number.isNaN(value) || (applies[c] && !applies[c][u])) return value;
    return zero ? 0 : renormalise ? NaN : neutral;
  }));
  const zeros = node.mean.positive ? needPositive(model, node, filled, w, begin) : null;
  for (let u = 0; u < n; u++) {
    let carry = 0, here = 0, added = 0, present = 0, low = Infinity, high = -Infinity;
    for (let c = 0; c < x.length; c++) {
      const weight = w[c], value = filled[c][u];
      if (!(weight > 0)) continue;
      const belongs = !applies[c] || Boolean(applies[c][u]);
      carry += belongs;
      here += belongs && !Number.isNaN(x[c][u]);
      if (Number.isNaN(value)) continue;
      added += weight * linear(value);
      present += weight;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const needed = count ? least : least * carry - 1e-9;
    const enough = here >= Math.max(needed, zero ? 0 : 1) && (!zero || carry > 0);
    if (!enough || !(present > 0)) found[u] = NaN;
    else if (stated) found[u] = added;
    else if (zeros && zeros[u]) found[u] = 0;
    else found[u] = back(p, added / present, low, high, () => pick(filled, w, u));
  }
  return found;
}

/** Where a child of 0 makes a mean 0, where that is meant; what a mean cannot take is Refused. */
function needPositive(model, node, x, w, begin) {
  const { exponent: p, zero } = node.mean;
  const zeros = new Uint8Array(model.units.length);
  x.forEach((column, c) => {
    if (!(w[c] > 0)) return;
    for (let u = 0; u < column.length; u++) {
      if (column[u] > 0 || Number.isNaN(column[u])) continue;
      if (begin) zeros[u] = p <= 0;
      else if (column[u] < 0 || (p <= 0 && !zero)) throw new Refused(node, model.units[u]);
      else if (p <= 0) zeros[u] = 1;
    }
  });
  return zeros;
}

/** The mean of a unit's children: the inverse of `forward`, held between the least and the most. */
function back(p, mean, low, high, children) {
  let found = mean;
  if (p === 0) found = Math.exp(mean);
  else if (p !== 1) {
    const usual = mean > 1 / HUGE && mean < HUGE && Math.abs(p) > 1e-3;
    found = usual ? (p === -1 ? 1 / mean : mean ** (1 / p)) : byLogarithms(p, ...children());
  }
  return found < low ? low : found > high ? high : found;
}

function pick(x, w, u) {
  const part = x.map((_, c) => c).filter((c) => w[c] > 0 && !Number.isNaN(x[c][u]));
  return [part.map((c) => x[c][u]), part.map((c) => w[c])];
}

/** y (sum w (x / y)^p / sum w)^(1/p), where y is the child that decides. */
function byLogarithms(p, x, w) {
  const exponent = Math.sign(p) * Math.max(Math.abs(p), 1e-300);
  const deciding = p > 0 ? Math.max(...x) : Math.min(...x);
  if (deciding === 0) return 0;
  const end = Math.log(deciding), total = w.reduce((a, b) => a + b, 0);
  const apart = x.map((value) => (value === deciding ? 0 : exponent * (Math.log(value) - end)));
  const mean = (f) => apart.reduce((a, value, c) => a + w[c] * f(value), 0) / total;
  const beside = mean(Math.expm1);
  const shrunk = (beside > -0.5 ? Math.log1p(beside) : Math.log(mean(Math.exp))) / exponent;
  return Math.exp(end + shrunk);
}

/** A node's own steps: what does not apply, its direction, and where its publisher rounds. */
function finished(node, column) {
  const { applies, direction, rounding } = node;
  if (!applies && direction === 1 && !rounding.column && !rounding.finished) return column;
  return column.map((value, u) => {
    let found = applies && !applies[u] ? NaN : value;
    found = rounded(found, rounding.column) * direction + 0;
    return rounded(found, rounding.finished) + 0;
  });
}

function rounded(x, rule) {
  if (!rule || !Number.isFinite(x)) return x;
  const [decimals, half] = rule;
  if (half === "even") return rint(x, decimals);
  const digits = 10 ** decimals;
  const found = (Math.sign(x) * Math.floor(Math.abs(x) * digits + 0.5 + NEARLY)) / digits;
  return Number.isFinite(found) ? found : x;
}

function rint(x, decimals) {
  const digits = 10 ** Math.abs(decimals);
  const scaled = decimals < 0 ? x / digits : x * digits;
  if (!Number.isFinite(scaled)) return x;
  let whole = Math.floor(scaled);
  const rest = scaled - whole;
  if (rest > 0.5 || (rest === 0.5 && whole % 2 !== 0)) whole += 1;
  return decimals < 0 ? whole * digits : whole / digits;
}

// -- ranks ----------------------------------------------------------------------------------------

/** Ranks of scores as the index ranks them, 1 the best; NaN where there is no score. */
export function rank(scores, { ties = "min", decimals = null, best = "high" } = {}) {
  const turned = Float64Array.from(scores, (score) => {
    const found = decimals === null ? score : rint(score, decimals);
    return (best === "low" ? -found : found) + 0;
  });
  return ties === "min" && turned.length <= FEW ? ofFew(turned) : ofSorted(turned, ties);
}

function near(values) {
  let most = 0;
  for (const value of values) {
    const size = Math.abs(value);
    if (size > most && size < Infinity) most = size;
  }
  return ROUNDING * most;
}

function ofFew(x) {
  const apart = near(x);
  return x.map((value) => {
    if (Number.isNaN(value)) return NaN;
    let better = 1;
    for (const other of x) if (other > value + apart) better += 1;
    return better;
  });
}

function ofSorted(x, ties) {
  const apart = near(x);
  // the lowest of these is the best; NaN stands last
  const ordered = x.map((value) => -value).sort();
  const n = ordered.length, first = new Int32Array(n), last = new Int32Array(n);
  const dense = new Int32Array(n);
  for (let k = 0; k < n; k++) {
    const tied = k > 0 && (ordered[k] === ordered[k - 1] || ordered[k] - ordered[k - 1] <= apart);
    first[k] = tied ? first[k - 1] : k;
    dense[k] = k === 0 ? 1 : dense[k - 1] + (tied ? 0 : 1);
  }
  for (let k = n - 1; k >= 0; k--) last[k] = k < n - 1 && first[k + 1] === first[k] ? last[k + 1] : k;
  const given = {
    min: (k) => first[k] + 1,
    max: (k) => last[k] + 1,
    average: (k) => (first[k] + last[k]) / 2 + 1,
    dense: (k) => dense[k],
  }[ties];
  return x.map((value) => (Number.isNaN(value) ? NaN : given(lowerBound(ordered, -value))));
}

function lowerBound(ordered, value) {
  let low = 0, high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordered[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Everything the page shows of a weighting: scores, ranks, and units in the order of the ranking. */
export function scoring(model, shares) {
  const columns = walk(model, shares);
  const scores = columns[0];
  const ranks = rank(scores.map((score, u) => (model.ranked[u] ? score : NaN)), model.payload.ranking);
  const place = (u) => (Number.isNaN(ranks[u]) ? Infinity : ranks[u]);
  const order = model.units.map((_, u) => u)
    .sort((a, b) => (place(a) === place(b) ? a - b : place(a) - place(b)));
  return { columns, scores, ranks, order };
}

/** The ranking as plain values; null where a unit has no score or is not ranked. */
export function ranking(model, { scores, ranks, order }) {
  const plain = (value) => (Number.isNaN(value) ? null : value);
  return order.map((u) => ({ unit: model.units[u], score: plain(scores[u]), rank: plain(ranks[u]) }));
}

/** Whether the published weights give the published scores and ranks: else nothing may move. */
export function reproduces(model) {
  const { scores, ranks } = scoring(model, model.published);
  const same = (found, said, by) =>
    said === null ? Number.isNaN(found) : Math.abs(found - said) <= by * Math.max(1, Math.abs(said));
  return model.units.every((_, u) =>
    same(scores[u], model.payload.scores[u], 1e-9) && same(ranks[u], model.payload.ranks[u], 0));
}

/**
 * What the score is made of where the index adds its dimensions up: a starting level, and the points
 * of each dimension (NaN: it has no value); together they are the score. Else null.
 */
export function points(model, shares, columns) {
  const root = model.nodes[0];
  if (!root.adds) return null;
  const starts = walk(model, shares, true);
  const { mean, missing, children } = root;
  const n = model.units.length, start = new Float64Array(n);
  const parts = children.map(() => new Float64Array(n));
  for (let u = 0; u < n; u++) {
    let present = 0;
    const here = children.map((child) => !Number.isNaN(columns[child][u]));
    children.forEach((child, c) => {
      const applies = model.nodes[child].applies;
      const shared = missing.renormalise && !missing.zero;
      if (here[c] || (!shared && (!applies || applies[u]))) present += shares[child];
    });
    children.forEach((child, c) => {
      const share = (shares[child] * root.total) / (mean.stated ? 1 : present);
      if (here[c]) start[u] += share * starts[child][u];
      parts[c][u] = here[c] ? share * (columns[child][u] - starts[child][u]) : NaN;
    });
  }
  return { start, parts };
}

// -- rank intervals -------------------------------------------------------------------------------

// a point of the design that is 0 counts as this, as in robustness/factors/weights.py
const LEAST = 2 ** -40;

/** The points of one node: scrambled Sobol points, as robustness/design.py makes them. */
function pointsOf([numbers, shift], draws) {
  return Float64Array.from({ length: draws }, (_, draw) => {
    let bits = shift;
    numbers.forEach((number, bit) => { if ((draw >> bit) & 1) bits ^= number; });
    return Math.max((bits >>> 0) * 2 ** -32, LEAST);
  });
}

/**
 * Rank intervals as each weight varies by `vary` of its share, evenly, then rescaled in its family.
 *
 * The design is the payload's: where all weights move, its draws are those of `weight_sensitivity`.
 * Returns shares -> a run: `run.some(milliseconds)` makes draws for so long (default: all) and says
 * whether they are done; `run.interval(u)` then gives the ranks between which the middle 90 % lie,
 * [low, high], null where there are none. A percentile's chance is known to within 2 points of 512
 * draws.
 */
export function sampler(model, { vary = model.payload.draws.vary, inside = 0.9 } = {}) {
  const { number: draws, nodes } = model.payload.draws;
  const n = model.units.length;
  // a node may be called as what every object has
  const drawn = model.nodes.map(({ node }) =>
    Object.hasOwn(nodes, node) && pointsOf(nodes[node], draws));
  return (shares) => {
    const families = model.families
      .map((k) => model.nodes[k].children.filter((child) => shares[child] > 0 && drawn[child]))
      .filter((children) => children.length > 1);
    const varied = shares.slice(), sorted = new Uint8Array(n);
    let ranks = null, done = 0;
    const one = (d) => {
      for (const children of families) {
        let before = 0, after = 0;
        for (const child of children) {
          varied[child] = shares[child] * (1 - vary + 2 * vary * drawn[child][d]);
          before += shares[child];
          after += varied[child];
        }
        for (const child of children) varied[child] *= before / after;
      }
      const found = ranksOf(model, varied);
      for (let u = 0; u < n; u++) ranks[u * draws + d] = found[u];
    };
    const some = (milliseconds = Infinity) => {
      const end = Date.now() + milliseconds;
      ranks ??= new Float64Array(n * draws);
      while (done < draws) {
        one(done++);
        if (done % 8 === 0 && Date.now() >= end) break;
      }
      return done === draws;
    };
    const interval = (u) => {
      const own = ranks.subarray(u * draws, (u + 1) * draws);
      if (!sorted[u]) own.sort();
      sorted[u] = 1;
      let count = draws;
      while (count && Number.isNaN(own[count - 1])) count -= 1;
      if (!count) return null;
      const at = (q) => own[Math.max(Math.ceil(q * count * (1 - 1e-12)), 1) - 1];
      return [at((1 - inside) / 2), at((1 + inside) / 2)];
    };
    return { some, interval };
  };
}

function ranksOf(model, shares) {
  try {
    const scores = walk(model, shares)[0].slice();
    model.ranked.forEach((ranked, u) => { if (!ranked) scores[u] = NaN; });
    return rank(scores, model.payload.ranking);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    return new Float64Array(model.units.length).fill(NaN);
  }
}

// -- what a weighting changes ---------------------------------------------------------------------

/** How far ranks lie from the published ones: the median shift, and who moves most. */
export function facts(model, ranks) {
  const shifts = [];
  let largest = null;
  model.units.forEach((unit, u) => {
    const before = model.payload.ranks[u], after = ranks[u];
    if (before === null || Number.isNaN(after)) return;
    const shift = Math.abs(before - after);
    shifts.push(shift);
    if (shift > 0 && (!largest || shift > largest.shift)) largest = { unit: u, before, after, shift };
  });
  shifts.sort((a, b) => a - b);
  const n = shifts.length, half = n >> 1;
  const median = n === 0 ? 0 : n % 2 ? shifts[half] : (shifts[half - 1] + shifts[half]) / 2;
  const best = ranks.reduce((least, own) => (own < least ? own : least), Infinity);
  const first = model.units.map((_, u) => u).filter((u) => ranks[u] === best);
  return { median, largest, moved: shifts.filter((shift) => shift > 0).length, first };
}

function sum(list, of) {
  return list.reduce((total, each) => total + of(each), 0);
}

function short(x) {
  return String(Number(x.toPrecision(10)));
}
