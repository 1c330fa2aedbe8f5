// Write what the browser lets take away of the weightings in CASES: scheme, command, link.
import { readdirSync, readFileSync } from "node:fs";
import { toCommand, toHash, toScheme } from "./carry.js";
import { compile, override } from "./rankcore.js";

const folder = process.env.CASES, found = {};
for (const name of readdirSync(folder).filter((each) => each.endsWith(".json"))) {
  const { payload, weightings } = JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
  const model = compile(payload);
  found[name] = weightings.map(({ settings, scores }) => {
    if (scores === null) return null;
    const shares = override(model, model.published, settings);
    return { scheme: toScheme(model, shares), command: toCommand(model, shares), link: toHash(model, shares) };
  });
}
console.log(JSON.stringify(found));
