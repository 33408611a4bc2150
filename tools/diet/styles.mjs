/**
 * Reads `{css, used}` as JSON from stdin, writes `{css, wrong}` to stdout: the rules that pages use,
 * minified, and selectors that were dropped by mistake.
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
  rejected: true,
});
// Each dropped selector must have a name that nothing uses.
const known = new Set([
  ...[...used.tags, ...used.words],
  ...[...used.classes, ...used.words].map((name) => `.${name}`),
  ...[...used.ids, ...used.words].map((name) => `#${name}`),
  ...used.attributes.map((name) => `[${name}`),
]);
const wrong = (purged.rejected ?? []).filter((selector) => {
  const plain = selector.replace(/:{1,2}[\w-]+(\([^)]*\)+)?|\[(?!data-)[^\]]*\]|=[^\]]*\]/g, "");
  return (plain.match(/[.#[]?[a-z_][\w-]*/gi) ?? []).every((name) => known.has(name));
});
process.stdout.write(JSON.stringify({ css: minify(purged.css), wrong }));
