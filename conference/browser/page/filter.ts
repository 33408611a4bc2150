/** Shows the projects that a reader types a part of, or the most mentioned first; opens the target. */

import { target } from "./arrival.ts";

const field = document.querySelector<HTMLInputElement>(".project-filter");
const entries = document.querySelectorAll<HTMLElement>("main dl > div");

field?.addEventListener("input", () => {
  const sought = field.value.trim().toLowerCase();
  for (const entry of entries) {
    const said = `${entry.querySelector("dt")?.textContent} ${entry.querySelector(".what")?.textContent}`;
    entry.hidden = !said.toLowerCase().includes(sought);
  }
});

const mentions = (entry: Element) => entry.querySelectorAll("li").length;
const order = document.querySelector<HTMLInputElement>(".project-order input");
order?.addEventListener("change", () => {
  const ordered = [...entries]; // by name
  if (order.checked) ordered.sort((one, other) => mentions(other) - mentions(one));
  entries[0].parentElement?.append(...ordered);
});

function openTarget() {
  target()?.closest("dl > div")?.querySelector("details")?.setAttribute("open", "");
}

addEventListener("hashchange", openTarget);
openTarget();
