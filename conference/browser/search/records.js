/**
 * What the build knows, as it comes over the wire: `search_records.py` writes it, without empty values.
 * An addition has an id in place of a line; what corrections say was typed is `typed`. Numbers in
 * `entries`, `item` and `speakers` are places in the list of entries: what a text names, the reading item
 * that a line of the list is, who speaks. An entry has a key where it is not the slug of its name, and
 * `words` that do not name it: identifiers, authors, a year.
 *
 * @typedef {{ text: string, line?: number, id?: string, typed?: string[], entries?: number[],
 *   item?: number, notes?: NoteRecord[] }} NoteRecord
 * @typedef {NoteRecord & { address?: string, programme?: string, day?: string, kind?: string,
 *   speakers?: number[] }} PageRecord
 * @typedef {"person" | "project" | "item"} EntryType
 * @typedef {{ type: EntryType, name: string, key?: string, spellings?: string[], words?: string[],
 *   about?: string }} EntryRecord
 * @typedef {{ conference: string, days: string[], kinds: Record<string, string>, examples: string[],
 *   bases: Record<EntryType, string>, entries: EntryRecord[], pages: PageRecord[] }} Records
 *
 * One thing that can be found.
 * @typedef {object} Doc
 * @property {number} id its place in the list of documents
 * @property {"note" | "addition" | "page" | EntryType} type
 * @property {string} scope what readers may limit a search to
 * @property {string} address
 * @property {number} line its raw line, or 0
 * @property {Record<keyof typeof FIELDS, string[]>} fields
 * @property {number} length how many words its text has
 * @property {Page | null} page
 * @property {Doc | null} parent the note above it, or that it answers, or that names it
 * @property {Doc | null} below the first note below it
 * @property {number} count of an entry: how many notes name it
 *
 * @typedef {{ doc: Doc, day: string, kind: string, speakers: string[] }} Page its title and facts
 */

import { flat } from "./words.js";

/** The words that a document is found by, and how much each kind of them says. */
export const FIELDS = {
  text: 1,
  names: 0.95, // other spellings of what it names
  typed: 0.9,
  also: 0.85, // official title, speakers; spellings of an entry
  above: 0.6, // the notes above it
  about: 0.55, // what is said of an entry; day and kind of a talk
  title: 0.35, // of its page
  lent: 0.25, // what is said of the entries that it names
};
const NONE = Object.fromEntries(Object.keys(FIELDS).map((name) => [name, []]));
const ABOVE = /** @type {const} */ (["text", "names", "above"]); // what a note says of those below it
const SCOPES = { person: "people", project: "projects", item: "reading" };

/**
 * Turns the records into documents to index.
 *
 * @param {Records} records
 */
export function unpack({ entries, pages, bases, kinds }) {
  /** @type {Doc[]} */
  const docs = [];
  /** @type {Map<EntryRecord, Doc[]>} the documents that name each entry */
  const uses = new Map(entries.map((entry) => [entry, []]));

  /**
   * @param {Partial<Doc> & Pick<Doc, "type" | "scope" | "address">} doc
   * @param {Partial<Doc["fields"]>} some
   */
  const add = (doc, some) => {
    const fields = /** @type {Doc["fields"]} */ ({ ...NONE, ...some });
    const none = { line: 0, page: null, parent: null, below: null, count: 0 };
    const length = flat(fields.text[0]).split(" ").length;
    const made = { ...none, ...doc, id: docs.length, fields, length };
    docs.push(made);
    return made;
  };
  const find = (/** @type {number[]} */ places = []) => places.map((place) => entries[place]);
  const namesOf = (/** @type {EntryRecord} */ entry) => [entry.name, ...(entry.spellings ?? [])];
  const wordsOf = (/** @type {EntryRecord} */ { spellings = [], words = [], about }) => ({
    also: [...spellings, ...words],
    about: about ? [about] : [],
  });
  const addressOf = (/** @type {EntryRecord} */ { type, name, key }) =>
    bases[type] +
    (key ??
      name
        .toLowerCase()
        .match(/[a-z0-9]+/g)
        ?.join("-"));
  /** @param {EntryRecord[]} named */
  const lend = (named) => ({
    names: named.filter(({ type }) => type !== "item").flatMap(namesOf),
    lent: named.flatMap((entry) => wordsOf(entry).about),
  });

  /**
   * @param {NoteRecord[]} notes
   * @param {Page} page
   * @param {Doc | null} parent
   */
  const addNotes = (notes, page, parent) => {
    const { scope, address, fields } = page.doc;
    for (const { line = 0, id, text, typed = [], notes: below = [], ...record } of notes) {
      const named = find(record.entries);
      const item = record.item === undefined ? null : entries[record.item];
      const said = item && wordsOf(item);
      if (item) uses.delete(item);
      const note = add(
        {
          ...{ type: id ? "addition" : "note", scope, page, parent, line },
          address: `${address}#${id ?? `line-${line}`}`,
        },
        {
          ...{ text: [text], typed, title: [...fields.text, ...fields.also] },
          ...lend(named),
          ...(said ? { ...said, also: [item.name, ...said.also] } : {}),
          above: parent ? ABOVE.flatMap((name) => parent.fields[name]) : [],
        },
      );
      if (parent) parent.below ??= note;
      for (const entry of named) uses.get(entry)?.push(note);
      addNotes(below, page, note);
    }
  };

  /** @type {Page | null} */
  let list = null;
  for (const record of pages) {
    const { address = "", text, line = 0, typed = [], programme, day = "", kind = "" } = record;
    const speakers = find(record.speakers);
    const isList = bases.item.startsWith(`${address}#`);
    const doc = add(
      { type: "page", scope: kind ? "talks" : isList ? "reading" : "pages", address, line },
      {
        ...{ text: [text], typed, about: [day, kinds[kind] ?? ""] },
        ...lend(find(record.entries)),
        also: [...(programme ? [programme] : []), ...speakers.flatMap(namesOf)],
      },
    );
    doc.page = { doc, day, kind, speakers: speakers.map(({ name }) => name) };
    if (isList) list = doc.page;
    addNotes(record.notes ?? [], doc.page, null);
  }
  for (const [entry, notes] of uses) {
    const { type, name } = entry;
    // A reading item that one page alone speaks of stands there, below the note that names it.
    const isOfOne = new Set(notes.map(({ page }) => page)).size === 1;
    const { page, parent } = isOfOne ? { page: notes[0].page, parent: notes[0] } : { page: list };
    add(
      {
        ...{ type, scope: SCOPES[type], address: addressOf(entry) },
        ...(type === "item" ? { page, parent: parent ?? null } : {}),
        count: notes.length,
      },
      { text: [name], ...wordsOf(entry) },
    );
  }
  return docs;
}
