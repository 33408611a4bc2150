import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine } from "../../../conference/browser/search/engine.ts";
import { occurrences, tokens } from "../../../conference/browser/search/words.ts";

/** @type {import("../../../conference/browser/search/records.ts").Records} */
const records = {
  conference: "Calculus 1843",
  examples: [],
  days: ["Day 1", "Day 2"],
  kinds: { keynote: "Keynote", talk: "Talk" },
  bases: { person: "people/#", project: "projects/#", item: "reading-list/#ref-" },
  entries: [
    { type: "person", key: "ada", name: "Ada Lovelace", spellings: ["ada lovelce"] },
    { type: "project", name: "OpenMP", words: ["OMP_NUM_THREADS"], about: "Shared memory" },
    { type: "project", name: "scikit-learn", spellings: ["sklearn"] },
    { type: "item", name: "Numerical Recipes", words: ["Press", "1986"], about: "algorithms" },
    { type: "item", name: "The Art of Telescopes", about: "mirrors and spectra" },
  ],
  pages: [
    {
      address: "talks/parallelism/",
      text: "Can there be too much parallelism?",
      programme: "Too Much Parallelism",
      ...{ day: "Day 1", kind: "talk", speakers: [0], line: 9 },
      notes: [
        { line: 10, text: "speaker: Ada Lovelace", typed: ["ada lovelce"], entries: [0] },
        {
          line: 11,
          text: "oversubscription:",
          notes: [
            { line: 12, text: "set the variable OMP_NUM_THREADS to 1", entries: [1] },
            { id: "edited", text: "an addition by the editor" },
          ],
        },
        { line: 13, text: "threads of threads" },
        { line: 14, text: "scikit-learn 1.4 does it", entries: [2] },
      ],
    },
    {
      address: "talks/telescope/",
      text: "A telescope",
      ...{ day: "Day 2", kind: "keynote" },
      notes: [{ line: 30, text: "solar physics in Hawai'i", entries: [4] }],
    },
    { address: "people/", text: "People" },
    {
      address: "reading-list/",
      text: "Reading list",
      notes: [{ line: 40, text: "Recipes", item: 3 }],
    },
  ],
};
const engine = new Engine(records, {
  words: { attorney: ["solar"], memory: ["physics"] },
  about: { "talks/telescope/": "What a heliograph sees.", "people/#ada": "Wrote notes." },
});

/** @param {string} query @param {{ day?: string, kind?: string }} [filters] */
const ask = (query, filters) =>
  engine.search(query, filters).groups.flatMap(({ hits }) => hits.map(({ doc }) => doc.address));

/** @param {string} query */
const having = (query) => engine.search(query).groups[0]?.having;

for (const [query, first] of /** @type {const} */ ([
  ["oversubscribing threads", "talks/parallelism/#line-12"], // the note above, and the name below
  ["oversubscripton", "talks/parallelism/#line-11"],
  ["omp_num_threads", "talks/parallelism/#line-12"],
  ["omp num", "talks/parallelism/#line-12"],
  ["ada lovelace", "people/#ada"],
  ["hawaii", "talks/telescope/#line-30"],
  ["tele", "talks/telescope/"],
  ["Too Much Parallelism", "talks/parallelism/"],
  ["1986", "reading-list/#line-40"], // a line of the list and its item are one
  ["solarphysics", "talks/telescope/#line-30"],
  ["heliograph", "talks/telescope/"], // what is said of the talk
  ["spectra", "talks/telescope/#line-30"], // the talk before the reading item about it
  ["editor", "talks/parallelism/#line-11"], // what an addition answers comes before it
])) {
  test(`“${query}” finds ${first}`, () => {
    assert.equal(ask(query)[0], first);
  });
}

test("a project's name gives its notes first, and project and item as one", () => {
  const [first, ...others] = ask("scikit-learn");
  assert.equal(first, "talks/parallelism/#line-14");
  const entries = others.filter((address) => !address.startsWith("talks/"));
  assert.deepEqual(entries, ["projects/#scikit-learn"]);
  assert.notEqual(ask("learn")[0], "projects/#scikit-learn"); // nor for a part of it
});

test("filters limit what is found, and list what there is without a query", () => {
  assert.deepEqual(ask("threads", { day: "Day 2" }), []);
  assert.deepEqual(ask("", { day: "Day" }), []); // nor is the beginning of a name a day
  assert.deepEqual(ask("", { kind: "keynote" }), ["talks/telescope/"]);
  assert.deepEqual(ask(""), []);
});

test("what not every note has says so, and with which words it was found", () => {
  const some = "No note has all of these words. With “oversubscription”:";
  assert.equal(having("oversubscription"), "");
  assert.equal(having("oversubscription pelican"), some);
  assert.equal(having("attorney"), "No note has “attorney”. attorney: notes with solar:");
  assert.equal(having("solr"), "No note has “solr”. solr: notes with solar:");
  assert.deepEqual(ask("qqzzxx"), []);
});

test("did you mean offers what the notes have, and no word that says little", () => {
  const meant = ["paralelism", "parallelism", "thaere"].map((query) => engine.search(query).meant);
  assert.deepEqual(meant, ["parallelism", "", ""]);
});

test("a text is found by words, parts of words, runs of words, and without accents", () => {
  const terms = (/** @type {string} */ text) => tokens(text).map(({ term }) => term);
  assert.deepEqual(terms("Hawai’i"), ["hawaii"]);
  assert.deepEqual(terms("HistGradient"), ["histgradient", "hist", "gradient"]);
  assert.deepEqual(terms("8TB"), ["8tb", "8", "tb"]);
  assert.ok(terms("OMP_NUM_THREADS").includes("omp_num_threads"));
  assert.ok(terms("AVX-512").includes("avx512"));
  assert.deepEqual(terms("NumPy"), ["numpy"]);
  assert.deepEqual(occurrences("AVX-512 or avx", new Set(["avx", "avx-512"])), [
    { start: 0, end: 7 },
    { start: 11, end: 14 },
  ]);
});
