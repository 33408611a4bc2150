/**
 * Reads a list of queries as JSON from stdin, and writes what the search of a built site finds for
 * each, in the order in which a reader sees it: `node tools/measure/search.mjs _site`.
 */

import { readFileSync } from "node:fs";
import { Engine } from "../../conference/browser/search/engine.js";

const text = readFileSync(`${process.argv[2]}/search-records.js`, "utf-8");
const engine = new Engine();
Array.from(engine.learn(JSON.parse(text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")))));

/** @type {string[]} */
const queries = JSON.parse(readFileSync(0, "utf-8"));
const answers = queries.map((query) => {
  const started = performance.now();
  const { groups } = engine.search(query);
  return {
    milliseconds: performance.now() - started,
    pages: groups.map(({ page, head }) => page?.address ?? head?.doc.address),
    notes: groups.flatMap(({ notes }) => notes.map(({ doc }) => doc.address.split("#")[1])),
  };
});
process.stdout.write(JSON.stringify(answers));
