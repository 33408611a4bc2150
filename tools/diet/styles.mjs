/**
 * Reads `{css, used}` as JSON from stdin, and writes to stdout, for each kind of page in `used`, the rules
 * that it uses, minified. A test looks for rules that were dropped by mistake.
 *
 * Lightning CSS drops the rules of unused classes and ids, nearly all of a theme, in a twentieth of
 * the time that PurgeCSS takes; PurgeCSS looks closely at the rest.
 */

import { readFileSync } from "node:fs";
import { transform } from "lightningcss";
import { PurgeCSS } from "purgecss";

const NAME = /[.#](-?[_a-zA-Z][\w-]*)/g; // of a class or id
const OTHER = /(?<![.#\w-])-?[_a-zA-Z][\w-]*/g; // of a property, a value or anything else

/**
 * @param {string} css
 * @param {string[]} unusedSymbols
 */
function minify(css, unusedSymbols = []) {
  const code = new TextEncoder().encode(css);
  const options = { filename: "styles.css", code, minify: true, unusedSymbols };
  // What a browser skips is skipped here too.
  return new TextDecoder().decode(transform({ ...options, errorRecovery: true }).code);
}

/** @typedef {Record<"attributes" | "tags" | "classes" | "ids" | "words", string[]>} Used */
/** @type {{ css: string, used: Used[] }} */
const { css, used } = JSON.parse(readFileSync(0, "utf-8"));
// Lightning CSS would also drop what shares its name with an unused class: `text-wrap: balance`.
const others = new Set(Array.from(css.matchAll(OTHER), ([name]) => name));
const named = new Set(Array.from(css.matchAll(NAME), (match) => match[1]));

/** @param {Used} kind */
async function rulesOf(kind) {
  const names = new Set([...kind.classes, ...kind.ids, ...kind.words, ...others]);
  const light = minify(
    css,
    [...named].filter((name) => !names.has(name)),
  );
  const extractor = () => ({
    ...kind,
    undetermined: kind.words,
    attributes: { names: [], values: [] },
  });
  const [purged] = await new PurgeCSS().purge({
    content: [{ raw: "", extension: "used" }],
    css: [{ raw: light }],
    extractors: [{ extensions: ["used"], extractor }],
    // Pages get and lose attributes while they are used, except those for data.
    dynamicAttributes: Array.from(light.matchAll(/\[([\w-]+)/g), (match) => match[1]).filter(
      (name) => !name.startsWith("data-") || kind.attributes.includes(name),
    ),
    safelist: [/^:/], // a state is not a name: the element that has it may be unused
    keyframes: true,
    variables: true,
  });
  return minify(purged.css);
}

process.stdout.write(JSON.stringify(await Promise.all(used.map(rulesOf))));
