/**
 * Keeps of a style sheet what pages use, and writes it short. Both ways the standard streams have JSON:
 * in come the style sheet and the names that are used, out come the style sheet and what went wrong.
 *
 * Lightning CSS drops the rules of classes and ids that are not used, which is nearly all of a theme,
 * in a twentieth of the time that PurgeCSS takes, which looks closely at the rest.
 */

import { readFileSync } from "node:fs";
import { transform } from "lightningcss";
import { PurgeCSS } from "purgecss";

/**
 * @typedef {object} Used what pages and scripts have of each
 * @property {string[]} attributes for data
 * @property {string[]} tags
 * @property {string[]} classes
 * @property {string[]} ids
 * @property {string[]} words of scripts, each possibly one of these
 */

const NAME = /[.#](-?[_a-zA-Z][\w-]*)/g; // of a class or id
const OTHER = /(?<![.#\w-])-?[_a-zA-Z][\w-]*/g; // of a property, a value or anything else

/**
 * @param {string} css
 * @param {string[]} unusedSymbols
 */
function minify(css, unusedSymbols = []) {
  const code = new TextEncoder().encode(css);
  // What a browser skips is skipped here too.
  const result = transform({
    filename: "styles.css",
    code,
    minify: true,
    errorRecovery: true,
    unusedSymbols,
  });
  return new TextDecoder().decode(result.code);
}

/**
 * @param {string} css
 * @param {Used} used
 */
async function purge(css, used) {
  const [result] = await new PurgeCSS().purge({
    content: [{ raw: "", extension: "used" }],
    css: [{ raw: css }],
    extractors: [
      {
        extensions: ["used"],
        extractor: () => ({
          ...used,
          undetermined: used.words,
          attributes: { names: [], values: [] },
        }),
      },
    ],
    dynamicAttributes: Array.from(css.matchAll(/\[([\w-]+)/g), (match) => match[1]).filter(
      (name) => !name.startsWith("data-") || used.attributes.includes(name),
    ),
    safelist: [/^:/], // a state is no name: it is what has it that may be unused
    keyframes: true,
    variables: true,
    rejected: true,
  });
  return result;
}

/** @type {{ css: string, used: Used }} */
const { css, used } = JSON.parse(readFileSync(0, "utf-8"));
const names = new Set([...used.classes, ...used.ids, ...used.words]);
// Lightning CSS would take what else has the name of an unused class: `text-wrap: balance`, say.
const others = new Set(Array.from(css.matchAll(OTHER), ([name]) => name));
const unused = new Set(
  Array.from(css.matchAll(NAME), (match) => match[1]).filter(
    (name) => !names.has(name) && !others.has(name),
  ),
);
const purged = await purge(minify(css, [...unused]), used);
// A selector is dropped for a name that nothing has. One without such a name was dropped by mistake.
const known = new Set([
  ...[...used.tags, ...used.words],
  ...[...names].flatMap((name) => [`.${name}`, `#${name}`]),
  ...used.attributes.map((name) => `[${name}`),
]);
const wrong = (purged.rejected ?? []).filter((selector) => {
  const plain = selector.replace(/:{1,2}[\w-]+(\([^)]*\)+)?|\[(?!data-)[^\]]*\]|=[^\]]*\]/g, "");
  return (plain.match(/[.#[]?[a-z_][\w-]*/gi) ?? []).every((name) => known.has(name));
});
process.stdout.write(JSON.stringify({ css: minify(purged.css), wrong }));
