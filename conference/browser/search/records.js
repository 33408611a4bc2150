/**
 * What the build knows, as it comes over the wire: `search_records.py` writes it and says what each
 * value means. Rows end where nothing but empty values would follow.
 *
 * A note begins with the number of raw lines since the one before, an addition with its id.
 * @typedef {[id: number | string, depth: number, text: string, typed?: string, projects?: number[],
 *   people?: number[]]} NoteRow
 * @typedef {[address: string, title: string, notes?: NoteRow[], day?: number, kind?: number,
 *   speakers?: number[], programme?: string, typed?: string]} PageRow
 * An entry without a key has its name as a slug. `other` are spellings, or authors and year.
 * @typedef {[key: string, name: string, other?: string[], about?: string]} EntryRow
 * @typedef {object} Records
 * @property {string[]} days names of the days
 * @property {[key: string, name: string][]} kinds kinds of talks
 * @property {[address: string, rows: EntryRow[]]} people
 * @property {[address: string, rows: EntryRow[]]} projects
 * @property {[address: string, rows: EntryRow[]]} reading
 * @property {PageRow[]} pages
 *
 * @typedef {"talks" | "people" | "projects" | "reading" | "pages"} Scope
 *
 * One thing that can be found: a note, or a page, person, project or reading item by its name.
 * @typedef {object} Doc
 * @property {number} id its place in the list of documents
 * @property {"note" | "page" | "person" | "project" | "item"} type
 * @property {Scope} scope which part of the site it belongs to
 * @property {string} address relative to the root of the site
 * @property {string} text its own words
 * @property {string} typed how they were typed, where that differs
 * @property {string} also other words it is found by: spellings, speakers, the programme's title
 * @property {string} about a description, day and kind
 * @property {string} names tokens of the people and projects that it names
 * @property {string} flat all its words, for phrases and identifiers
 * @property {number} length how many words its text has
 * @property {number} page its page, or -1
 * @property {number} parent the document of the note above it, or -1
 *
 * @typedef {object} Page
 * @property {string} address
 * @property {string} title
 * @property {string} programme
 * @property {string} day
 * @property {string} kind
 * @property {string} kindName
 * @property {string[]} speakers
 * @property {Scope} scope
 * @property {number} doc the document of its title
 *
 * Somebody or something with names of its own: a person or project.
 * @typedef {object} Entity
 * @property {string} token stands for it in `names`
 * @property {number} doc
 * @property {string[]} spellings
 */

import { flat } from "./words.js";

/**
 * Turns the records into documents to index, a page at each step.
 *
 * @param {Records} records
 * @returns {Generator<void, { docs: Doc[], pages: Page[], entities: Entity[] }>}
 */
export function* unpack(records) {
  /** @type {Doc[]} */
  const docs = [];
  /** @type {Page[]} */
  const pages = [];
  /** @type {Entity[]} */
  const entities = [];

  /** @param {Partial<Doc> & Pick<Doc, "type" | "scope" | "address" | "text">} doc */
  const add = (doc) => {
    const whole = { typed: "", also: "", about: "", names: "", page: -1, parent: -1, ...doc };
    docs.push({
      ...whole,
      id: docs.length,
      flat: flat(`${whole.text} \n ${whole.typed} \n ${whole.also}`),
      length: Math.max(1, whole.text.split(/\s+/).length),
    });
    return docs.length - 1;
  };

  for (const [type, scope] of /** @type {const} */ ([
    ["person", "people"],
    ["project", "projects"],
    ["item", "reading"],
  ])) {
    const [base, rows] = records[scope];
    for (const [index, [ownKey, name, other = [], about = ""]] of rows.entries()) {
      const key = ownKey || keyOf(name);
      const token = `${type}:${index}`;
      const doc = add({
        type,
        scope,
        address: base + key,
        text: name,
        also: other.join(" \n "),
        about,
        names: token,
      });
      if (type !== "item") entities.push({ token, doc, spellings: [name, ...other] });
    }
  }

  for (const row of records.pages) {
    const [
      address,
      title,
      notes = [],
      day = -1,
      kind = -1,
      speakers = [],
      programme = "",
      typed = "",
    ] = row;
    const scope = day >= 0 ? "talks" : notes.length ? "reading" : "pages";
    const names = speakers.map((person) => records.people[1][person][1]);
    const [kindKey, kindName] = records.kinds[kind] ?? ["", ""];
    const page = pages.length;
    const doc = add({
      type: "page",
      scope,
      address,
      text: title,
      typed,
      also: [programme, ...names].join(" \n "),
      about: `${records.days[day] ?? ""} ${kindName}`,
      names: speakers.map((person) => `person:${person}`).join(" "),
      page,
    });
    pages.push({
      address,
      title,
      programme,
      day: records.days[day] ?? "",
      kind: kindKey,
      kindName,
      speakers: names,
      scope,
      doc,
    });
    /** @type {number[]} */
    const above = [];
    let line = 0;
    for (const [id, depth, text, typedText = "", projects = [], people = []] of notes) {
      above.length = depth;
      if (typeof id === "number") line += id;
      const note = add({
        type: "note",
        scope,
        address: `${address}#${typeof id === "number" ? `line-${line}` : id}`,
        text,
        typed: typedText,
        names: [
          ...projects.map((index) => `project:${index}`),
          ...people.map((index) => `person:${index}`),
        ].join(" "),
        page,
        parent: above.at(-1) ?? -1,
      });
      above.push(note);
    }
    yield;
  }
  return { docs, pages, entities };
}

/**
 * Returns the key of an entry that has none of its own: its name as a slug.
 *
 * @param {string} name
 */
function keyOf(name) {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
