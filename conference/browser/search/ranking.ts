/** Weighs what was found, and says in which order it is shown. Pure: no index, no page. */

import type { Clause } from "./engine.ts";
import type { Doc, Page } from "./records.ts";
import { flat } from "./words.ts";

type Hit = { doc: Doc; score: number };

/** What was found on a page, those below one note together; or one person or project. */
export interface Group {
  page: Page | null;
  hits: Hit[];
  score: number; // that of the best
  having: string; // where no note has all words: which of them these have
}

const ELSEWHERE = 0.15; // how much a word counts for a note that only another note of its page has
const WORTH_SHOWING = 0.5; // how much of the score of the best a note, or a page, needs
const MOST_NEAREST = 6; // pages that have some of the words
const SHORT = 0.1; // for a text of one word, less for longer ones
const OWN = 0.95; // how well a document says a word at least that is its own
const TYPES = { note: 1, page: 1, item: 0.75, addition: 0.85, person: 1, project: 1 };

/**
 * Weighs the matches, and gathers them by page. Where no document has all words, those that have most
 * of the rare ones are the nearest, and say which.
 */
export function rank(clauses: Clause[], total: number, passes: (doc: Doc) => boolean) {
  const asked = clauses.filter((clause) => !clause.isCommon);
  const name = asked.map(({ text }) => text).join(" ");
  const whole = weigh(clauses, "docs", total, passes).filter(({ doc }) =>
    asked.every(({ docs }) => docs.has(doc)),
  );
  if (whole.length) return arrange(group(whole), name);
  const nearest = group(weigh(clauses, "near", total, passes));
  const enough = WORTH_SHOWING * (nearest[0]?.score ?? 0);
  const some = nearest.filter(({ score }) => score >= enough).slice(0, MOST_NEAREST);
  for (const one of some) one.having = describe(asked, one);
  return arrange(some, name);
}

/** Returns the documents that have some word and pass, with their scores; `total` is how many there are. */
function weigh(
  clauses: Clause[],
  which: "docs" | "near",
  total: number,
  passes: (doc: Doc) => boolean,
): Hit[] {
  const says = (doc: Doc) => clauses.map((clause) => clause[which].get(doc) ?? 0);
  const weights = clauses.map((clause) => {
    const count = [...clause[which].values()].filter((value) => value >= OWN).length;
    const rarity = Math.log(1 + (total - count + 0.5) / (count + 0.5)); // as in BM25
    return rarity * clause.weight;
  });
  const asked = weights.map((weight, at) => (clauses[at].isCommon ? 0 : weight));
  // Notes of one talk stand together; pages of other kinds have all sorts of things.
  const placeOf = (doc: Doc) => (doc.page?.kind ? doc.page : doc);
  const places = new Map<Page | Doc, number[]>(); // how well each says each word
  const found = clauses.flatMap((one) => (one.isCommon ? [] : [...one[which].keys()]));
  const docs = [...new Set(found)].filter(passes);
  for (const doc of docs) {
    const best = places.get(placeOf(doc)) ?? [];
    const better = says(doc).map((value, at) => Math.max(value, best[at] ?? 0));
    places.set(placeOf(doc), better);
  }
  return docs.map((doc) => {
    const best = places.get(placeOf(doc)) ?? [];
    const said = says(doc).map((value, at) => Math.max(value, ELSEWHERE * best[at]));
    const share = sum(asked.map((weight, at) => weight * best[at])) / sum(asked);
    const score = sum(weights.map((weight, at) => weight * said[at])) * Math.sqrt(share);
    return { doc, score: score * (1 + SHORT / doc.length) * TYPES[doc.type] };
  });
}

function sum(values: number[]) {
  return values.reduce((one, other) => one + other, 0);
}

/**
 * Gathers hits by page, the best first. A title that says less than a note of its page is there only
 * to say whose note it is.
 */
function group(hits: Hit[]) {
  hits.sort((a, b) => b.score - a.score || a.doc.id - b.doc.id);
  const groups = new Map<Page | Doc, Group>();
  for (const hit of hits) {
    const { page } = hit.doc;
    const known = groups.get(page ?? hit.doc);
    if (!known) groups.set(page ?? hit.doc, { page, hits: [hit], score: hit.score, having: "" });
    else if (hit.doc !== page?.doc && hit.score >= WORTH_SHOWING * known.score)
      known.hits.push(hit);
  }
  for (const one of groups.values()) one.hits = together(one.hits);
  return [...groups.values()];
}

/**
 * Puts the notes below one note together, and that note before them. What an addition answers, and what
 * names a reading item, stands before it in any case.
 */
function together(hits: Hit[]) {
  const all = [...hits];
  const has = (doc: Doc) => all.some((hit) => hit.doc === doc);
  for (const { doc, score } of all) {
    const { parent, type } = doc;
    if (parent && /addition|item/.test(type) && !has(parent)) all.push({ doc: parent, score });
  }
  const headOf = (doc: Doc): Doc =>
    !doc.parent ? doc : has(doc.parent) ? headOf(doc.parent) : doc.parent;
  const depthOf = ({ parent }: Doc): number => (parent ? 1 + depthOf(parent) : 0);
  const heads = all.map(({ doc }) => headOf(doc));
  return all
    .map((hit, at) => ({ hit, place: heads.indexOf(heads[at]), depth: depthOf(hit.doc) }))
    .sort((a, b) => a.place - b.place || a.depth - b.depth)
    .map(({ hit }) => hit);
}

/**
 * Puts the person whose name was asked for before everything, and the project after the first page.
 * Other people and projects come last: what a part of a name finds is notes.
 */
function arrange(groups: Group[], name: string) {
  const place = ({ page, hits: [{ doc }] }: Group) => {
    if (page) return page === first ? 1 : 3;
    const isNamed = [...doc.fields.text, ...doc.fields.also].some((text) => flat(text) === name);
    return !isNamed ? 4 : doc.type === "person" ? 0 : 2;
  };
  const first = groups.find(({ page }) => page)?.page;
  return [...groups].sort((a, b) => place(a) - place(b));
}

/** Says what one of the nearest has of what was asked for. */
function describe(asked: Clause[], { hits }: Group) {
  const best = hits.reduce((one, other) => (other.score > one.score ? other : one)).doc;
  const words = asked.filter(({ docs }) => docs.has(best)).map(({ written }) => `“${written}”`);
  const others = asked.flatMap(({ written, docs, instead }) => {
    const said = docs.has(best) ? [] : instead.filter((one) => one.docs.has(best));
    return said.length ? `${written}: notes with ${said.map(({ word }) => word).join(", ")}` : [];
  });
  const missing = asked.length > 1 ? "all of these words" : `“${asked[0].written}”`;
  const having = [words.length ? `With ${words.join(", ")}` : "", ...others].filter(Boolean);
  return `No note has ${missing}. ${having.join("; ")}:`;
}
