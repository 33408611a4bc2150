import assert from "node:assert/strict";
import { test } from "node:test";
import { allowedTypos, typos } from "../../../conference/browser/search/typos.js";

test("short words have no typos, from five letters one, from nine two", () => {
  assert.deepEqual(["dask", "numba", "parallel", "threading"].map(allowedTypos), [0, 1, 1, 2]);
});

for (const [typed, word, distance] of /** @type {const} */ ([
  ["threads", "threads", 0],
  ["paralelism", "parallelism", 1],
  ["paralllelism", "parallelism", 1],
  ["thraeds", "threads", 1], // neighbours swapped
  ["thresds", "threads", 1],
  ["hreads", "threads", 2], // the first letter counts double: missing,
  ["yhreads", "threads", 2], // wrong,
  ["xthreads", "threads", 2], // too many,
  ["htreads", "threads", 2], // swapped
  ["kubernetes", "threads", Infinity],
])) {
  test(`${typed} is ${distance} from ${word}`, () => {
    assert.equal(typos(typed, word, 2), distance);
  });
}

test("more typos than are allowed are too many", () => {
  assert.equal(typos("pxrxllel", "parallel", 1), Infinity);
});

test("an unfinished word is as far as its nearest beginning", () => {
  assert.equal(typos("oversubsrib", "oversubscription", 2), Infinity);
  assert.equal(typos("oversubsri", "oversubscription", 2, true), 1);
});

test("the distance is the same as by the plain recursive definition", () => {
  const letters = "abc";
  let seed = 1;
  const word = () =>
    Array.from({ length: 1 + (seed % 6) }, () => {
      seed = (seed * 48271) % 2147483647;
      return letters[seed % 3];
    }).join("");
  for (let round = 0; round < 300; round++) {
    const [a, b] = [word(), word()];
    const plain = defined(a, b, a.length, b.length);
    assert.equal(typos(a, b, 9), plain, `${a} ${b}`);
  }
});

/**
 * @param {string} a
 * @param {string} b
 * @param {number} i
 * @param {number} j
 * @returns {number}
 */
function defined(a, b, i, j) {
  const cost = (/** @type {boolean} */ first) => (first ? 2 : 1);
  if (i === 0 && j === 0) return 0;
  const ways = [];
  if (i) ways.push(defined(a, b, i - 1, j) + cost(i === 1));
  if (j) ways.push(defined(a, b, i, j - 1) + cost(j === 1));
  if (i && j) {
    ways.push(defined(a, b, i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : cost(i === 1 || j === 1)));
  }
  if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
    ways.push(defined(a, b, i - 2, j - 2) + cost(i === 2 || j === 2));
  }
  return Math.min(...ways);
}
