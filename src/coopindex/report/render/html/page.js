// What moves on the page besides the weights: walking charts, tables and pictures as files, finding,
// pinning, choosing profiles. Texts go in as text; nothing is asked of any server.
const own = document.getElementById("page-script").dataset;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector, within = document) => within.querySelector(selector);
// names that run from right to left keep to themselves
const leftward = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const isolated = (said) => (leftward.test(said) ? `\u2068${said}\u2069` : said);
const fill = (form, ...values) => form.replace(/\{(\d)\}/g, (_, at) => isolated(values[at]));
const NS = "http://www.w3.org/2000/svg";
function shape(name, attributes, text = "") {
  const made = document.createElementNS(NS, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.textContent = text;
  return made;
}

function made(name, attributes, ...inside) {
  const found = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => found.setAttribute(key, value));
  found.append(...inside);
  return found;
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** Where a key leads among so many marks; undefined where it is none of ours. */
function led(key, at, many) {
  if (key === "Home") return 0;
  if (key === "End") return many - 1;
  return key in STEPS ? Math.max(0, Math.min(many - 1, at + STEPS[key])) : undefined;
}

// -- charts: one tab stop each, arrow keys walk the marks and read them -------------------------

const tableOf = (chart) => one("table", chart) ?? one("table", chart.closest("figure"));

/** What is read of every cell of a table, by a form of what its row, its column and itself say. */
function cellsOf(chart) {
  const table = tableOf(chart), square = "square" in table.dataset, cells = all("tbody td:not(.self)", table);
  return cells.map((cell) => {
    const row = cell.parentElement, column = [...row.cells].slice(0, cell.cellIndex)
      .reduce((sum, each) => sum + each.colSpan, 0);
    const heads = square ? [...table.rows].map((each) => each.cells[0]) : [...table.tHead.rows[0].cells], text = (each) => one(".vh", each)?.textContent ?? [...each.childNodes].map((part) => part.textContent.trim()).join(" ");
    return [cell, fill(chart.dataset.cells, text(row.cells[0]), text(heads[column]), text(cell))];
  });
}

for (const chart of all("[data-says], [data-cells]")) {
  const read = one(".read", chart.closest("figure"));
  let says, at = -1;
  if (chart.dataset.says) says = JSON.parse(chart.dataset.says);
  else says = cellsOf(chart).map(([cell, said], k) => {
    cell.dataset.mark = k;
    return said;
  });
  // a heat map whose cells are not drawn one by one: the mark is drawn where its twin's cell is
  const grid = one("table", chart) ? null : one("g[transform]", chart), outline = grid && shape("path", { class: "no s-accent at" });
  const leave = () => {
    all("[data-mark].at", chart).forEach((mark) => mark.classList.remove("at"));
    outline?.remove();
  };
  chart.addEventListener("keydown", (event) => {
    const next = led(event.key, at, says.length);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    at = next;
    leave();
    const mark = one(`[data-mark="${at}"]`, chart), cell = grid && one(`[data-mark="${at}"]`, tableOf(chart));
    if (cell) {
      outline.setAttribute("d", `M${cell.cellIndex - 1} ${cell.parentElement.rowIndex - 1}h1v1h-1z`);
      grid.append(outline);
      outline.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    if (mark) {
      mark.classList.add("at");
      mark.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    read.textContent = says[at];
  });
  chart.addEventListener("blur", leave);
  chart.addEventListener("pointerover", (event) => {
    const mark = event.target.closest("[data-mark]");
    if (mark) {
      at = Number(mark.dataset.mark);
      read.textContent = says[at];
    }
  });
}

// tables that are drawn row by row say what stands in a row
for (const row of all(".ob tr,.lad tbody tr,.wft tr")) row.dataset.say = [...row.cells]
  .flatMap((each) => [...each.childNodes].map((part) => part.textContent.trim())).filter(Boolean).join(" · ");

for (const table of all("table[data-walk],.ob,.lad,.wft")) {
  const rows = () => all("tr[data-say]", table).filter((row) => row.offsetParent !== null);
  all("a", table).forEach((link) => { link.tabIndex = -1; });
  all("tr[data-say]", table).forEach((row, k) => {
    row.tabIndex = k ? -1 : 0;
    row.setAttribute("aria-label", row.dataset.say);
  });
  table.addEventListener("keydown", (event) => {
    const there = rows(), row = event.target.closest("tr[data-say]");
    if (!row || event.target.closest("button")) return;
    if (event.key === "Enter") one("a", row)?.click();
    if (event.key === "p") one("[data-pin]", row)?.click();
    const next = led(event.key, there.indexOf(row), there.length);
    if (next === undefined) return;
    event.preventDefault();
    row.tabIndex = -1;
    there[next].tabIndex = 0;
    there[next].focus();
  });
}

// -- files made in the browser -----------------------------------------------------------------------

function keep(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** A cell as CSV has it; what a spreadsheet would run stands behind an apostrophe. */
function cell(text) {
  const number = text.replace(/^\u2212(?=\d)/, "-");
  const safe = /^[=@\t\r]|^[+-](?![\d.])/.test(number) ? `'${number}` : number;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csv(table) {
  const rows = all("tr", table).filter((row) => !row.classList.contains("g"));
  return "\ufeff" + rows.map((row) => [...row.cells].map((each) => cell(each.textContent.trim()))
    .join(",")).join("\r\n") + "\r\n";
}

const twin = (button) => all("[data-twin]").find((table) => table.dataset.twin === button.dataset.csv) ??
  one("table", button.closest("figure") ?? button.closest("section"));
const plain = (name) => name.replace(/[^\p{L}\p{N}._-]+/gu, "-");

all("[data-csv]").forEach((button) => button.addEventListener("click", () => {
  const name = button.dataset.csv;
  keep(`${plain(name)}.csv`, "text/csv;charset=utf-8", csv(twin(button)));
}));

const PAINT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "fill-opacity",
  "stroke-opacity", "opacity", "font-size", "font-weight", "text-anchor", "r", "cx", "cy", "y", "height"];

/** A drawing inside the page as one that stands alone: every colour and size written out. */
function alone(drawn) {
  const copy = drawn.cloneNode(true), from = [drawn, ...all("*", drawn)], to = [copy, ...all("*", copy)];
  from.forEach((each, at) => {
    const style = getComputedStyle(each);
    if (each.tagName === "use") {
      const of = document.querySelector(each.getAttribute("href"));
      to[at].replaceWith(of.tagName === "symbol" ? shape("g", {}) : alone(of));
      return;
    }
    PAINT.forEach((name) => {
      const value = style.getPropertyValue(name);
      if (value && value !== "auto" && !(value === "none" && name !== "fill")) to[at].style.setProperty(name, value);
    });
    ["class", "tabindex", "aria-hidden"].forEach((name) => to[at].removeAttribute(name));
  });
  return copy;
}

/** What a part of the page looks like, as shapes: backgrounds, lines below rows, drawings, texts. */
function* shapesOf(part, left, top) {
  for (const cell of all("th, td, li", part)) {
    if (cell.closest(".twin")) continue;
    const style = getComputedStyle(cell), box = cell.getBoundingClientRect();
    const at = { x: box.x - left, y: box.y - top, width: box.width, height: box.height };
    if (!box.width || !box.height) continue;
    if (style.backgroundColor !== "rgba(0, 0, 0, 0)") yield shape("rect", { ...at, fill: style.backgroundColor });
    if (style.backgroundImage !== "none") {
      const tone = getComputedStyle(document.documentElement).getPropertyValue(
        cell.matches(".x, .ux td:not([class])") ? "--hatch" : "--ink");
      yield shape("rect", { ...at, fill: "none", stroke: tone });
      if (cell.matches(".d, .ud td:not([class])")) yield shape("rect", { ...at, y: at.y + at.height / 2, height: at.height / 2, fill: tone });
      if (cell.matches(".x, .ux td:not([class])")) yield shape("path", { stroke: tone, d: `M${at.x} ${at.y + at.height}L${at.x + at.width} ${at.y}` });
    }
    if (cell.matches(".here")) yield shape("rect", { x: at.x + 1, y: at.y + 1, width: at.width - 2, height: at.height - 2, fill: "none", "stroke-width": 2, stroke: style.color });
    if (parseFloat(style.borderBottomWidth)) yield shape("rect", { ...at, y: at.y + at.height - 1, height: 1, fill: style.borderBottomColor });
  }
  for (const drawn of all("svg", part).filter((each) => each.getBoundingClientRect().width > 1)) {
    const box = drawn.getBoundingClientRect(), copy = alone(drawn);
    Object.entries({ x: box.x - left, y: box.y - top, width: box.width, height: box.height, overflow: "visible" })
      .forEach(([key, value]) => copy.setAttribute(key, value));
    ["width", "height", "y"].forEach((name) => copy.style.removeProperty(name));
    yield copy;
  }
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const within = node.parentElement, style = getComputedStyle(within);
    if (within.closest("svg, .vh, button, script, .links, .twin, .bar, .read") || !node.data.trim() || style.fontSize === "0px") continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = new Map();
    for (let at = 0; at < node.data.length; at += 1) {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      if (!box.width) continue;
      const line = lines.get(Math.round(box.y)) ?? { x: box.x, y: box.y + 0.8 * box.height, text: "" };
      line.text += node.data[at];
      lines.set(Math.round(box.y), line);
    }
    for (const line of lines.values()) {
      const made = shape("text", { x: line.x - left, y: line.y - top, fill: style.color,
        "font-size": style.fontSize, "font-weight": style.fontWeight }, line.text);
      made.style.whiteSpace = "pre";
      yield made;
    }
  }
}

/** A figure as a file: what stands on the page, and the warning about its figures below. */
function picture(part) {
  const whole = part.getBoundingClientRect(), edge = 20, body = getComputedStyle(document.body);
  const last = all(".src", part).at(-1) ?? part;
  const box = { x: whole.x, y: whole.y, width: whole.width, height: last.getBoundingClientRect().bottom - whole.y };
  const wide = box.width + 2 * edge, extra = own.warning ? 16 * Math.ceil((own.warning.length * 7) / box.width) + 8 : 0;
  const high = box.height + 2 * edge + extra;
  const sheet = shape("svg", { xmlns: NS, width: wide, height: high, viewBox: `0 0 ${wide} ${high}`,
    "font-family": body.fontFamily });
  sheet.append(shape("rect", { width: wide, height: high, fill: body.backgroundColor }));
  sheet.append(...shapesOf(part, box.x - edge, box.y - edge));
  const most = Math.floor(box.width / 7), words = own.warning ?? "";
  for (let at = 0, y = box.height + edge + 18; at < words.length; at += most, y += 16) {
    sheet.append(shape("text", { x: edge, y, "font-size": 12,
      fill: body.getPropertyValue("--warn") }, words.slice(at, at + most)));
  }
  return new XMLSerializer().serializeToString(sheet);
}

all("[data-picture]").forEach((button) => button.addEventListener("click", () => {
  const part = button.closest("figure") ?? button.closest("section");
  keep(`${plain(button.dataset.picture)}.svg`, "image/svg+xml", picture(part));
}));

// -- long tables, and finding in them ----------------------------------------------------------------

all(".tb").forEach((table) => { if (one(".rest", table)) table.classList.add("folded"); });
all("[data-unfold]").forEach((button) => {
  const closed = button.textContent;
  button.addEventListener("click", () => {
    const table = one("table", button.closest("p").previousElementSibling.parentElement) ??
      button.closest("p").previousElementSibling;
    const folded = button.closest("p").previousElementSibling.matches("table")
      ? button.closest("p").previousElementSibling : table;
    const now = folded.classList.toggle("folded");
    button.textContent = now ? closed : own.fewer;
  });
});

const box = document.getElementById("find"), ranks = document.getElementById("ranks");
// rows that move elsewhere take the name of the unit over
all("tr[data-unit]", ranks).forEach((row) => { row.dataset.row = row.dataset.unit; });
box?.addEventListener("input", () => {
  const wanted = box.value.trim().toLowerCase(), rows = all("tr[data-row]", ranks);
  const fits = (row) => `${row.dataset.row} ${one(".n", row).textContent}`.toLowerCase()
    .includes(wanted);
  ranks.classList.toggle("finding", wanted !== "");
  rows.forEach((row) => { row.hidden = wanted !== "" && !fits(row); });
  const shown = rows.filter((row) => !row.hidden).length;
  document.getElementById("found").textContent = wanted ? fill(own.found, shown, rows.length) : "";
});

// -- pinned units ------------------------------------------------------------------------------------

const pinned = new Set(), pins = document.getElementById("pins");
const rowOf = (unit) => all("tr[data-row]", ranks).find((row) => row.dataset.row === unit);
for (const row of ranks ? all("tr[data-row]", ranks) : []) {
  const icon = shape("svg", {});
  icon.append(shape("use", { href: "#pin" }));
  one(".n", row)?.prepend(made("button", { type: "button", class: "pinb", tabindex: -1,
    "data-pin": row.dataset.row, "aria-pressed": false,
    "aria-label": fill(own.pin, one(".n a", row).textContent) }, icon));
}
const nameOf = (unit) => one(".n a", rowOf(unit)).textContent;

function show() {
  all("[data-pin]").forEach((button) => {
    button.setAttribute("aria-pressed", pinned.has(button.dataset.pin));
  });
  all("tr[data-row]", ranks).forEach((row) => row.classList.toggle("pinned", pinned.has(row.dataset.row)));
  all("[data-for]").forEach((row) => row.classList.toggle("pinned", pinned.has(row.dataset.for)));
  for (const figure of all("[data-units]")) {
    JSON.parse(figure.dataset.units).forEach((unit, at) => all(`[data-mark="${at}"]`, figure)
      .forEach((mark) => mark.classList.toggle("pinned", pinned.has(unit))));
  }
  pins?.replaceChildren(...[...pinned].map((unit) => {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.textContent = nameOf(unit);
    chip.addEventListener("click", () => pin(unit));
    return chip;
  }));
  onTop();
  const button = document.getElementById("pin-this");
  button?.setAttribute("aria-pressed", pinned.has(one(".unit.on")?.dataset.of));
}

/** Where rows are folded, pinned ones stand above them all, once more. */
function onTop() {
  one("tbody.top-pins", ranks)?.remove();
  if (!one("tbody.rest", ranks) || !pinned.size) return;
  const body = document.createElement("tbody");
  body.className = "top-pins";
  body.setAttribute("role", "rowgroup");
  for (const unit of pinned) {
    const copy = rowOf(unit).cloneNode(true);
    ["data-row", "data-unit", "data-rank", "data-score", "data-say", "tabindex"].forEach((name) => copy.removeAttribute(name));
    one("[data-pin]", copy)?.addEventListener("click", () => pin(unit));
    body.append(copy);
  }
  one("thead", ranks).after(body);
}

function pin(unit) {
  if (!pinned.delete(unit)) pinned.add(unit);
  show();
}
all("[data-pin]").forEach((button) => button.addEventListener("click", () => pin(button.dataset.pin)));
document.getElementById("pin-this")?.addEventListener("click", () => {
  pin(one(".unit.on").dataset.of);
});

// -- profiles: one, or two side by side --------------------------------------------------------------

const who = document.getElementById("who"), beside = document.getElementById("beside");
const units = all(".unit"), list = document.getElementById("profiles");
const placeOf = (unit) => one("[id^='u-']", unit).id;
const pairs = JSON.parse(document.getElementById("pairs")?.textContent ?? "null");

const figures = document.getElementById("figures");
const heads = figures ? [...figures.tHead.rows[1].cells] : [];
const groups = figures ? all("th", figures.tHead.rows[0]) : [], sources = all("#sources>li");
/** What a cell says itself, without its measure, its source and its rank. */
const ownText = (cell) => [...cell.childNodes].filter((each) => !each.matches?.("small,a,b,i"))
  .map((each) => each.textContent).join("").trim();

/** A source by its number, as a mark beside a figure that leads to it. */
function noted(number) {
  const { id, textContent } = sources[number - 1];
  return made("a", { href: `#${id}`, title: textContent, class: "ref" }, number);
}

/** A unit's indicators by dimension, from its row in the table of all figures. */
function build(unit) {
  const place = one(".ind", unit), row = figures && all("tr[data-for]", figures)
    .find((each) => each.dataset.for === unit.dataset.of);
  if (!row || place.dataset.made) return;
  place.dataset.made = "1";
  const cells = [...row.cells].slice(1), tables = [], used = new Set();
  let at = 0;
  for (const group of groups) {
    const body = made("tbody", {});
    for (const end = at + group.colSpan; at < end; at += 1) {
      const cell = cells[at], [title, measure] = [ownText(heads[at]), one("small", heads[at])];
      const rank = one("b", cell)?.textContent ?? "", sign = rank.match(/^[◆◇]/)?.[0] ?? "";
      const value = made("td", { class: "v" }, ownText(cell)), kind = cell.className || figures.dataset.usual;
      if (measure && kind !== "n") value.append(" ", made("small", {}, measure.textContent));
      const source = kind !== "n" && (one("i", cell) ?? one("a", heads[at]))?.textContent;
      if (source) {
        used.add(source);
        value.append(noted(source));
      }
      body.append(made("tr", {},
        made("th", { scope: "row" }, sign ? `${title}\xa0${sign}` : title), value,
        made("td", { class: "st" }, made("i", { class: `sg${kind}` }, figures.dataset[kind])),
        made("td", { class: "k" }, rank.slice(sign.length))));
    }
    const head = made("tr", {}, made("td", {}), ...["value", "", "rank"].map((key) =>
      made(key ? "th" : "td", key ? { scope: "col", class: key === "rank" ? "k" : "v" } : {}, figures.dataset[key] ?? "")));
    tables.push(made("table", { class: group.className }, made("caption", {}, group.textContent),
      made("thead", {}, head), body));
  }
  place.before(made("h4", {}, place.textContent));
  place.replaceChildren(...tables);
  place.after(made("ol", { class: "src refs" }, ...[...used].sort((a, b) => a - b).map((number) => {
    const copy = sources[number - 1].cloneNode(true);
    copy.removeAttribute("id");
    copy.value = number;
    return copy;
  })));
}

const number = (cell) => parseFloat(cell.textContent.replace("−", "-").replaceAll(",", ""));
const share = (part) => `${(100 * part).toFixed(2)}%`;

function drawing(cls, ...inside) {
  const found = shape("svg", { class: cls });
  found.append(...inside);
  return found;
}

/** Draw a profile's dimensions among all units, and the steps to the next one. */
function draw(unit) {
  if (!list.dataset.scale || unit.dataset.drawn) return;
  unit.dataset.drawn = "1";
  const [low, high] = list.dataset.scale.split(",").map(Number), fills = list.dataset.fills.split(",");
  const ladder = one(".lad", unit), steps = one(".wft", unit);
  if (ladder) {
    ladder.tHead.rows[0].insertCell(1).append(made("div", { class: "ends" },
      ...[low, high].map((end) => made("span", {}, String(end).replace("-", "−")))));
    [...ladder.tBodies[0].rows].forEach((row, k) => {
      const value = number(row.cells[1]), own = [shape("use", { href: `#l${k}` })];
      if (Number.isFinite(value)) own.push(shape("circle", { class: fills[k], cx: share((value - low) / (high - low)) }));
      row.insertCell(1).append(drawing("ld", ...own));
    });
  }
  if (!steps) return;
  const rows = [...steps.rows], values = rows.map((row) => number(row.cells[1])), last = rows.length - 1;
  const edges = values.slice(1, last).reduce((sums, value) => [...sums, sums.at(-1) + (value || 0)], [values[0]]);
  const least = Math.min(...edges, values[last]), span = Math.max(...edges, values[last]) - least || 1;
  const at = (value) => 0.03 + (0.75 * (value - least)) / span;
  rows.forEach((row, k) => {
    const ends = k === 0 || k === last ? [values[k], values[k]] : [edges[k - 1], edges[k]];
    const [left, right] = ends.map(at).sort((a, b) => a - b), cell = row.cells[1];
    const line = (cls) => shape("line", { class: cls, x1: share(left), x2: share(left), y1: 3, y2: 23 });
    const marks = k === 0 || k === last ? [line("tick")]
      : [shape("rect", { class: fills[k - 1], x: share(left), width: share(right - left) })];
    if (marks[0].tagName === "rect" && right - left < 0.01) marks.unshift(line(`least ${fills[k - 1]}`));
    if (k < last) {
      const next = share(at(edges[k]));
      marks.unshift(shape("line", { class: "ax", x1: next, x2: next, y1: 21, y2: 34, "stroke-dasharray": "2 2" }));
    }
    cell.replaceChildren(drawing("wf", ...marks, shape("text", { x: share(right), dx: 8 }, cell.textContent)));
  });
}

function choose(first, second = "") {
  units.forEach((unit) => {
    const place = placeOf(unit), on = place === first || (second !== "" && place === second);
    unit.classList.toggle("on", on);
    unit.open = on;
    if (on) [build, draw].forEach((each) => each(unit));
    if (place === second && second !== first) list.append(unit);
  });
  const front = units.find((unit) => placeOf(unit) === first);
  if (front) list.prepend(front);
  list.classList.toggle("pair", second !== "" && second !== first);
  if (who) [who.value, beside.value] = [first, second];
  duel(first, second);
  show();
}

/** In how many recalculations the first is ahead of the second. */
function duel(first, second) {
  const said = document.getElementById("duel"), at = [first, second].map((each) => pairs?.units.indexOf(each));
  const known = pairs && second && at[0] >= 0 && at[1] >= 0 && at[0] !== at[1];
  if (said) said.textContent = known
    ? fill(pairs.said, pairs.names[at[0]], pairs.names[at[1]], pairs.ahead[at[0]][at[1]]) : "";
}

function fromHash() {
  const place = location.hash.slice(1);
  if (units.some((unit) => placeOf(unit) === place)) {
    choose(place, beside && beside.value !== place ? beside.value : "");
    document.getElementById(place).scrollIntoView();
  }
}

if (units.length) {
  who?.addEventListener("change", () => choose(who.value, beside.value));
  beside?.addEventListener("change", () => choose(who.value, beside.value));
  addEventListener("hashchange", fromHash);
  choose(placeOf(units[0]));
  fromHash();
}
addEventListener("beforeprint", () => {
  units.forEach((unit) => { unit.open = true; build(unit); draw(unit); });
});
if (list) all("#profiles figure").forEach((part) => {
  const kind = one("table", part).className, unit = part.closest(".unit").dataset.of;
  const place = made("p", { class: "src links" }), name = plain(`${kind}-${unit}`);
  const saved = { csv: () => keep(`${name}.csv`, "text/csv;charset=utf-8", csv(one("table", part))),
    picture: () => keep(`${name}.svg`, "image/svg+xml", picture(part)) };
  Object.entries(saved).forEach(([key, save], at) => {
    const button = made("button", { type: "button" }, one(`[data-${key}]`)?.textContent ?? key);
    button.addEventListener("click", save);
    place.append(at ? " · " : "", button);
  });
  part.append(place);
});
