import assert from "node:assert/strict";
import { test } from "node:test";
import { holds, parse } from "../../../conference/browser/search/query.js";
import { flat } from "../../../conference/browser/search/words.js";

const TEXT = flat(
  'numba.set_num_threads() AVX-512 <2.0 .set_output("pandas") conda-forge "a good future"',
);
const occurs = (/** @type {string} */ phrase) => holds(TEXT, phrase);

for (const [query, text] of /** @type {const} */ ([
  ["set_num_threads", "set_num_threads"],
  ["numba.set_num_threads()", "numba.set_num_threads()"],
  ["AVX-512", "avx 512"],
  ["<2.0", "<2.0"],
  ['.set_output("pandas")', '.set_output("pandas")'],
  ["(AVX-512),", "avx 512"],
  ['"good future"', "good future"],
])) {
  test(`${query} is one thing, and nothing else will do`, () => {
    const clauses = parse(query, occurs);
    assert.deepEqual(
      clauses.map((clause) => [clause.text, clause.whole, clause.strict]),
      [[text, true, true]],
    );
  });
}

test("words with a hyphen are a phrase, but other words may do", () => {
  const [clause] = parse("conda-forge", occurs);
  assert.deepEqual([clause.whole, clause.strict], [true, false]);
});

test("an identifier that stands nowhere falls into its words", () => {
  assert.deepEqual(
    parse("OMP_NUMM_THREDS", occurs).map((clause) => clause.text),
    ["omp", "numm", "threds"],
  );
});

test("common words are marked, unless there are no others", () => {
  const common = (/** @type {string} */ query) =>
    parse(query, occurs).map((clause) => clause.common);
  assert.deepEqual(common("that talk about oversubscribing"), [true, true, true, false]);
  assert.deepEqual(common("what is it"), [false, false, false]);
});

test("only the last word is unfinished, and not after a space", () => {
  const last = (/** @type {string} */ query) => parse(query, occurs).map((clause) => clause.last);
  assert.deepEqual(last("solar tel"), [false, true]);
  assert.deepEqual(last("solar tel "), [false, false]);
});

test("a phrase neither begins nor ends within a word", () => {
  assert.ok(holds("omp_num_threads", "num"));
  assert.ok(!holds("numbers", "num"));
  assert.ok(!holds("enumerate", "num"));
  assert.ok(holds("__array_function__dispatching", "__array_function__"));
});

test("hostile queries are words or nothing, and end soon", () => {
  for (const query of [
    "<img onerror=alert(1)>",
    '"><script>',
    "(.*)+[a-z]{2,}\\",
    "a".repeat(10_000),
    "word ".repeat(5_000),
    "😀",
    "e\u0301\u0301\u0301",
    "שלום עולם",
    "\u202eabc",
    "\ud800",
    '"',
    "'; DROP TABLE",
  ]) {
    const clauses = parse(query, occurs);
    assert.ok(clauses.length <= 24, query.slice(0, 20));
    for (const clause of clauses) assert.equal(typeof clause.text, "string");
  }
});
