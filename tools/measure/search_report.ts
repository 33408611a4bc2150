/**
 * Asks the search its queries, without a browser: `node tools/measure/search_report.ts [_site]`.
 *
 * It prints, by kind of query, how often a right page comes first (people and projects skipped), the
 * first option is right, the right note is first and among the first three, and nothing is found; how
 * many absent things are answered without saying that words are missing; and how much is downloaded.
 * With `--wrong` it prints which queries went wrong, and what they found. Queries of kinds that begin
 * with "blind" were written by people who had not seen the search; nobody tunes it to them.
 */

import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { Engine } from "../../conference/browser/search/engine.ts";
import type { Doc } from "../../conference/browser/search/records.ts";

const QUERIES = new URL("../../tests/search_queries.jsonl", import.meta.url);

/** A query with its right answers: addresses of pages, ids of notes on them, or raw lines of notes. */
interface Query {
  query: string;
  kind: string;
  pages?: string[];
  notes?: string[];
  lines?: number[];
}

/** Returns the queries of a file with one on each line. */
function readQueries(file: URL | string) {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line): Query => JSON.parse(line));
}

/** Returns what the search of the built site in a folder knows at first, and once no note has all words. */
function makeEngines(site: string) {
  const [records, related] = ["records", "related"].map((name) => {
    const text = readFileSync(`${site}/search-${name}.js`, "utf8");
    return JSON.parse(text.slice(text.indexOf("(") + 1, text.lastIndexOf(")")));
  });
  return [new Engine(records), new Engine(records, related)];
}

/** Asks one query, and returns which of its expectations are met. */
function ask(engines: Engine[], { query, pages = [], notes = [], lines = [] }: Query) {
  const answers = engines.map((engine) => engine.search(query).groups);
  const which = answers[0][0]?.having === "" ? 0 : 1;
  const groups = answers[which];
  const options = groups.flatMap(({ hits }) => hits.map(({ doc }) => doc));
  const byLine = engines[which].docs.filter(({ line }) => lines.includes(line));
  const addresses = new Set([...pages, ...byLine.map(({ page }) => page?.doc.address)]);
  const isPage = (doc: Doc | undefined) =>
    [doc?.address, doc?.page?.doc.address].some((one) => one && addresses.has(one));
  const isNote = (doc: Doc | undefined) =>
    doc && isPage(doc) && (notes.includes(doc.address.split("#")[1]) || byLine.includes(doc));
  const noted = options.filter(({ page, type }) => page && (type !== "page" || lines.length));
  const asksNote = notes.length + lines.length > 0;
  return {
    page: isPage(options.find((doc) => doc.page || isPage(doc))),
    option: isPage(options[0]),
    note: !asksNote || isNote(noted[0]),
    three: !asksNote || noted.slice(0, 3).some(isNote),
    nothing: !options.length,
    unlabeled: groups.some(({ having }) => !having),
    found: options.slice(0, 3).map(({ address }) => address),
  };
}

function report(site: string, isWrongShown: boolean, file: URL | string) {
  const engines = makeEngines(site);
  const started = performance.now();
  const asked = readQueries(file).map((query) => ({ ...query, ...ask(engines, query) }));
  const each = (performance.now() - started) / asked.length / engines.length;
  const byKind = Object.groupBy(asked, ({ kind }) => kind);
  const there = asked.filter(({ kind }) => !/absent/.test(kind));
  const sets = Object.groupBy(there, ({ kind }) => (/^blind/.test(kind) ? "blind" : "tuned"));
  const table = Object.entries({ ...byKind, ...sets });
  for (const [kind, results = []] of table) {
    const share = (name: "page" | "option" | "note" | "three" | "nothing") =>
      `${name} ${(results.filter((one) => one[name]).length / results.length).toFixed(3)}`;
    const unlabeled = results.filter((one) => one.unlabeled).length;
    const measures = /absent/.test(kind)
      ? [share("nothing"), `unlabeled ${unlabeled}`]
      : [share("page"), share("option"), share("note"), share("three"), share("nothing")];
    console.log(kind.padEnd(20), `${results.length}`.padStart(4), "", measures.join("  "));
  }
  for (const one of isWrongShown ? asked : []) {
    if (/absent/.test(one.kind) ? one.unlabeled : !one.page || !one.three)
      console.log(one.kind, JSON.stringify(one.query), ...one.found);
  }
  console.log(`${each.toFixed(2)} ms a query`);
  const files = readdirSync(site, { recursive: true, encoding: "utf8" });
  for (const name of files.filter((name) => /(^|\/)search[-.\w]*\.js$/.test(name)).sort()) {
    console.log(`${gzipSync(readFileSync(`${site}/${name}`), { level: 9 }).length} bytes ${name}`);
  }
}

const places = process.argv.slice(2).filter((argument) => argument !== "--wrong");
report(places[0] ?? "_site", process.argv.includes("--wrong"), places[1] ?? QUERIES);
