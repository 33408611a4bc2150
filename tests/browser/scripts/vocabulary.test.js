import assert from "node:assert/strict";
import { test } from "node:test";
import { stem } from "../../../conference/browser/search/stem.js";
import { QUALITY, Vocabulary } from "../../../conference/browser/search/vocabulary.js";

/** @param {string} text @param {string[]} misspelt */
const having = (text, misspelt = []) =>
  new Vocabulary(new Map(text.split(" ").map((term) => [term, 1])), new Set(misspelt));

test("forms of a word have a stem in common", () => {
  for (const forms of [
    ["thread", "threads", "threading"],
    ["oversubscribe", "oversubscribing", "oversubscription"],
    ["subpoena", "subpoenas", "subpoenaed"],
    ["maintain", "maintenance", "maintaining"],
    ["produce", "production"],
    ["exposed", "exposure"],
  ]) {
    assert.equal(new Set(forms.map(stem)).size, 1, forms.join());
  }
});

test("a word stands for itself before its forms", () => {
  const { terms } = having("threads thread other").expand("threads", false);
  assert.deepEqual(
    [...terms],
    [
      ["threads", QUALITY.exact],
      ["thread", QUALITY.form],
    ],
  );
});

test("an unfinished word stands for what begins with it, the nearest in length best", () => {
  const { terms } = having("numba numbers number").expand("numb", true);
  assert.deepEqual([...terms.keys()], ["numba", "number", "numbers"]);
  const qualities = [...terms.values()];
  assert.ok(qualities[0] > qualities[2] && qualities[0] < QUALITY.form);
});

test("a whole word before the last stands for no other that begins with it", () => {
  assert.deepEqual([...having("num numba").expand("num", false).terms.keys()], ["num"]);
});

test("typos count only where nothing else is found, and the guess is said", () => {
  const words = having("parallelism parallel");
  assert.equal(words.expand("parallelism", true).guess, "");
  assert.equal(words.expand("paralelism", true).guess, "parallelism");
});

test("short words have to be right", () => {
  assert.equal(having("dask").expand("dusk", true).terms.size, 0);
});

test("a typo in another form of a word finds it too", () => {
  assert.ok(having("oversubscription").expand("oversubscibing", false).terms.size);
});

test("what only the raw notes have stands for its correction as well", () => {
  const { terms } = having("obfuscatinng obfuscating", ["obfuscatinng"]).expand(
    "obfuscatinng",
    true,
  );
  assert.ok(terms.has("obfuscating"));
});

test("words like one that is not there are near by letters", () => {
  assert.deepEqual(having("operators operating kubernetes").like("operater", 3), ["operators"]);
  assert.deepEqual(having("operators").like("react", 3), []);
});
