// What moves on the page besides the weights: walking charts, tables and pictures as files, finding,
// pinning, choosing profiles. Texts go in as text; nothing is asked of any server.
const own = document.getElementById("page-script").dataset;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector, within = document) => within.querySelector(selector);
const fill = (form, ...values) => form.replace(/\{(\d)\}/g, (_, at) => values[at]);
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** Where a key leads among so many marks; undefined where it is none of ours. */
function led(key, at, many) {
  if (key === "Home") return 0;
  if (key === "End") return many - 1;
  return key in STEPS ? Math.max(0, Math.min(many - 1, at + STEPS[key])) : undefined;
}

// -- charts: one tab stop each, arrow keys walk the marks and read them -------------------------

for (const chart of all("[data-says]")) {
  const says = JSON.parse(chart.dataset.says), read = one(".read", chart.closest("figure"));
  let at = -1;
  const leave = () => all(".at", chart).forEach((mark) => mark.classList.remove("at"));
  chart.addEventListener("keydown", (event) => {
    const next = led(event.key, at, says.length);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    at = next;
    leave();
    const mark = one(`[data-mark="${at}"]`, chart);
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

for (const table of all("table[data-walk]")) {
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
  const safe = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csv(table) {
  const rows = all("tr", table).filter((row) => !row.classList.contains("g"));
  return "\ufeff" + rows.map((row) => [...row.cells].map((each) => cell(each.textContent.trim()))
    .join(",")).join("\r\n") + "\r\n";
}

const twin = (name) => all("[data-twin]").find((table) => table.dataset.twin === name);
const plain = (name) => name.replace(/[^\p{L}\p{N}._-]+/gu, "-");

all("[data-csv]").forEach((button) => button.addEventListener("click", () => {
  const name = button.dataset.csv;
  keep(`${plain(name)}.csv`, "text/csv;charset=utf-8", csv(twin(name)));
}));

/** The rules of drawings with the colours of the light page, so that a file stands alone. */
function rules() {
  const light = one("style").sheet.cssRules[0].style, found = [];
  for (const rule of one("style").sheet.cssRules) {
    if (rule.selectorText?.startsWith(".chart")) found.push(rule.cssText);
  }
  const text = found.join("").replace(/var\((--[\w-]+)\)/g, (_, name) => light.getPropertyValue(name));
  return `${text}.chart{font-family:${getComputedStyle(document.body).fontFamily}}`;
}

function lines(text, most) {
  const found = [""];
  for (const word of text.match(/[\u2e80-\uff60]|[^\s\u2e80-\uff60]+\s*|\s+/g) ?? []) {
    const wide = [...found.at(-1) + word].reduce((sum, sign) => sum + (sign > "\u2e80" ? 2 : 1), 0);
    if (wide > most && found.at(-1)) found.push("");
    found[found.length - 1] += word;
  }
  return found;
}

/** A drawing as a file: title, warning and source above and below it. */
function picture(button) {
  const NS = "http://www.w3.org/2000/svg", figure = button.closest("figure");
  const drawn = one(".draw.wider svg, .draw svg", figure);
  const [, , wide, high] = drawn.getAttribute("viewBox").split(" ").map(Number);
  const sheet = document.createElementNS(NS, "svg");
  let y = 10;
  const put = (text, size, tone) => {
    for (const line of lines(text, (wide * 1.85) / size)) {
      const made = document.createElementNS(NS, "text");
      Object.entries({ x: 24, y: y + size, class: `f-${tone}`, "font-size": size })
        .forEach(([key, value]) => made.setAttribute(key, value));
      made.textContent = line;
      sheet.append(made);
      y += size * 1.4;
    }
    y += 6;
  };
  const style = document.createElementNS(NS, "style"), back = document.createElementNS(NS, "rect");
  style.textContent = rules();
  sheet.append(style, back);
  put(one("h2, h3, h4", figure)?.textContent ?? "", 18, "ink");
  put(one(".fs", figure)?.textContent ?? "", 13, "muted");
  if (own.warning) put(own.warning, 13, "warn");
  const copy = drawn.cloneNode(true);
  Object.entries({ x: 24, y: y + 6, width: wide, height: high })
    .forEach(([key, value]) => copy.setAttribute(key, value));
  sheet.append(copy);
  y += high + 16;
  put(one(".src", figure).firstChild.textContent, 12, "muted");
  const size = { width: wide + 48, height: Math.ceil(y + 10) };
  Object.entries(size).forEach(([key, value]) => [sheet, back].forEach((e) => e.setAttribute(key, value)));
  back.setAttribute("class", "f-bg");
  sheet.setAttribute("class", "chart");
  sheet.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
  return new XMLSerializer().serializeToString(sheet);
}

all("[data-picture]").forEach((button) => button.addEventListener("click", () => {
  keep(`${plain(button.dataset.picture)}.svg`, "image/svg+xml", picture(button));
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
box?.addEventListener("input", () => {
  const wanted = box.value.trim().toLowerCase(), rows = all("tr[data-unit]", ranks);
  const fits = (row) => `${row.dataset.unit} ${one(".n", row).textContent}`.toLowerCase()
    .includes(wanted);
  ranks.classList.toggle("finding", wanted !== "");
  rows.forEach((row) => { row.hidden = wanted !== "" && !fits(row); });
  const shown = rows.filter((row) => !row.hidden).length;
  document.getElementById("found").textContent = wanted ? fill(own.found, shown, rows.length) : "";
});

// -- pinned units ------------------------------------------------------------------------------------

const pinned = new Set(), pins = document.getElementById("pins");
const rowOf = (unit) => all("tr[data-unit]", ranks).find((row) => row.dataset.unit === unit);
const nameOf = (unit) => one(".n a", rowOf(unit)).textContent;

function show() {
  all("[data-pin]").forEach((button) => {
    button.setAttribute("aria-pressed", pinned.has(button.dataset.pin));
  });
  all("tr[data-unit]", ranks).forEach((row) => row.classList.toggle("pinned", pinned.has(row.dataset.unit)));
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
    ["data-unit", "data-rank", "data-score", "data-say", "tabindex"].forEach((name) => copy.removeAttribute(name));
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

function choose(first, second = "") {
  units.forEach((unit) => {
    const place = placeOf(unit), on = place === first || (second !== "" && place === second);
    unit.classList.toggle("on", on);
    unit.open = on;
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
addEventListener("beforeprint", () => all("details").forEach((each) => { each.open = true; }));
