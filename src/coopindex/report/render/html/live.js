// Weights that move: binds the section of live_panel.py to rankcore.js. Everything is built by the
// document's own functions, texts as text, so that no title can become markup.
import { compile, facts, movable, override, points, ranking, reproduces, Refused, sampler, scoring,
  state } from "./rankcore.js";
import { fromHash, toCommand, toHash, toScheme } from "./carry.js";

const FRAME = 6; // milliseconds of draws at a time, so that a drag stays fluent
const REST = 60; // draws that take longer begin when nothing has moved for so many milliseconds
const LISTED = 60, HEAD = 20, TAIL = 5; // units all of which are listed; of more, the first and last
const STEPS = [5, 10, 20, 50, 100, 200, 500, 1000]; // between ranks that have a line
const UNDOS = 100, PAUSE = 700; // steps kept; keys within so many milliseconds are one step
const MOTION = { duration: 260, easing: "cubic-bezier(.2,.7,.2,1)" };

const section = document.getElementById("weights");
const payload = JSON.parse(document.getElementById("data").textContent);
const model = compile(payload);
const { texts } = payload;

// a name that runs from right to left is kept from turning what stands around it
const LEFTWARD = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b]/;
const isolated = (said) => (LEFTWARD.test(said) ? `\u2068${said}\u2069` : said);

/** A text of the catalogue with its values; of two forms, the one for the number. */
function tell(key, values = {}) {
  const form = Array.isArray(texts[key]) ? texts[key][Number(values.count !== 1)] : texts[key];
  return form.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? isolated(values[name]) : whole));
}

/** An element: attributes (those that begin with "on" listen), then children, texts as text. */
function h(tag, attributes = {}, ...children) {
  const found = document.createElementNS(
    tag === "svg" || tag === "rect" || tag === "path" ? "http://www.w3.org/2000/svg"
      : "http://www.w3.org/1999/xhtml", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) found.addEventListener(name.slice(2), value);
    else if (value === true) found.setAttribute(name, "");
    else if (value !== false && value !== undefined) found.setAttribute(name, value);
  }
  found.append(...children.filter((child) => child !== null));
  return found;
}

const percent = (share) => `${(100 * share).toFixed(1)}%`;
const rankText = (rank) => String(rank);
const written = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: payload.digits, maximumFractionDigits: payload.digits });
const pointsText = (x) => (Number.isNaN(x) ? "–" : written.format(x + 0).replace("-", "\u2212"));
const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
const pressed = (button, on) => button.setAttribute("aria-pressed", String(on));
function change(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// whether the index adds its dimensions up, so that bars show what each brings
const stacked = Boolean(model.nodes[0].adds);

// -- what is set ----------------------------------------------------------------------------------

// shares count; numbers are what the boxes hold: in "keep", 100 times the shares
const now = { shares: model.published.slice(), numbers: null, keep: true };
const locked = new Set();
const undos = [];
let lastStep = { k: -1, at: -Infinity };

function snapshot() {
  return { shares: now.shares.slice(), numbers: now.numbers.slice(), keep: now.keep };
}

function restore(kept) {
  Object.assign(now, { shares: kept.shares.slice(), numbers: kept.numbers.slice(), keep: kept.keep });
}

function remember(kept = snapshot()) {
  undos.push(kept);
  if (undos.length > UNDOS) undos.shift();
  lastStep = { k: -1, at: -Infinity };
}

function take(shares) {
  now.shares = shares.slice();
  now.numbers = shares.map((share) => 100 * share);
}
take(model.published);

const siblings = (k) => model.nodes[model.nodes[k].above].children;
const total = (ks, of) => ks.reduce((sum, k) => sum + of[k], 0);

/** Set the number of one node; its siblings give way, or the shares follow. */
function setNumber(k, value) {
  const family = siblings(k);
  if (!now.keep) {
    now.numbers[k] = clamp(value, 0, 100);
    const whole = total(family, now.numbers);
    if (!(whole > 0)) return false;
    family.forEach((each) => { now.shares[each] = now.numbers[each] / whole; });
    return true;
  }
  const others = family.filter((each) => each !== k && !locked.has(each));
  const held = total(family.filter((each) => each !== k && locked.has(each)), now.shares);
  const room = Math.max(0, 1 - held);
  const share = others.length ? clamp(value / 100, 0, room) : room;
  const before = total(others, now.shares), left = room - share;
  others.forEach((each) => {
    now.shares[each] = before > 1e-12 ? (now.shares[each] / before) * left : left / others.length;
  });
  now.shares[k] = share;
  family.forEach((each) => { now.numbers[each] = 100 * now.shares[each]; });
  return true;
}

/** A step of one slider or box: remembered unless it goes on from the one before; then drawn. */
function step(k, value, at) {
  const kept = snapshot();
  if (!setNumber(k, value)) {
    restore(kept);
    now.numbers[k] = 0.1;
    setNumber(k, 0.1);
  }
  const goesOn = lastStep.k === k && at - lastStep.at < PAUSE;
  if (!goesOn) remember(kept);
  lastStep = { k, at };
  schedule();
}

// -- controls -------------------------------------------------------------------------------------

const controls = new Map();

function lockIcon() {
  return h("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" },
    h("path", { d: "M3 7h10v7H3z" }),
    h("path", { class: "sh", d: "M5.5 7V4.6a2.5 2.5 0 0 1 5 0V7" }));
}

function control(k, tone) {
  const node = model.nodes[k], id = `w-${k}`;
  const attributes = { min: 0, max: 100, step: 0.1, "data-node": node.node };
  const keys = { PageUp: 1, PageDown: -1 };
  const range = h("input", { type: "range", id, ...attributes,
    oninput: (event) => step(k, range.valueAsNumber, event.timeStamp),
    onkeydown: (event) => {
      if (!(event.key in keys)) return;
      event.preventDefault();
      step(k, now.numbers[k] + keys[event.key], event.timeStamp);
    } });
  const number = h("input", { type: "number", "aria-label": tell("number", { node: node.title }),
    min: 0, max: 100, step: 0.1, inputmode: "decimal",
    onchange: () => {
      if (Number.isFinite(number.valueAsNumber)) step(k, number.valueAsNumber, Infinity);
      else schedule();
    } });
  const lock = h("button", { type: "button", class: "lock", "aria-pressed": "false",
    "aria-label": tell("lock", { node: node.title }),
    onclick: () => {
      if (!locked.delete(k)) locked.add(k);
      schedule();
    } }, lockIcon());
  const output = h("output", { for: id }), was = h("span", { class: "was" });
  const star = node.assumed ? "*" : "";
  const made = h("div", { class: `wl ${tone}` },
    h("div", { class: "h" },
      h("label", { for: id }, h("i", { class: "sw" }), isolated(node.title) + star),
      h("span", {}, was, " ", output)),
    h("div", { class: "c" }, range, number, lock));
  controls.set(k, { range, number, lock, output, was, said: "" });
  return made;
}

/** The sliders of a family, and inside each member those of its own, closed. */
function family(k, tone, depth) {
  const children = model.nodes[k].children;
  return children.map((child) => {
    const node = model.nodes[child];
    const own = depth ? tone : toneOf(node);
    const parts = children.length > 1 ? [control(child, own)] : [];
    if (node.why) {
      parts.push(unmoved(node.why));
    } else if (node.mean && movableBelow(child)) {
      parts.push(h("details", { class: "inside" },
        h("summary", {}, tell("below", { node: node.title })), ...family(child, own, depth + 1)));
    }
    return h("div", { class: "member" }, ...parts);
  });
}

/** Why there is no slider: what it would move keeps the published weights. */
function unmoved(reason) {
  return h("p", { class: "fs kept" }, h("span", { class: "badge" }, tell("fixed")), " ", reason);
}

function movableBelow(k) {
  const { children } = model.nodes[k];
  return children.length > 1 || children.some((child) => model.nodes[child].why
    || (model.nodes[child].mean && movableBelow(child)));
}

function toneOf(node) {
  return node.hue ? `t${node.hue}${node.lined ? " lined" : ""}` : "t0";
}

const chips = payload.presets.map((preset) => {
  const shares = model.published.slice();
  for (const [code, share] of Object.entries(preset.shares)) shares[model.at.get(code)] = share;
  const button = h("button", { type: "button", onclick: () => choose(shares) }, preset.title);
  return { button, shares };
});
const modes = ["keep", "free"].map((mode) => h("button", { type: "button",
  onclick: () => {
    if (now.keep === (mode === "keep")) return;
    remember();
    now.keep = mode === "keep";
    take(now.shares);
    schedule();
  } }, tell(mode)));
const undo = h("button", { type: "button", onclick: () => { restore(undos.pop()); schedule(); } },
  tell("undo"));
const reset = h("button", { type: "button", onclick: () => choose(model.published) }, tell("reset"));
const rule = h("p", { class: "fs" });

function choose(shares) {
  remember();
  take(shares);
  schedule();
}

// -- what they are taken away as ------------------------------------------------------------------

function carried(title, name) {
  const text = h("pre", { tabindex: 0, "aria-label": title, class: name });
  const button = h("button", { type: "button", onclick: () => copy(text, button) }, tell("copy"));
  return { text, part: h("div", { class: "carry" },
    h("div", { class: "carryh" }, h("span", {}, title), button), text) };
}

async function copy(from, button) {
  try {
    await navigator.clipboard.writeText(from.textContent);
  } catch {
    getSelection().selectAllChildren(from);
    document.execCommand("copy");
  }
  button.textContent = tell("copied");
  setTimeout(() => { button.textContent = tell("copy"); }, 1500);
}

const file = `weights/${payload.index}/mine.yaml`;
const link = carried(tell("link"), "link");
const scheme = carried(tell("scheme", { file }), "yaml");
const command = carried(tell("command"), "command");

// -- the ranking ----------------------------------------------------------------------------------

const say = h("p", { class: "say", "aria-live": "polite" });
const say2 = h("p", { class: "say2" });
const list = h("ol", { class: "lr" });
const ranked = model.ranked.filter(Boolean).length;
const alone = ranked < 2; // of one there is nothing to rank
const many = model.units.length > LISTED;
const head = h("div", { class: "lr head", "aria-hidden": "true" });
let everyone = !many, sought = "";

// A row is a place of the ranking, not a unit: places stay where they are, and what is in them changes.
function rowOf() {
  const dimensions = stacked ? model.nodes[0].children : [0];
  const bars = [null, ...dimensions].map((k) => h("i", {
    class: k === null ? "start" : k === 0 ? "t0" : toneOf(model.nodes[k]) }));
  const zero = h("s", {}), tick = h("u", {});
  const parts = {
    rank: h("span", { class: "r" }), shift: h("span", { class: "ch" }),
    name: h("span", { class: "n" }),
    stack: h("span", { class: "stack", "aria-hidden": "true" }, ...bars, zero, tick),
    score: h("span", { class: "s" }), span: h("span", { "aria-hidden": "true" }), spoken: h("span", { class: "vh" }),
    band: h("span", { class: "band", "aria-hidden": "true" }, h("i"), h("u")),
    bars, zero, tick,
  };
  const bar = h("span", { class: "bb" }, parts.stack);
  const strip = h("span", { class: "pp" }, parts.band);
  const row = h("li", {},
    parts.rank, h("span", { class: "iv" }, parts.span, parts.spoken), parts.shift, parts.name, bar, parts.score, strip);
  return { row, ...parts };
}
const rows = model.units.map(rowOf);
let placeOf = []; // unit -> its row
const late = new Set(); // units whose marks are not drawn yet
const apart = h("li", { class: "unranked" }, tell("unranked"));
const between = h("li", { class: "between" });

/** Who is listed: all, or of many the first and the last, or those that are sought. */
function listed({ order, ranks }) {
  if (sought) {
    const found = (u) => `${payload.names[u]} ${model.units[u]}`.toLowerCase().includes(sought);
    return new Set(order.filter(found));
  }
  if (everyone) return new Set(order);
  const standing = order.filter((u) => !Number.isNaN(ranks[u]));
  return new Set([...standing.slice(0, HEAD), ...standing.slice(-TAIL)]);
}

const axis = { low: 0, high: 1 };

/** The bars' axis: from 0, or below where points start there, to a round number; it only widens. */
function widen(scores, made) {
  let low = axis.low, high = axis.high;
  scores.forEach((score, u) => {
    if (Number.isNaN(score)) return;
    const start = made ? made.start[u] : 0;
    low = Math.min(low, start, score);
    high = Math.max(high, score);
  });
  const size = 10 ** Math.floor(Math.log10(Math.max(high - low, 1e-300)));
  const round = (value, by) => (value === 0 ? 0 : by(value / size) * size);
  if (high > axis.high || axis.high === 1) axis.high = round(high, Math.ceil);
  if (low < axis.low) axis.low = round(low, Math.floor);
}

const along = (x) => (100 * (x - axis.low)) / (axis.high - axis.low || 1);

function drawStack({ bars, zero, tick, stack }, u, score, made) {
  stack.style.visibility = Number.isNaN(score) ? "hidden" : "";
  if (Number.isNaN(score)) return;
  const put = (bar, from, to) => {
    const x = along(Math.min(from, to));
    bar.style.left = `${x}%`;
    bar.style.width = `${along(Math.max(from, to)) - x}%`;
  };
  let x = made ? made.start[u] : 0;
  put(bars[0], 0, Math.max(x, 0));
  const parts = made ? made.parts.map((part) => part[u]) : [score];
  parts.forEach((part, k) => {
    const to = Number.isNaN(part) ? x : x + part;
    put(bars[k + 1], x, to);
    x = to;
  });
  // the bars end at the score; where 0 lies inside them, a line says so
  zero.style.left = `${along(0)}%`;
  tick.style.left = `${along(score)}%`;
  stack.classList.toggle("signed", axis.low < 0);
}

function drawRow(place, u, result, made, near) {
  const { row, rank, shift, score, name, band, stack } = place;
  const own = result.ranks[u], score1 = result.scores[u], before = payload.ranks[u];
  const shown = visible.has(u), standing = !Number.isNaN(own);
  if (row.hidden === shown) row.hidden = !shown;
  const said = { unit: model.units[u], rank: standing ? own : undefined, score: standing ? score1 : undefined };
  for (const [key, value] of Object.entries(said)) {
    if (value === undefined) delete row.dataset[key];
    else if (row.dataset[key] !== String(value)) row.dataset[key] = value;
  }
  if (!shown) return;
  change(name, payload.names[u]);
  const tied = result.tied.get(own) > 1;
  change(rank, standing ? (tied ? "=" : "") + rankText(own) : "");
  change(score, pointsText(score1));
  const gone = standing && before !== null ? before - own : 0;
  const text = gone ? `${gone > 0 ? "▲" : "▼"} ${Math.abs(gone)}` : "";
  const after = gone ? ` ${tell("from", { rank: rankText(before) })}` : standing ? tell("same") : "";
  if (shift.textContent !== text + after) {
    shift.className = gone > 0 ? "ch up" : gone < 0 ? "ch dn" : "ch";
    shift.replaceChildren(...(gone ? [h("b", {}, text), after] : [after]));
  }
  if (near) drawMarks(u, result, made);
  else {
    late.add(u);
    stack.style.visibility = band.style.visibility = "hidden";
  }
}

function drawMarks(u, { scores, ranks }, made) {
  drawStack(placeOf[u], u, scores[u], made);
  placeOf[u].band.lastChild.style.left = `${placed(ranks[u])}%`;
}

/** Draw the marks of rows out of sight, which nobody misses until the page rests. */
function drawLate(result, made) {
  for (const u of late) drawMarks(u, result, made);
  const drawn = [...late];
  late.clear();
  drawn.forEach((u) => drawInterval(u, result.ranks));
}

/** Whether the row of a place is in sight or nearly; of a short list every row counts as such. */
function inSight() {
  if (!everyone || !many) return () => true;
  const top = list.getBoundingClientRect().top, high = list.offsetHeight / rows.length;
  return (at) => Math.abs(top + high * at - innerHeight / 2) < innerHeight;
}

const placed = (rank) => ((rank - 0.5) / Math.max(ranked, 1)) * 100;

/** Write the interval of a unit in sight; "…" where it is not known yet. */
function drawInterval(u, ranks) {
  const { span, spoken, band } = placeOf[u];
  const found = alone || Number.isNaN(ranks[u]) ? null : drawn?.interval(u);
  band.style.visibility = found === null || late.has(u) ? "hidden" : "";
  band.firstChild.style.visibility = found ? "" : "hidden";
  if (!found) {
    change(span, found === null ? "" : "…");
    change(spoken, "");
    return;
  }
  const [low, high] = found;
  change(span, low === high ? rankText(low) : `${rankText(low)}–${rankText(high)}`);
  change(spoken, tell(low === high ? "interval_one" : "interval_said", { low, high }));
  if (late.has(u)) return;
  band.firstChild.style.left = `${((low - 1) / ranked) * 100}%`;
  band.firstChild.style.width = `${((high - low + 1) / ranked) * 100}%`;
}

/** Where the units in sight stand, before anything is written; nothing where nothing may glide. */
function standing(animate) {
  const gliding = animate && !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const seen = gliding ? [...visible].filter((u) => placeOf[u]) : [];
  return seen.map((u) => [u, placeOf[u].row.offsetTop]);
}

/** Put what stands between rows where it belongs: how many are left out, and who is not ranked. */
function divide({ order, ranks }) {
  const put = (part, at) => {
    if (at < 0) part.remove();
    else if (rows[at].row.previousSibling !== part) rows[at].row.before(part);
  };
  const hidden = order.filter((u) => !visible.has(u) && !Number.isNaN(ranks[u])).length;
  change(between, tell("between", { count: hidden }));
  put(between, hidden && !sought ? HEAD : -1);
  put(apart, order.findIndex((u) => Number.isNaN(ranks[u]) && visible.has(u)));
}

/** What was in sight before glides from where it stood. */
function glide(before) {
  const kept = before.filter(([u]) => visible.has(u));
  const after = kept.map(([u]) => placeOf[u].row.offsetTop);
  const above = list.getBoundingClientRect().top;
  const inSight = (y) => above + y > -100 && above + y < innerHeight + 100;
  kept.forEach(([u, top], k) => {
    const by = top - after[k];
    if (!by || !(inSight(top) || inSight(after[k]))) return;
    placeOf[u].row.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], MOTION);
  });
}

// -- drawing --------------------------------------------------------------------------------------

const sample = sampler(model);
// so small that all draws are made at once, in about 10 milliseconds
const QUICK = model.nodes.length * model.units.length * payload.draws.number < 5e5;
let drawn = null; // the last draws that were finished
let good = snapshot(), frame = 0, idle = 0, resting = 0, waitingHash = 0, note = "", visible = new Set();

function schedule() {
  if (!frame) frame = requestAnimationFrame(() => { frame = 0; draw(true); });
}

/** Draw what is set. A weighting that has no value somewhere is taken back, with a word. */
function draw(animate) {
  let result;
  try {
    result = scoring(model, now.shares);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    restore(good);
    undos.pop();
    note = tell("refused", { node: model.nodes[model.at.get(error.node)].title,
      name: payload.names[model.units.indexOf(error.unit)] });
    result = scoring(model, now.shares);
  }
  good = snapshot();
  result.tied = new Map();
  for (const rank of result.ranks) result.tied.set(rank, (result.tied.get(rank) ?? 0) + 1);
  const before = standing(animate), near = animate ? inSight() : () => true;
  const made = stacked ? points(model, now.shares, result.columns) : null;
  widen(result.scores, made);
  visible = listed(result);
  drawControls();
  late.clear();
  result.order.forEach((u, at) => {
    placeOf[u] = rows[at];
    drawRow(rows[at], u, result, made, near(at));
  });
  clearTimeout(resting);
  if (late.size) resting = setTimeout(drawLate, REST, result, made);
  divide(result);
  drawSentences(result);
  drawCarried();
  startDraws(result.ranks);
  glide(before);
  return result;
}

function drawControls() {
  for (const [k, part] of controls) {
    const { range, number, lock, output, was } = part;
    const said = `${now.shares[k]} ${now.numbers[k]} ${locked.has(k)}`;
    const value = String(Number(now.numbers[k].toFixed(1)));
    // a box or a slider may hold what was not taken
    if (part.said === said && number.value === value && range.value === value) continue;
    part.said = said;
    const share = percent(now.shares[k]);
    if (range.value !== value) range.value = value;
    range.style.setProperty("--v", `${clamp(now.numbers[k], 0, 100)}%`);
    if (document.activeElement !== number || number.value === "" || !number.matches(":invalid")) {
      if (number.value !== value) number.value = value;
    }
    change(output, share);
    range.setAttribute("aria-valuetext", tell("share_said", { share }));
    const moved = Math.abs(now.shares[k] - model.published[k]) > 5e-4;
    change(was, moved ? tell("was", { share: percent(model.published[k]) }) : "");
    range.disabled = number.disabled = locked.has(k);
    pressed(lock, locked.has(k));
  }
  pressed(modes[0], now.keep);
  pressed(modes[1], !now.keep);
  change(rule, tell(now.keep ? "keep_said" : "free_said"));
  for (const { button, shares } of chips) {
    pressed(button, shares.every((share, k) => Math.abs(share - now.shares[k]) < 5e-7));
  }
  undo.disabled = !undos.length;
  reset.disabled = untouched();
}

const untouched = () => now.shares.every((share, k) => Math.abs(share - model.published[k]) < 1e-12);

function drawSentences(result) {
  const { unit, units_word: units } = payload;
  const found = facts(model, result.ranks), same = untouched();
  const number = (value) => String(value);
  let text = tell(same ? "as_published" : "nobody_moves", { unit, units });
  if (!same && found.largest) {
    const { unit: u, before, after } = found.largest;
    text = tell(found.median ? "moves" : "moves_few", { unit, count: found.median, name: payload.names[u],
      before: number(before), after: number(after) });
  }
  change(say, note ? `${note} ${same && !found.largest ? "" : text}`.trim() : text);
  say.classList.toggle("warned", Boolean(note));
  note = "";
  const names = found.first.map((u) => isolated(payload.names[u])), last = names.length - 1;
  change(say2, names.length === 0 || alone ? "" : last === 0 ? tell("first", { name: names[0] })
    : names.length > 3 ? tell("first_many", { count: names.length, units })
      : tell("first_shared", { names: names.slice(0, last).join(texts.list_comma)
        + texts.list_and + names[last] }));
  section.classList.toggle("changed", !same);
}

function drawCarried() {
  const hash = toHash(model, now.shares);
  change(link.text, location.href.replace(/#.*$/, "") + hash);
  change(scheme.text, toScheme(model, now.shares));
  if (payload.command) change(command.text, toCommand(model, now.shares));
  clearTimeout(waitingHash);
  waitingHash = setTimeout(() => writeHash(hash), 300);
}

function writeHash(hash) {
  const ours = location.hash.startsWith("#w=");
  if (location.hash === hash || (!hash && !ours)) return;
  try {
    history.replaceState(null, "", hash || location.pathname + location.search);
  } catch { /* a browser that lets nothing be written there: the link stands in the text */ }
}

/** Draw intervals: at once where that is quick, else at rest; until then the old ones are faint. */
function startDraws(ranks) {
  clearTimeout(idle);
  const run = sample(now.shares);
  const show = (done) => {
    if (done) drawn = run;
    visible.forEach((u) => drawInterval(u, ranks));
    section.classList.toggle("waiting", !done);
    list.setAttribute("aria-busy", String(!done));
    return done;
  };
  const go = () => {
    if (run.some(FRAME)) show(true);
    else idle = setTimeout(go, 0);
  };
  if (!show(QUICK && run.some())) idle = setTimeout(go, REST);
}

// -- the page -------------------------------------------------------------------------------------

function build() {
  const bar = (label, ...buttons) => h("div", { class: "bar", role: "group", "aria-label": label },
    ...buttons);
  const seg = h("span", { class: "seg", role: "group", "aria-label": tell("mode") }, ...modes);
  const ctl = h("div", { class: "ctl" },
    bar(tell("presets"), ...chips.map(({ button }) => button)),
    h("div", { class: "bar" }, seg, undo, reset), rule,
    ...family(0, "t0", 0),
    h("details", { class: "take" }, h("summary", {}, tell("take")),
      link.part, scheme.part, payload.command ? command.part : h("p", { class: "fs" }, tell("no_command"))));
  const marks = gridlines(), width = `${30 + 18 * String(ranked).length}px`;
  [head, list].forEach((each) => each.style.setProperty("--span", width));
  list.append(...rows.map(({ row }) => row));
  list.style.setProperty("--grid", marks.map((rank) =>
    `linear-gradient(var(--rule),var(--rule)) ${placed(rank)}% 0/1px 100% no-repeat`).join(","));
  head.append(...[["r", "rank"], ["iv", "span"], ["ch", "against"], ["n", "unit"],
    ["bb", stacked ? "points" : ""], ["s", "score"]].map(([name, key]) =>
    h("span", { class: name }, key ? tell(key) : "")),
  h("span", { class: "pp" }, tell("interval"), h("span", { class: "axis" },
    ...marks.map((rank) => {
      const label = h("span", {}, String(rank));
      // as far right as it can stand without hanging over
      label.style.left = `min(${placed(rank)}%,100% - ${String(rank).length / 2}ch)`;
      return label;
    }))));
  const assumed = [...controls.keys()].some((k) => model.nodes[k].assumed);
  const notes = [tell("note", { vary: 100 * payload.draws.vary, draws: payload.draws.number }), stacked ? tell("note_start") : "",
    assumed ? texts.assumption : ""];
  const results = h("div", { class: "res" }, many ? finder() : null, head, list,
    h("p", { class: "src" }, notes.filter(Boolean).join(texts.blank)));
  document.getElementById("live").append(
    ctl, h("div", { class: "sayb" }, say, say2), results);
}

/** The ranks that have a line: the first, the last, and round ones between. */
function gridlines() {
  const by = STEPS.find((step) => ranked / step <= 4) ?? ranked;
  const between = Array.from({ length: Math.floor(ranked / by) }, (_, k) => (k + 1) * by)
    .filter((rank) => rank <= ranked - by / 2);
  return ranked > 1 ? [1, ...between, ranked] : [];
}

/** A find box, and a button that opens the middle of a long list. */
function finder() {
  const all = h("button", { type: "button", onclick: () => {
    everyone = !everyone;
    list.classList.toggle("many", everyone);
    change(all, tell(everyone ? "show_few" : "show_all", { count: model.units.length }));
    draw(false);
  } }, tell("show_all", { count: model.units.length }));
  const box = h("input", { type: "search", "aria-label": tell("find", { unit: payload.unit }),
    placeholder: tell("find", { unit: payload.unit }),
    oninput: () => { sought = box.value.trim().toLowerCase(); draw(false); } });
  return h("div", { class: "bar" }, box, all);
}

/** Of all rows on the page, only those that move say unit, rank and score to programs. */
function takeOver() {
  for (const row of document.querySelectorAll("#ranks [data-unit]")) {
    ["unit", "rank", "score"].forEach((name) => { delete row.dataset[name]; });
  }
}

/** Take the weights that the address carries; what does not fit is left aside, with a word. */
function fromAddress() {
  try {
    const found = fromHash(model, location.hash);
    if (!found) return false;
    scoring(model, found);
    take(found);
    note = tell("from_link");
  } catch (error) {
    note = tell("bad_link", { text: error.key ? tell(error.key, error.values) : error.message });
  }
  return true;
}

const trusted = reproduces(model);
if (!trusted) {
  document.getElementById("live").append(h("p", { class: "say warned" }, tell("differs")));
} else {
  document.documentElement.classList.add("js");
  section.classList.add("js");
  if (movable(model).length) {
    section.querySelector("details.published").removeAttribute("open");
    takeOver();
    build();
  }
  fromAddress();
  draw(false);
  addEventListener("hashchange", () => {
    const kept = snapshot();
    if (!fromAddress()) return;
    remember(kept);
    draw(true);
  });
}
// what programs call is there on every page, also where nothing can be moved
window.coopindex = Object.freeze({
  /**
   * Set weights, {node: share of its parent}, as `score(overrides=...)` in Python and `--set` do:
   * from the published weights on; siblings that are not named keep their proportions and share
   * what is left. Returns [{unit, score, rank}] in the order of the ranking.
   */
  weights(settings = {}) {
    if (!trusted) throw new Error(tell("differs"));
    const shares = override(model, model.published, settings);
    scoring(model, shares);
    remember();
    take(shares);
    return ranking(model, draw(true));
  },
  /** The present shares, {node: share of its parent}, as `weights` takes them. */
  state: () => state(model, now.shares),
});
