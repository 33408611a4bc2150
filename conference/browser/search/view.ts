/** The field, the filters and the results, in the dialog or on the search page. */

import { keep, kept, SLASH } from "../page/kept.ts";
import { Engine } from "./engine.ts";
import type { Records } from "./records.ts";
import { make, makeGroups } from "./results.ts";

const QUIET = 600; // ms after the last key until the count is announced
const SEARCHES = "searches"; // the last queries that led somewhere
const MOST_SEARCHES = 5;
const LONGEST = 120; // characters of a missing address that are looked for
const SCOPES = {
  "": "Anywhere",
  talks: "Talks",
  people: "People",
  projects: "Projects",
  reading: "Reading list",
};

/** An editable combobox with a listbox: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
export class Search {
  engine: Engine;
  records: Records;
  root: URL; // of the site
  dialog: HTMLDialogElement | null; // or it is on the search page
  isMissing: boolean; // or at an address without a page
  field: HTMLInputElement;
  filters: HTMLSelectElement[];
  summary = make("p", { class: "search-summary" });
  list = make("div", {
    id: "search-results",
    class: "search-results",
    role: "listbox",
    "aria-label": "Results",
    tabindex: "-1", // it scrolls, which makes it a stop of Tab in some browsers
  });
  help = make("div", { class: "search-help" });
  status = make("div", { role: "status", class: "visually-hidden" });
  timer: ReturnType<typeof setTimeout> | undefined;
  options: HTMLAnchorElement[] = [];
  active = -1;
  isRelated = false;

  constructor(place: HTMLElement, records: Records, root: URL) {
    this.engine = new Engine(records);
    this.records = records;
    this.root = root;
    this.dialog = place instanceof HTMLDialogElement ? place : null;
    this.isMissing = !this.dialog && !location.href.startsWith(this.link("search/"));

    // The search page has no use for the dialog, and takes its form.
    const form = document.querySelector("dialog .search-form") as HTMLFormElement;
    if (!this.dialog) place.append(form);
    this.field = form.elements.namedItem("q") as HTMLInputElement;
    const { days, kinds } = records;
    this.filters = [
      makeFilter("day", "Day", [["", "All days"], ...days.map((day) => [day, day])]),
      makeFilter("kind", "Kind", [["", "All kinds"], ...Object.entries(kinds)]),
      makeFilter("in", "In", Object.entries(SCOPES)),
    ];
    place.append(
      make("div", { class: "search-filters" }, ...this.filters),
      make("div", { class: "search-body" }, this.summary, this.list, this.help),
      this.status,
      ...(this.dialog ? [makeKeys()] : []),
    );
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.addEventListener("input", () => this.update());
    this.field.addEventListener("keydown", (event) => this.press(event));
    for (const select of this.filters) select.addEventListener("change", () => this.update());
    form.addEventListener("submit", (event) => event.preventDefault());
    this.list.addEventListener("click", () => this.leave());
    if (!this.dialog) {
      const asked = new URLSearchParams(location.search);
      const query = this.isMissing ? wordsOf(location) : asked.get("q");
      this.field.value ||= query ?? ""; // or what was typed while the search was loaded
      for (const select of this.filters) {
        select.value = asked.get(select.name) ?? "";
        if (select.selectedIndex < 0) select.value = "";
      }
      this.field.focus({ preventScroll: true });
    }
    this.update();
  }

  /** Returns the address of something in the site, for a link on this page. */
  link(address: string, parameters: Record<string, string> = {}) {
    const url = new URL(address, this.root);
    // On a disk nothing answers for a folder.
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    for (const [name, value] of Object.entries(parameters)) {
      if (value) url.searchParams.set(name, value);
    }
    return url.href;
  }

  /** Answers what the field and the filters ask. */
  update() {
    const all = [this.field, ...this.filters];
    this.field.defaultValue = this.field.value; // or Safari comes Back to an empty field
    const asked = Object.fromEntries(all.map(({ name, value }) => [name, value]));
    const query = asked.q.trim();
    const answer = this.engine.search(asked.q, { ...asked, scope: asked.in });
    const { groups, terms, meant } = answer;
    this.options = [];
    this.list.replaceChildren(
      ...makeGroups(groups, terms, this.records.kinds, !this.dialog, (doc, marked, children) =>
        this.addOption(this.link(doc.address, { highlight: [...marked].join("|") }), children),
      ),
    );
    const address = this.link("search/", asked);
    const count = groups.reduce((sum, { hits }) => sum + hits.length, 0);
    if (this.dialog && count) {
      const last = this.addOption(address, [
        `Show ${count === 1 ? "it" : `all ${count}`} on a page`,
      ]);
      last.classList.add("search-last");
      // What is only near is below its heading to the end.
      (groups.at(-1)?.having ? this.list.lastElementChild : this.list)?.append(last);
    } else if (!this.dialog && !this.isMissing) history.replaceState(history.state, "", address);
    this.activate(query ? 0 : -1);
    this.field.setAttribute("aria-expanded", String(count > 0));

    const isFiltered = this.filters.some(({ value }) => value);
    const having = groups[0]?.having ?? "";
    let said = count ? `${count} ${count === 1 ? "result" : "results"}` : "";
    if (query && !count)
      said = `Nothing found for “${query.slice(0, 60)}”${isFiltered ? " with these filters" : ""}.`;
    this.summary.replaceChildren(having ? "" : said);
    if (meant && count) this.summary.append(". Did you mean ", this.makeQuery(meant), "?");
    this.help.replaceChildren(
      ...(count ? [] : query || !this.dialog ? this.makeWaysOn() : this.makeStart()),
    );
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.status.textContent = `${having} ${said}`.trim()), QUIET);
    if (query && (having || !count)) this.relate();
  }

  /** Gets related words and what is said of talks and entries, once, since no note has all words. */
  relate() {
    if (this.isRelated) return;
    this.isRelated = true;
    globalThis.receiveSearchRelated = (related) => {
      this.engine = new Engine(this.records, related);
      this.update();
    };
    document.head.append(make("script", { src: this.link("search-related.js") }));
  }

  /** Makes a button that asks for something different. */
  makeQuery(query: string) {
    const button = make("button", { type: "button", class: "search-query" }, query);
    button.addEventListener("click", () => {
      this.field.value = query;
      this.field.focus();
      this.update();
    });
    return button;
  }

  /** Says where to look when nothing was found. */
  makeWaysOn() {
    const { person, project, item } = this.records.bases;
    const bases = Object.entries({ people: person, projects: project, "the reading list": item });
    const links = bases.flatMap(([text, base]) => [
      ", ",
      make("a", { href: this.link(base.replace(/#.*/, "")) }, text),
    ]);
    const talks = make("a", { href: this.link("search/", { in: "talks" }) }, "all talks");
    return [make("p", {}, "Look through ", talks, ...links, ".")];
  }

  /** Says what may be asked: what was asked before, and what is there. */
  makeStart() {
    const lists = { "Last searches": searches(), "For example": this.records.examples };
    return Object.entries(lists)
      .filter(([, queries]) => queries.length)
      .map(([label, queries]) => {
        const buttons = queries.map((query) => this.makeQuery(query));
        return make("p", { class: "search-queries" }, `${label}:`, ...buttons);
      });
  }

  addOption(href: string, children: (Node | string)[]) {
    const id = `search-option-${this.options.length}`;
    const attributes = { role: "option", id, href, tabindex: "-1", "aria-selected": "false" };
    const option = make("a", { class: "search-option", ...attributes }, ...children);
    this.options.push(option);
    return option;
  }

  /** Chooses an option by its index, or none with -1. */
  activate(index: number) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    const option = this.options[index];
    this.active = option ? index : -1; // arrows move through an empty list too
    this.field.removeAttribute("aria-activedescendant");
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", option.id);
  }

  press(event: KeyboardEvent) {
    const { key, ctrlKey, metaKey, isComposing } = event;
    const last = this.options.length - 1;
    if (isComposing) return;
    if (key === "ArrowDown") this.activate(this.active < last ? this.active + 1 : 0);
    else if (key === "ArrowUp") this.activate(this.active > 0 ? this.active - 1 : last);
    else if (key === "Enter")
      this.options[this.dialog && (ctrlKey || metaKey) ? last : this.active]?.click();
    else if (key === "Escape" && this.dialog) this.dialog.close();
    else if (/^(Home|End|ArrowLeft|ArrowRight)$/.test(key))
      return this.activate(-1); // in the text
    else return;
    event.preventDefault();
  }

  /** Keeps a query that led somewhere, and makes way for the page that it led to. */
  leave() {
    const query = this.field.value.trim();
    const others = searches().filter((other) => other !== query);
    keep(SEARCHES, JSON.stringify([query, ...others].filter(Boolean).slice(0, MOST_SEARCHES)));
    this.dialog?.close();
  }
}

/** Makes a choice between values, each with its text. */
function makeFilter(name: string, label: string, values: string[][]) {
  const select = make("select", { name, "aria-label": label });
  for (const [value, text] of values) select.append(make("option", { value }, text));
  return select;
}

/** Says what the keys do, and whether "/" opens the search: WCAG 2.1.4 wants a switch for such a key. */
function makeKeys() {
  const box = make("input", { type: "checkbox" });
  box.checked = kept(SLASH) !== "off";
  box.addEventListener("change", () => keep(SLASH, box.checked ? "on" : "off"));
  const keys = "↑ ↓ choose · Enter opens · Ctrl+Enter shows all";
  const shown = make("span", { "aria-hidden": "true" }, keys);
  return make("p", { class: "search-keys" }, shown, make("label", {}, box, " / opens the search"));
}

/** Returns the words of a missing address: what is after "#", or else the last name in its path. */
function wordsOf({ pathname, hash }: Location) {
  const path = pathname.replace(/(\/index)?\.\w+$/, "") + hash.replace(/^#line-\d+$/, "");
  const name = path.split(/[/#]/).filter(Boolean).at(-1) ?? "";
  const words = new URLSearchParams(`q=${name}`).get("q") ?? ""; // decodes, whatever it is
  return words.replace(/[-_\s]+/g, " ").slice(0, LONGEST);
}

function searches(): string[] {
  return JSON.parse(kept(SEARCHES) || "[]");
}
