// Weights as text: the end of a link, a scheme in YAML, a command line. A plain ES module.
import { override } from "./rankcore.js";

const LINK = "#w=";
// words that YAML takes for something else than text
const TAKEN = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

/** Digits enough for scores to be the same within 1e-9, without an exponent. */
export function decimal(x) {
  const text = String(Number(x.toPrecision(12)));
  return text.includes("e") ? x.toFixed(20).replace(/\.?0+$/, "") : text;
}

/**
 * The fewest shares that must be named for `override` to make these of the published ones: node ->
 * share. The largest group of siblings in their published proportions needs no name.
 */
export function settings(model, shares) {
  const found = {};
  for (const k of [...model.families].reverse()) {
    const { children } = model.nodes[k];
    for (const child of named(children, shares, model.published)) {
      found[model.nodes[child].node] = shares[child];
    }
  }
  return found;
}

function named(children, shares, published) {
  if (children.every((child) => Math.abs(shares[child] - published[child]) < 1e-12)) return [];
  const groups = [];
  for (const child of children.filter((each) => published[each] > 0)) {
    const ratio = shares[child] / published[child];
    const group = groups.find((each) => Math.abs(each.ratio - ratio) <= 1e-11 * each.ratio);
    if (group) group.members.push(child);
    else groups.push({ ratio, members: [child] });
  }
  groups.sort((a, b) => b.members.length - a.members.length || b.ratio - a.ratio);
  const unsaid = new Set(groups.length ? groups[0].members : []);
  return children.filter((child) =>
    !unsaid.has(child) && (published[child] > 0 || shares[child] > 0));
}

/** The end of a link that carries the weights; "" for the published ones. */
export function toHash(model, shares) {
  const parts = Object.entries(settings(model, shares)).map(([k, v]) => `${k}:${decimal(v)}`);
  return parts.length ? LINK + parts.join(",") : "";
}

/** The shares that the end of a link carries; null where it carries none. What is wrong is thrown. */
export function fromHash(model, hash) {
  if (!hash.startsWith(LINK)) return null;
  const found = {};
  for (const part of readable(hash.slice(LINK.length)).split(",")) {
    const pair = /^([A-Za-z0-9][A-Za-z0-9_.-]*):(\d+(?:\.\d*)?|\.\d+)$/.exec(part);
    if (!pair || Object.hasOwn(found, pair[1])) throw new RangeError(part || hash);
    found[pair[1]] = Number(pair[2]);
  }
  return override(model, model.published, found);
}

/** What an address carries; as it stands where it is none of an address. */
function readable(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A scheme with every family that a scheme must name for these weights, to be saved as a file. */
export function toScheme(model, shares, code = "mine") {
  const lines = [];
  model.nodes.forEach((node, k) => {
    const { children, base } = node;
    const as = node.mean ? shares : model.published;
    const same = base && children.every((child, c) => Math.abs(as[child] - base[c]) < 1e-12);
    if (!children.length || (same && (k > 0 || children.length === 1))) return;
    for (const child of children) {
      const weight = as[child] * node.total;
      lines.push(`  ${key(model.nodes[child].node)}: ${decimal(weight)}`);
    }
  });
  return [`scheme: ${key(code)}`, "weights:", ...lines, ""].join("\n");
}

function key(code) {
  return /^[A-Za-z_][\w-]*$/.test(code) && !TAKEN.test(code) ? code : `"${code}"`;
}

/** The command that scores under these weights; where shares were set before, all of a family are named. */
export function toCommand(model, shares) {
  const found = settings(model, shares);
  for (const k of model.families.filter((each) => model.payload.set.includes(model.nodes[each].node))) {
    for (const child of model.nodes[k].children) found[model.nodes[child].node] = shares[child];
  }
  const set = Object.entries(found).map(([k, v]) => `--set ${k}=${decimal(v)}`);
  return [...(model.payload.command ?? []), ...set].join(" ");
}
