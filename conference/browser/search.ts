/** The field, the filters and the results: loaded when a reader first reaches for the search. */

import { make } from "./make.ts";
import { keep, kept, SLASH } from "./page/kept.ts";
import { Engine } from "./search/engine.ts";
import type { Records } from "./search/records.ts";
import { makeGroups } from "./search/results.ts";

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

globalThis.startSearch = startSearch;

/** Makes an editable combobox with a listbox: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ */
export function startSearch(place: HTMLElement, records: Records, root: URL) {
  let engine = new Engine(records);
  const dialog = place instanceof HTMLDialogElement ? place : null; // or it is on the search page
  const isMissing = !dialog && !location.href.startsWith(link("search/")); // an address without a page
  // The search page has no use for the dialog, and takes its form.
  const form = document.querySelector("dialog .search-form") as HTMLFormElement;
  if (!dialog) place.append(form);
  const field = form.elements.namedItem("q") as HTMLInputElement;
  const filters = [
    makeFilter("day", "Day", [["", "All days"], ...records.days.map((day) => [day, day])]),
    makeFilter("kind", "Kind", [["", "All kinds"], ...Object.entries(records.kinds)]),
    makeFilter("in", "In", Object.entries(SCOPES)),
  ];
  const summary = make("p", { class: "search-summary" });
  const list = make("div", {
    id: "search-results",
    class: "search-results",
    role: "listbox",
    "aria-label": "Results",
    tabindex: "-1", // it scrolls, which makes it a stop of Tab in some browsers
  });
  const help = make("div", { class: "search-help" });
  const status = make("div", { role: "status", class: "visually-hidden" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let options: HTMLAnchorElement[] = [];
  let active = -1;

  place.append(
    make("div", { class: "search-filters" }, ...filters),
    make("div", { class: "search-body" }, summary, list, help),
    status,
    ...(dialog ? [makeKeys()] : []),
  );
  field.setAttribute("aria-controls", list.id);
  field.addEventListener("input", update);
  field.addEventListener("keydown", press);
  for (const select of filters) select.addEventListener("change", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  list.addEventListener("click", leave);
  if (!dialog) {
    const asked = new URLSearchParams(location.search);
    const query = isMissing ? wordsOf(location) : asked.get("q");
    field.value ||= query ?? ""; // or what was typed while the search was loaded
    for (const select of filters) {
      select.value = asked.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
    field.focus({ preventScroll: true });
  }
  update();

  /** Returns the address of something in the site, for a link on this page. */
  function link(address: string, parameters: Record<string, string> = {}) {
    const url = new URL(address, root);
    // On a disk nothing answers for a folder.
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    for (const [name, value] of Object.entries(parameters)) {
      if (value) url.searchParams.set(name, value);
    }
    return url.href;
  }

  /** Answers what the field and the filters ask. */
  function update() {
    const all = [field, ...filters];
    field.defaultValue = field.value; // or Safari comes Back to an empty field
    const asked = Object.fromEntries(all.map(({ name, value }) => [name, value]));
    const query = asked.q.trim();
    const { groups, terms, meant } = engine.search(asked.q, { ...asked, scope: asked.in });
    options = [];
    list.replaceChildren(
      ...makeGroups(groups, terms, records.kinds, !dialog, (doc, marked, children) =>
        addOption(link(doc.address, { highlight: [...marked].join("|") }), children),
      ),
    );
    const address = link("search/", asked);
    const count = groups.reduce((sum, { hits }) => sum + hits.length, 0);
    if (dialog && count) {
      const last = addOption(address, [`Show ${count === 1 ? "it" : `all ${count}`} on a page`]);
      last.classList.add("search-last");
      // What is only near is below its heading to the end.
      (groups.at(-1)?.having ? list.lastElementChild : list)?.append(last);
    } else if (!dialog && !isMissing) history.replaceState(history.state, "", address);
    activate(query ? 0 : -1);
    field.setAttribute("aria-expanded", String(count > 0));

    const isFiltered = filters.some(({ value }) => value);
    const having = groups[0]?.having ?? "";
    let said = count ? `${count} ${count === 1 ? "result" : "results"}` : "";
    if (query && !count)
      said = `Nothing found for “${query.slice(0, 60)}”${isFiltered ? " with these filters" : ""}.`;
    summary.replaceChildren(having ? "" : said);
    if (meant && count) summary.append(". Did you mean ", makeQuery(meant), "?");
    help.replaceChildren(...(count ? [] : query || !dialog ? makeWaysOn() : makeStart()));
    clearTimeout(timer);
    timer = setTimeout(() => (status.textContent = `${having} ${said}`.trim()), QUIET);
    if (query && (having || !count)) relate();
  }

  /** Gets related words and what is said of talks and entries, once, since no note has all words. */
  function relate() {
    if (globalThis.receiveSearchRelated) return;
    globalThis.receiveSearchRelated = (related) => {
      engine = new Engine(records, related);
      update();
    };
    document.head.append(make("script", { src: link("search-related.js") }));
  }

  /** Makes a button that asks for something different. */
  function makeQuery(query: string) {
    const button = make("button", { type: "button", class: "search-query" }, query);
    button.addEventListener("click", () => {
      field.value = query;
      field.focus();
      update();
    });
    return button;
  }

  /** Says where to look when nothing was found. */
  function makeWaysOn() {
    const { person, project, item } = records.bases;
    const bases = Object.entries({ people: person, projects: project, "the reading list": item });
    const links = bases.flatMap(([text, base]) => [
      ", ",
      make("a", { href: link(base.replace(/#.*/, "")) }, text),
    ]);
    const talks = make("a", { href: link("search/", { in: "talks" }) }, "all talks");
    return [make("p", {}, "Look through ", talks, ...links, ".")];
  }

  /** Says what may be asked: what was asked before, and what is there. */
  function makeStart() {
    const lists = { "Last searches": searches(), "For example": records.examples };
    return Object.entries(lists)
      .filter(([, queries]) => queries.length)
      .map(([label, queries]) =>
        make("p", { class: "search-queries" }, `${label}:`, ...queries.map(makeQuery)),
      );
  }

  function addOption(href: string, children: (Node | string)[]) {
    const id = `search-option-${options.length}`;
    const attributes = { role: "option", id, href, tabindex: "-1", "aria-selected": "false" };
    const option = make("a", { class: "search-option", ...attributes }, ...children);
    options.push(option);
    return option;
  }

  /** Chooses an option by its index, or none with -1. */
  function activate(index: number) {
    options[active]?.setAttribute("aria-selected", "false");
    const option = options[index];
    active = option ? index : -1; // arrows move through an empty list too
    field.removeAttribute("aria-activedescendant");
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  }

  function press(event: KeyboardEvent) {
    const { key, ctrlKey, metaKey, isComposing } = event;
    const last = options.length - 1;
    if (isComposing) return;
    if (key === "ArrowDown") activate(active < last ? active + 1 : 0);
    else if (key === "ArrowUp") activate(active > 0 ? active - 1 : last);
    else if (key === "Enter") options[dialog && (ctrlKey || metaKey) ? last : active]?.click();
    else if (key === "Escape" && dialog) dialog.close();
    else if (/^(Home|End|ArrowLeft|ArrowRight)$/.test(key))
      return activate(-1); // in the text
    else return;
    event.preventDefault();
  }

  /** Keeps a query that led somewhere, and makes way for the page that it led to. */
  function leave() {
    const query = field.value.trim();
    const others = searches().filter((other) => other !== query);
    keep(SEARCHES, JSON.stringify([query, ...others].filter(Boolean).slice(0, MOST_SEARCHES)));
    dialog?.close();
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
