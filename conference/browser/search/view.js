import { Engine } from "./engine.js";
import { excerpt, occurrences } from "./excerpt.js";

/**
 * @typedef {import("./engine.js").Answer} Answer
 * @typedef {import("./ranking.js").Group} Group
 * @typedef {import("./ranking.js").Hit} Hit
 */

const LENGTH = 220; // of an excerpt, in characters
const CONTEXT = 90; // of the note above
const QUIET = 600; // ms after the last key until the count is announced
const SLICE = 10; // ms that the page waits at most
const KEPT = "search"; // in the session's storage
const SCOPES = {
  "": "Anywhere",
  talks: "Talks",
  people: "People",
  projects: "Projects",
  reading: "Reading list",
};
const TYPES = { person: "Person", project: "Project", item: "Reading list", page: "", note: "" };
/** How much is shown at first: groups, and notes of each. */
const SOME = { groups: 12, notes: 4 };

/**
 * Makes an element. Text is always text: nothing here writes markup.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The search of this page: one engine for the dialog and for the search page. */
export class Search {
  /**
   * @param {import("./records.js").Records} records
   * @param {URL} root of the site
   */
  constructor(records, root) {
    this.engine = new Engine();
    this.records = records;
    this.root = root;
  }

  /**
   * Makes a search that knows everything. The page answers meanwhile, however much that is.
   *
   * @param {import("./records.js").Records} records
   * @param {URL} root
   */
  static async make(records, root) {
    const pause = () => new Promise((resolve) => setTimeout(resolve));
    const search = new Search(records, root);
    let since = performance.now();
    for (const _ of search.engine.learn(records)) {
      if (performance.now() - since < SLICE) continue;
      await pause();
      since = performance.now();
    }
    await pause();
    return search;
  }

  /**
   * Fills in a place, the dialog or the search page.
   *
   * @param {HTMLElement} place
   */
  fill(place) {
    new View(this, place);
  }

  /**
   * Returns the address of something in the site, for a link on this page.
   *
   * @param {string} address
   * @param {string[]} [marked] words to mark there
   */
  link(address, marked = []) {
    const url = new URL(address, this.root);
    // On a disk nothing answers for a folder.
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    if (marked.length) url.searchParams.set("highlight", marked.join("|"));
    return url.href;
  }
}

/** The field, the filters and the results in one place: an editable combobox with a listbox. */
class View {
  /**
   * @param {Search} search
   * @param {HTMLElement} place
   */
  constructor(search, place) {
    this.search = search;
    this.dialog = place instanceof HTMLDialogElement ? place : null;
    this.id = place.id;
    this.everything = false;
    /** @type {HTMLAnchorElement[]} */
    this.options = [];
    this.active = -1;

    // The search page has no use for the dialog, and takes its form.
    const form = /** @type {HTMLFormElement} */ (document.querySelector("form.search-form"));
    if (!this.dialog) place.append(form);
    this.field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
    this.list = make("div", {
      id: `${this.id}-results`,
      role: "listbox",
      tabindex: "-1", // it scrolls, which makes it a stop of Tab in some browsers
      "aria-label": "Results",
      class: "search-results",
    });
    this.filters = {
      day: this.makeFilter("day", "Day", [
        ["", "All days"],
        ...search.records.days.map((day) => [day, day]),
      ]),
      kind: this.makeFilter("kind", "Kind", [["", "All kinds"], ...search.records.kinds]),
      scope: this.makeFilter("in", "In", Object.entries(SCOPES)),
    };
    this.summary = make("p", { class: "search-summary" });
    this.help = make("div", { class: "search-help" });
    this.status = make("div", { role: "status", class: "visually-hidden" });
    this.more = make("button", { type: "button", class: "search-more", hidden: "" });
    form.append(make("div", { class: "search-filters" }, ...Object.values(this.filters)));
    place.append(
      make("div", { class: "search-body" }, this.summary, this.list, this.help, this.more),
      this.status,
    );
    if (this.dialog) {
      place.append(
        make(
          "p",
          { class: "search-keys", "aria-hidden": "true" },
          "↑ ↓ choose · Enter opens, or shows all on a page · Esc closes",
        ),
      );
    }
    this.field.setAttribute("aria-controls", this.list.id);

    this.field.addEventListener("input", () => this.update());
    this.field.addEventListener("keydown", (event) => this.press(event));
    for (const select of Object.values(this.filters))
      select.addEventListener("change", () => this.update());
    form.addEventListener("submit", (event) => this.submit(event));
    this.list.addEventListener("click", () => this.dialog?.close());
    this.more.addEventListener("click", () => {
      this.everything = true;
      this.show();
      this.field.focus();
    });
    this.restore();
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {string[][]} values each with its text
   */
  makeFilter(name, label, values) {
    const select = make("select", { name, "aria-label": label });
    for (const [value, text] of values) select.append(make("option", { value }, text));
    return select;
  }

  /** Takes up the query of the address, or on other pages that of last time. */
  restore() {
    const asked = new URLSearchParams(this.dialog ? stored() : location.search);
    const typing = this.field.value; // while the search was loaded
    if (!typing) this.field.value = asked.get("q") ?? "";
    for (const select of Object.values(this.filters)) {
      const value = asked.get(select.name) ?? "";
      if ([...select.options].some((option) => option.value === value)) select.value = value;
    }
    if (!this.dialog) this.field.focus({ preventScroll: true });
    else if (!typing) this.field.select();
    this.update();
  }

  /** What is asked, as in the address of the search page. */
  get query() {
    const query = new URLSearchParams();
    for (const { name, value } of [this.field, ...Object.values(this.filters)]) {
      if (value) query.set(name, value);
    }
    return query;
  }

  /** Answers what the field and the filters ask. */
  update() {
    this.everything = false;
    this.answer = this.search.engine.search(this.field.value, {
      day: this.filters.day.value,
      kind: this.filters.kind.value,
      scope: this.filters.scope.value,
    });
    this.show();
    this.field.defaultValue = this.field.value; // what WebKit shows when a reader comes back
    store(String(this.query));
    if (!this.dialog) {
      const url = new URL(location.href);
      url.search = String(this.query);
      history.replaceState(history.state, "", url);
    }
  }

  /** Shows the answer. */
  show() {
    const { groups, count } = /** @type {Answer} */ (this.answer);
    const asked = this.field.value.trim();
    const limit = this.everything ? { groups: Infinity, notes: Infinity } : SOME;
    this.options = [];
    this.list.replaceChildren(
      ...groups.slice(0, limit.groups).map((group) => this.makeGroup(group, limit.notes)),
    );
    this.activate(-1);
    this.field.setAttribute("aria-expanded", String(count > 0));
    const filtered = Object.values(this.filters).some((select) => select.value);
    const said = !asked
      ? ""
      : count
        ? `${count} ${count === 1 ? "result" : "results"}`
        : `Nothing found for “${shortened(asked)}”${filtered ? " with these filters" : ""}.`;
    this.summary.replaceChildren(said, ...this.makeGuess());
    this.help.replaceChildren(
      ...(count || (this.dialog && !asked) ? [] : this.makeHelp(filtered && !!asked)),
    );
    const hidden = count - this.options.length;
    this.more.hidden = hidden <= 0;
    this.more.textContent = `Show ${hidden} more`;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.status.textContent = said), QUIET);
  }

  /** @returns {Node[]} */
  makeGuess() {
    const { meant } = /** @type {Answer} */ (this.answer);
    if (!meant) return [];
    return [
      document.createTextNode(". Did you mean "),
      this.makeQuery(meant),
      document.createTextNode("?"),
    ];
  }

  /**
   * A button that asks for something else.
   *
   * @param {string} query
   */
  makeQuery(query) {
    const button = make("button", { type: "button", class: "search-query" }, query);
    button.addEventListener("click", () => {
      this.field.value = query;
      this.field.focus();
      this.update();
    });
    return button;
  }

  /**
   * @param {boolean} filtered
   * @returns {Node[]}
   */
  makeHelp(filtered) {
    const { near, entities } = /** @type {Answer} */ (this.answer);
    const help = [];
    if (filtered) {
      const all = make("button", { type: "button", class: "search-query" }, "Search everywhere");
      all.addEventListener("click", () => {
        for (const select of Object.values(this.filters)) select.value = "";
        this.field.focus();
        this.update();
      });
      help.push(make("p", {}, all));
    }
    if (near.length)
      help.push(
        make("p", {}, "In the notes: ", ...apart(near.map((word) => this.makeQuery(word)))),
      );
    if (entities.length) {
      const links = entities.map((doc) =>
        make("a", { href: this.search.link(doc.address) }, doc.text),
      );
      help.push(make("p", {}, "People and projects: ", ...apart(links)));
    }
    const { people, projects, reading } = this.search.records;
    const ways = [
      ["", "all talks"],
      [people[0], "people"],
      [projects[0], "projects"],
      [reading[0], "the reading list"],
    ].map(([address, text]) =>
      make("a", { href: this.search.link(address.replace(/#.*/, "")) }, text),
    );
    help.push(make("p", {}, "Look through ", ...apart(ways), "."));
    return help;
  }

  /**
   * @param {Group} group
   * @param {number} most notes of it to show
   */
  makeGroup(group, most) {
    const { page, head, notes } = group;
    const doc =
      head?.doc ?? this.search.engine.docs[/** @type {import("./records.js").Page} */ (page).doc];
    const facts = page ? [page.day, page.kindName, few(page.speakers)] : [TYPES[doc.type]];
    const said = facts.filter(Boolean).join(" · ");
    const label = `${doc.text}, ${said}`;
    const element = make("div", { role: "group", class: "search-group", "aria-label": label });
    const factsShown = make("span", { class: "search-facts" }, said);
    if (head) {
      const ranges = occurrences(doc.text, head.terms, head.phrases);
      const title = make(
        "span",
        { class: "search-title" },
        ...this.mark(doc.text, ranges, Infinity),
      );
      const inProgramme = page ? occurrences(page.programme, head.terms, head.phrases).length : 0;
      const programme =
        page && inProgramme > ranges.length ? `in the programme: ${page.programme}` : "";
      element.append(
        this.makeOption(head, ranges, title, " ", factsShown, ...otherForm(head.form || programme)),
      );
    } else if (page) {
      // Not an option of its own: the notes are what was found. A pointer may still follow it.
      const link = make(
        "a",
        { href: this.search.link(page.address), class: "search-title", tabindex: "-1" },
        page.title,
      );
      element.append(
        make("div", { class: "search-head", "aria-hidden": "true" }, link, factsShown),
      );
    }
    for (const hit of notes.slice(0, most)) {
      const { id, text, parent } = hit.doc;
      const { docs } = this.search.engine;
      const ranges = occurrences(text, hit.terms, hit.phrases);
      const above =
        parent >= 0
          ? [make("span", { class: "search-above" }, ...this.mark(docs[parent].text, [], CONTEXT))]
          : [];
      const note = make("span", { class: "search-note" }, ...this.mark(text, ranges, LENGTH));
      // "environment variables:" says nothing without the note below it.
      if (text.endsWith(":") && docs[id + 1]?.parent === id) {
        note.append(
          make("span", { class: "search-below" }, ...this.mark(docs[id + 1].text, [], CONTEXT)),
        );
      }
      element.append(this.makeOption(hit, ranges, ...above, note, ...otherForm(hit.form)));
    }
    return element;
  }

  /**
   * @param {Hit} hit
   * @param {import("./excerpt.js").Range[]} ranges
   * @param {(Node | string)[]} children
   */
  makeOption(hit, ranges, ...children) {
    const marked = new Set(ranges.map(([start, end]) => hit.doc.text.slice(start, end)));
    const option = make(
      "a",
      {
        role: "option",
        id: `${this.id}-option-${this.options.length}`,
        class: "search-option",
        href: this.search.link(hit.doc.address, [...marked]),
        tabindex: "-1",
        "aria-selected": "false",
      },
      ...children,
    );
    this.options.push(option);
    return option;
  }

  /**
   * @param {string} text
   * @param {import("./excerpt.js").Range[]} ranges
   * @param {number} length
   */
  mark(text, ranges, length) {
    return excerpt(text, ranges, length).map((piece) =>
      piece.marked ? make("mark", {}, piece.text) : document.createTextNode(piece.text),
    );
  }

  /** @param {number} index of an option, or -1 */
  activate(index) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    const option = this.options[index];
    this.active = option ? index : -1; // arrows move through an empty list too
    if (!option) {
      this.field.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", option.id);
  }

  /**
   * Keys as the combobox pattern has them: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
   *
   * @param {KeyboardEvent} event
   */
  press(event) {
    if (event.isComposing) return;
    const last = this.options.length - 1;
    switch (event.key) {
      case "ArrowDown":
        this.activate(this.active < last ? this.active + 1 : 0);
        break;
      case "ArrowUp":
        this.activate(this.active > 0 ? this.active - 1 : last);
        break;
      case "Enter":
        if (this.active < 0) return; // the form is submitted
        this.options[this.active].dispatchEvent(
          new MouseEvent("click", {
            bubbles: true,
            cancelable: true,
            ctrlKey: event.ctrlKey,
            metaKey: event.metaKey,
            shiftKey: event.shiftKey,
          }),
        );
        break;
      case "Escape":
        if (this.dialog) this.dialog.close();
        else if (this.active >= 0) this.activate(-1);
        else if (this.field.value) {
          this.field.value = "";
          this.update();
        }
        break;
      case "Home":
      case "End":
      case "ArrowLeft":
      case "ArrowRight":
        this.activate(-1); // back to the text, where the key does what it does
        return;
      default:
        return;
    }
    event.preventDefault();
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault();
    if (this.dialog && this.field.value.trim()) {
      this.dialog.close();
      location.href = `${this.search.link("search/")}?${this.query}`;
    }
  }
}

/** @param {string} text */
function otherForm(text) {
  return text ? [make("span", { class: "search-other-form" }, text)] : [];
}

/** @param {string[]} names */
function few(names) {
  return names.length > 3
    ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`
    : names.join(", ");
}

/** @param {Node[]} list */
function apart(list) {
  return list.flatMap((node, at) => (at ? [document.createTextNode(", "), node] : [node]));
}

/** @param {string} text */
function shortened(text) {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** The query of last time; a browser may refuse to keep it. */
function stored() {
  try {
    return sessionStorage.getItem(KEPT) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} query */
function store(query) {
  try {
    sessionStorage.setItem(KEPT, query);
  } catch {
    // Then it is asked anew.
  }
}
