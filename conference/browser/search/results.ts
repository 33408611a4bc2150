/** What is shown of an answer. Text is always text: nothing here writes markup. */

import { make } from "../make.ts";
import type { Group } from "./ranking.ts";
import type { Doc } from "./records.ts";
import { flat, occurrences } from "./words.ts";

type MakeOption = (doc: Doc, marked: Set<string>, children: (Node | string)[]) => HTMLElement;

const MOST_GROUPS = 12; // in the dialog
const MOST_NOTES = 4; // of each there
const MOST_NAMES = 3;

/** Makes the elements of groups; those that have only some of the words below a heading that says so. */
export function makeGroups(
  groups: Group[],
  terms: Set<string>,
  kinds: Record<string, string>,
  isAll: boolean,
  makeOption: MakeOption,
) {
  const shown: HTMLElement[] = [];
  let before = "";
  for (const { page, hits, having } of groups.slice(0, isAll ? Infinity : MOST_GROUPS)) {
    const doc = page?.doc ?? hits[0].doc;
    const facts = page ? [page.day, kinds[page.kind], few(page.speakers)] : [doc.type];
    const said = facts.filter(Boolean).join(" · ");
    const label = [doc.fields.text[0], said].filter(Boolean).join(", ");
    const group = make("div", { role: "group", class: "search-group", "aria-label": label });
    const about = make("span", { class: "aside search-facts" }, said);
    if (hits[0].doc !== doc) {
      // Not an option of its own: the notes are what was found.
      const title = make("span", { class: "search-title" }, doc.fields.text[0]);
      group.append(make("div", { class: "search-head", "aria-hidden": "true" }, title, " ", about));
    }
    for (const [at, hit] of hits.slice(0, isAll ? Infinity : MOST_NOTES).entries()) {
      if (hit.doc === doc) {
        const { nodes, marked, reasons } = mark(doc, terms);
        const comma = make("span", { class: "visually-hidden" }, said ? ", " : "");
        const title = make("span", { class: "search-title" }, ...nodes);
        // One line on a person or project.
        const notes = doc.count && `${doc.count} ${doc.count === 1 ? "note" : "notes"}`;
        const line = [...doc.fields.about, notes].filter(Boolean).join(" · ");
        const below = page ? [] : [make("span", { class: "search-note" }, line)];
        group.append(makeOption(doc, marked, [title, comma, about, ...below, ...reasons]));
      } else group.append(makeNote(hit.doc, hits[at - 1]?.doc ?? null, terms, makeOption));
    }
    if (having && having === before) shown.at(-1)?.append(group);
    else if (having) {
      const heading = make("p", { "aria-hidden": "true" }, having);
      const attributes = { role: "group", class: "search-nearest", "aria-label": having };
      shown.push(make("div", attributes, heading, group));
    } else shown.push(group);
    before = having;
  }
  return shown;
}

/** Makes the option of a note, an addition, or a reading item below the note that names it. */
function makeNote(doc: Doc, before: Doc | null, terms: Set<string>, makeOption: MakeOption) {
  const { parent, type, line, fields } = doc;
  const { nodes, marked, reasons } = mark(doc, terms);
  const isBelow = parent && (before === parent || before?.parent === parent);
  const kinds: Record<string, string> = { addition: "editor’s note", item: "reading item" };
  const parts = [make("span", { class: "search-note" }, ...nodes), ...reasons];
  if (type in kinds) parts.unshift(make("span", { class: "aside search-above" }, kinds[type]), " ");
  if (parent && !isBelow)
    parts.unshift(make("span", { class: "aside search-above" }, parent.fields.text[0]), " ");
  if (line) parts.unshift(make("span", { class: "search-line", "aria-hidden": "true" }, `${line}`));
  // "environment variables:" says nothing without the note below it.
  if (fields.text[0].endsWith(":") && doc.below)
    parts.push(make("span", { class: "aside search-below" }, doc.below.fields.text[0]));
  return makeOption(doc, marked, parts);
}

/** Returns the text of a document with what was found marked, and the words that are, or why none is. */
function mark(doc: Doc, terms: Set<string>) {
  const {
    names,
    text: [text],
  } = doc.fields;
  let ranges = occurrences(text, terms);
  // The words name a project that the note calls by a different name.
  if (!ranges.length && find(names, terms)) ranges = occurrences(text, new Set(names.map(flat)));
  const nodes: (Node | string)[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    nodes.push(text.slice(at, start), make("mark", {}, text.slice(start, end)));
    at = end;
  }
  const marked = new Set(ranges.map(({ start, end }) => text.slice(start, end)));
  const reasons = marked.size ? [] : reason(doc, terms);
  return { nodes: [...nodes, text.slice(at)], marked, reasons };
}

/** Says through which other words a document was found that has nothing marked. */
function reason({ type, page, fields }: Doc, terms: Set<string>) {
  if (find(fields.names, terms)) return [];
  const typed = find(fields.typed, terms);
  const other = type === "page" || !page ? find(fields.also, terms) : "";
  let said = find([...fields.about, ...fields.lent], terms);
  if (other) said = page?.speakers.includes(other) ? "" : `also “${other}”`;
  if (typed) said = `typed as “${typed}”`;
  return said ? [" ", make("span", { class: "aside search-other-form" }, said)] : [];
}

/** Returns the first text that has any of some terms. */
function find(texts: string[], terms: Set<string>) {
  return texts.find((text) => occurrences(text, terms).length);
}

function few(names: string[]) {
  if (names.length <= MOST_NAMES) return names.join(", ");
  return `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
}
