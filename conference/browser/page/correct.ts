/**
 * Offers to correct the note that the address names: to edit the line of its source, or to say what is
 * wrong with it. Without this script the footer's link edits the page.
 */

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
  const links = [
    [`Suggest a correction of ${line}`, issue.href],
    ["Edit its source", `${edit}#L${link.dataset.source}`],
  ].map(([text, href]) => Object.assign(document.createElement("a"), { textContent: text, href }));
  const paragraph = document.createElement("p");
  paragraph.className = "correct aside";
  paragraph.append(links[0] as Node, " · ", links[1] as Node);
  note.firstElementChild?.after(paragraph);
}

if (edit) {
  addEventListener("hashchange", offer);
  whenShown(offer);
}
