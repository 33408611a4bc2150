/**
 * What the build knows, as it comes over the wire: `search_records.py` writes it, without empty values.
 * Numbers in `entries`, `item` and `speakers` are places in the list of entries.
 */

import { flat } from "./words.ts";

/** The words that a document is found by, and how much each kind of them says. */
export const FIELDS = {
  text: 1,
  names: 0.95, // other spellings of what it names
  typed: 0.9,
  also: 0.85, // official title, speakers; spellings of an entry
  above: 0.45, // the notes above it
  about: 0.55, // what is said of an entry; day and kind of a talk
  title: 0.35, // of its page
  lent: 0.25, // what is said of the entries that it names
};
type Fields = Record<keyof typeof FIELDS, string[]>;
type EntryType = "person" | "project" | "item";

interface NoteRecord {
  text: string;
  line?: number; // where it is not the one after the line before
  id?: string; // an addition has it in place of a line
  typed?: string[]; // what was typed, where it was corrected
  entries?: number[]; // what it names
  item?: number; // what a line of the reading list is
  notes?: NoteRecord[];
}
interface PageRecord extends NoteRecord {
  address?: string;
  programme?: string;
  day?: string;
  kind?: string;
  speakers?: number[];
}
interface EntryRecord {
  type: EntryType;
  name: string;
  key?: string; // where it is not the slug of its name
  spellings?: string[];
  words?: string[]; // that do not name it: identifiers, authors, a year
  about?: string;
}
export interface Records {
  conference: string;
  days: string[];
  kinds: Record<string, string>;
  examples: string[];
  bases: Record<EntryType, string>;
  entries: EntryRecord[];
  pages: PageRecord[];
}

/** What is fetched too once no note has all words. */
export interface More {
  words: Record<string, string[]>; // each with words that notes have for it
  about: Record<string, string>; // what is said of a talk or an entry, by its address
}

/** One thing that can be found. */
export interface Doc {
  id: number; // its place in the list of documents
  type: "note" | "addition" | "page" | EntryType;
  scope: string; // what readers may limit a search to
  address: string;
  line: number; // its raw line, or 0
  fields: Fields;
  length: number; // how many words its text has
  page: Page | null;
  parent: Doc | null; // the note above it, or that it answers, or that names it
  below: Doc | null; // the first note below it
  count: number; // of an entry: how many notes name it
}
type NewDoc = Partial<Doc> & Pick<Doc, "type" | "scope" | "address">;
/** The title of a page, and its facts. */
export type Page = { doc: Doc; day: string; kind: string; speakers: string[] };

const NONE = Object.fromEntries(Object.keys(FIELDS).map((name) => [name, []]));
const ABOVE = ["text", "names", "above"] as const; // what a note says of those below it
const SCOPES = { person: "people", project: "projects", item: "reading" };

/** Turns the records into documents to index. */
export function unpack(records: Records, more: Pick<More, "about">) {
  const { pages, bases, kinds } = records;
  const addressOf = ({ type, key, name }: EntryRecord) =>
    bases[type] + (key ?? (name.toLowerCase().match(/[a-z0-9]+/g) ?? []).join("-"));
  const entries = records.entries.map((entry) => ({
    ...entry,
    about: more.about[addressOf(entry)] ?? entry.about ?? "",
  }));
  const docs: Doc[] = [];
  /** The documents that name each entry. */
  const uses = new Map<EntryRecord, Doc[]>(entries.map((entry) => [entry, []]));

  const add = (doc: NewDoc, some: Partial<Fields>): Doc => {
    const fields = { ...NONE, ...some } as Fields;
    const none = { line: 0, page: null, parent: null, below: null, count: 0 };
    const length = flat(fields.text[0]).split(" ").length;
    const made = { ...none, ...doc, id: docs.length, fields, length };
    docs.push(made);
    return made;
  };
  const find = (places: number[] = []) => places.map((place) => entries[place]);
  const namesOf = (entry: EntryRecord) => [entry.name, ...(entry.spellings ?? [])];
  const wordsOf = ({ spellings = [], words = [], about }: EntryRecord) => ({
    also: [...spellings, ...words],
    about: about ? [about] : [],
  });
  const lend = (named: EntryRecord[]) => ({
    names: named.filter(({ type }) => type !== "item").flatMap(namesOf),
    lent: named.flatMap((entry) => wordsOf(entry).about),
  });

  let last = 0; // line
  const addNotes = (notes: NoteRecord[], page: Page, parent: Doc | null) => {
    const { scope, address, fields } = page.doc;
    for (const { id, text, typed = [], notes: below = [], ...record } of notes) {
      const line = id ? 0 : (last = record.line ?? last + 1);
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

  let list: Page | null = null;
  for (const record of pages) {
    const { address = "", text, line = 0, typed = [], programme, day = "", kind = "" } = record;
    last = line;
    const speakers = find(record.speakers);
    const isList = bases.item.startsWith(`${address}#`);
    const doc = add(
      { type: "page", scope: kind ? "talks" : isList ? "reading" : "pages", address, line },
      {
        ...{ text: [text], typed, about: [day, kinds[kind] ?? "", more.about[address] ?? ""] },
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
    const parent = new Set(notes.map(({ page }) => page)).size === 1 ? notes[0] : null;
    const place = type === "item" ? { page: parent?.page ?? list, parent } : {};
    add(
      { type, scope: SCOPES[type], address: addressOf(entry), ...place, count: notes.length },
      { text: [name], ...wordsOf(entry) },
    );
  }
  return docs;
}
