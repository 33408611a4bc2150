/**
 * Offers to correct the note that the address names: to edit the line of its source, or to say what is
 * wrong with it. Without this script the footer's link edits the page.
 */

import { make } from "../make.ts";
import { target } from "./arrival.ts";
import { whenShown } from "./shown.ts";

const edit = document.querySelector<HTMLAnchorElement>("a.edit-page")?.href ?? "";

function offer() {
  document.querySelector("p.correct")?.remove();
  const note = target();
  const link = note?.querySelector<HTMLElement>(":scope > p > a.line-link");
  if (!note || !link?.dataset.source) return;
  const line = `line ${link.dataset.line}`;
  const words = [...(note.firstElementChild as Element).childNodes].map((node) => node.textContent);
  const issue = new URL(edit.replace(/\/edit\/main\/.*/, "/issues/new"));
  issue.searchParams.set("title", `${document.querySelector("h1")?.textContent}, ${line}`);
  issue.searchParams.set("body", `${location.href}\n\n> ${words.join("").trim()}\n\n`);
  const suggest = make("a", { href: issue.href }, `Suggest a correction of ${line}`);
  const change = make("a", { href: `${edit}#L${link.dataset.source}` }, "Edit its source");
  note.firstElementChild?.after(make("p", { class: "correct aside" }, suggest, " · ", change));
}

if (edit) {
  addEventListener("hashchange", offer);
  whenShown(offer);
}
