import assert from "node:assert/strict";
import { test } from "node:test";
import { excerpt, occurrences } from "../../../conference/browser/search/excerpt.js";

/** @param {string} text @param {string[]} terms @param {string[]} [phrases] */
const marked = (text, terms, phrases = []) =>
  occurrences(text, new Set(terms), phrases).map(([start, end]) => text.slice(start, end));

test("words, parts of words and whole identifiers are marked as written", () => {
  assert.deepEqual(marked("Threads and threads", ["threads"]), ["Threads", "threads"]);
  assert.deepEqual(marked("in Hawai'i", ["hawaii"]), ["Hawai'i"]);
  assert.deepEqual(marked("HistGradientBoosting*", ["gradient"]), ["HistGradientBoosting"]);
  assert.deepEqual(marked("an AVX-512 thing", ["avx512"]), ["AVX-512"]);
});

test("phrases are marked whatever their hyphens, quotation marks and case, as whole words", () => {
  assert.deepEqual(marked("use Conda-Forge", [], ["conda forge"]), ["Conda-Forge"]);
  assert.deepEqual(marked("“pandas”", [], ['"pandas"']), ["“pandas”"]);
  assert.deepEqual(marked("a (b) [c]", [], ["(b)"]), ["(b)"]);
  assert.deepEqual(marked("enumerate", [], ["num"]), []);
});

test("what overlaps is marked once", () => {
  assert.deepEqual(marked("OMP_NUM_THREADS", ["threads"], ["omp_num_threads"]), [
    "OMP_NUM_THREADS",
  ]);
});

test("a short text stays whole", () => {
  assert.deepEqual(excerpt("a few words", [[2, 5]], 80), [
    { text: "a ", marked: false },
    { text: "few", marked: true },
    { text: " words", marked: false },
  ]);
});

test("a long text is cut around the first mark, at white space", () => {
  const text = `${"before ".repeat(40)}here ${"after ".repeat(40)}`.trim();
  const at = text.indexOf("here");
  const pieces = excerpt(text, [[at, at + 4]], 100);
  const whole = pieces.map((piece) => piece.text).join("");
  assert.ok(whole.startsWith("… before") && whole.endsWith("after …"), whole);
  assert.ok(whole.length < 120);
  assert.ok(pieces.some((piece) => piece.marked && piece.text === "here"));
});
