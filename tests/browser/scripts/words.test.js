import assert from "node:assert/strict";
import { test } from "node:test";
import { flat, fold, parts, terms, words } from "../../../conference/browser/search/words.js";

test("case, accents, apostrophes, compatible forms and leading zeros do not matter", () => {
  assert.equal(fold("Hawai'i"), "hawaii");
  assert.equal(fold("Martínez"), fold("Marti\u0301nez"));
  assert.equal(fold("Martínez"), "martinez");
  assert.equal(fold("subpoena’d"), "subpoenad");
  assert.equal(fold("ﬁle"), "file");
  assert.equal(fold("PEP 0709"), "pep 709");
  assert.equal(fold("2.0 and 10"), "2.0 and 10");
});

test("words know their places in the text as it was written", () => {
  const text = "Hawai'i: 8 TB";
  assert.deepEqual(
    words(text).map(({ start, end }) => text.slice(start, end)),
    ["Hawai'i", "8", "TB"],
  );
});

test("what stands between words of an identifier is glue, white space is none", () => {
  assert.deepEqual(
    words("numba.set_num x").map(({ text, glue }) => [text, glue]),
    [
      ["numba", ""],
      ["set", "."],
      ["num", "_"],
      ["x", ""],
    ],
  );
});

test("camel case and units have parts, but none that are too short to mean anything", () => {
  assert.deepEqual(parts("HistGradientBoosting"), ["hist", "gradient", "boosting"]);
  assert.deepEqual(parts("8TB"), ["8", "tb"]);
  assert.deepEqual(parts("NumPy"), []);
  assert.deepEqual(parts("threads"), []);
});

for (const [text, found] of /** @type {const} */ ([
  ["OMP_NUM_THREADS", ["omp", "num", "threads", "omp_num_threads", "ompnumthreads"]],
  ["numba.set_num_threads()", ["set_num_threads", "numba.set_num_threads"]],
  ["AVX-512", ["avx", "512", "avx-512", "avx512"]],
  ["__array_function__", ["array", "function", "array_function"]],
  ["@joshmoore@fediscience.org", ["joshmoore@fediscience.org"]],
  ["zarr.dev/zeps", ["zarr", "zarr.dev/zeps"]],
])) {
  test(`${text} is found whole and by its parts`, () => {
    const all = terms(text);
    for (const term of found) assert.ok(all.includes(term), `${term} in ${all}`);
  });
}

test("flat text has spaces for hyphens and straight quotation marks", () => {
  assert.equal(flat("“Scikit-learn”\n  is"), '"scikit learn" is');
});

test("text without words has none", () => {
  for (const text of ["", "  ", "😀", "<>()", "\u202e"]) assert.deepEqual(terms(text), []);
});
