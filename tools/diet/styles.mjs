/**
 * Reads `{css, used}` as JSON from stdin, and writes the rules that pages use to stdout, minified. A
 * test looks for rules that were dropped by mistake.
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

/** @type {{ css: string, used: Record<"attributes" | "tags" | "classes" | "ids" | "words", string[]> }} */
const { css, used } = JSON.parse(readFileSync(0, "utf-8"));
const names = new Set([...used.classes, ...used.ids, ...used.words]);
// Lightning CSS would also drop what shares its name with an unused class: `text-wrap: balance`.
const others = new Set(Array.from(css.matchAll(OTHER), ([name]) => name));
const unused = Array.from(css.matchAll(NAME), (match) => match[1]).filter(
  (name) => !names.has(name) && !others.has(name),
);
const light = minify(css, [...new Set(unused)]);
const extractor = () => ({
  ...used,
  undetermined: used.words,
  attributes: { names: [], values: [] },
});
const [purged] = await new PurgeCSS().purge({
  content: [{ raw: "", extension: "used" }],
  css: [{ raw: light }],
  extractors: [{ extensions: ["used"], extractor }],
  // Pages get and lose attributes while they are used, except those for data.
  dynamicAttributes: Array.from(light.matchAll(/\[([\w-]+)/g), (match) => match[1]).filter(
    (name) => !name.startsWith("data-") || used.attributes.includes(name),
  ),
  safelist: [/^:/], // a state is not a name: the element that has it may be unused
  keyframes: true,
  variables: true,
});
process.stdout.write(minify(purged.css));
