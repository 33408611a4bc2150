import assert from "node:assert/strict";
import { test } from "node:test";
import { Engine } from "../../../conference/browser/search/engine.js";

/** @type {import("../../../conference/browser/search/records.js").Records} */
const RECORDS = {
  days: ["Day 1", "Day 2"],
  kinds: [
    ["keynote", "Keynote"],
    ["talk", "Talk"],
  ],
  people: ["people/#", [["ada", "Ada Lovelace", ["ada lovelce"], "Analytical Engines"]]],
  projects: [
    "projects/#",
    [
      ["", "OpenMP", ["OMP_NUM_THREADS", "OMP"]],
      ["", "scikit-learn", ["sklearn"]],
      ["", "cuda-gdb"],
      ["", "CUDA Toolkit"],
      ["", "CUDA"],
    ],
  ],
  reading: [
    "reading-list/#ref-",
    [["", "Numerical Recipes", ["Press Teukolsky", "1986"], "algorithms science"]],
  ],
  pages: [
    [
      "talks/parallelism/",
      "Can there be too much parallelism?",
      [
        [10, 0, "speaker: Ada Lovelace", "ada lovelce", [], [0]],
        [1, 0, "oversubscription:"],
        [1, 0, "set the variable OMP_NUM_THREADS to 1", "OMP_NUMM_THREADS", [0]],
        [1, 0, "threads of threads"],
        [1, 0, "scikit-learn does it", "", [1]],
        ["edited", 0, "an addition by the editor"],
      ],
      0,
      1,
      [0],
      "Too Much Parallelism",
    ],
    ["talks/telescope/", "A telescope", [[30, 0, "solar physics in Hawai'i"]], 1, 0],
    ["people/", "People"],
  ],
};
const engine = new Engine();
Array.from(engine.learn(RECORDS));

/** @param {string} query @param {object} [filters] */
const addresses = (query, filters) =>
  engine
    .search(query, filters)
    .groups.flatMap(({ head, notes }) => [...(head ? [head] : []), ...notes])
    .map(({ doc }) => doc.address);

test("a sentence finds the line, though not every word is there", () => {
  assert.equal(
    addresses("that talk about oversubscribing threads")[0],
    "talks/parallelism/#line-11",
  );
});

test("an identifier shows only the notes that hold it", () => {
  assert.deepEqual(addresses("OMP_NUM_THREADS"), [
    "projects/#openmp",
    "talks/parallelism/#line-12",
  ]);
});

test("what was typed finds the note, and says so", () => {
  const answer = engine.search("OMP_NUMM_THREADS");
  assert.equal(answer.groups[0].notes[0].form, "typed as “OMP_NUMM_THREADS”");
});

test("an alias finds the project first, and the notes that name it otherwise", () => {
  assert.deepEqual(addresses("sklearn"), ["projects/#scikit-learn", "talks/parallelism/#line-14"]);
  assert.equal(engine.search("sklearn").groups[0].head?.form, "also written “sklearn”");
});

test("a person comes first, then the talk", () => {
  assert.deepEqual(addresses("ada lovelace"), ["people/#ada", "talks/parallelism/#line-10"]);
});

test("of several projects that one comes first whose name was asked for", () => {
  assert.equal(addresses("cuda")[0], "projects/#cuda");
});

test("a typo is guessed, and the guess is said", () => {
  assert.equal(engine.search("paralelism").meant, "parallelism");
  assert.equal(engine.search("parallelism").meant, "");
});

test("absent things are not found, in part neither", () => {
  for (const query of ["kubernetes", "kubernetes threads", "react hooks", "telescope mirror"]) {
    assert.deepEqual(addresses(query), [], query);
  }
  assert.deepEqual(engine.search("kubernetes threads").near, ["threads"]);
});

test("exact comes before a beginning, a beginning before a typo", () => {
  const found = (/** @type {string} */ query) =>
    engine.search(query).groups[0]?.notes[0]?.doc.address;
  assert.equal(found("thread"), "talks/parallelism/#line-13");
  assert.equal(found("oversub"), "talks/parallelism/#line-11");
});

test("filters leave only what they name", () => {
  assert.deepEqual(addresses("ada", { scope: "people" }), ["people/#ada"]);
  assert.deepEqual(addresses("ada", { day: "Day 2" }), []);
  assert.deepEqual(addresses("solar", { kind: "keynote" }), ["talks/telescope/#line-30"]);
});

test("additions, reading items and other pages are found", () => {
  assert.equal(addresses("editor")[0], "talks/parallelism/#edited");
  assert.equal(addresses("teukolsky")[0], "reading-list/#ref-numerical-recipes");
  assert.equal(addresses("people")[0], "people/");
});

test("an empty query asks for nothing", () => {
  for (const query of ["", "   ", "???", "😀"]) assert.equal(engine.search(query).count, 0, query);
});
