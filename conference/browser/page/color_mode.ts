/**
 * The switch between light, dark and the system's colors. A choice is kept, and other open pages of
 * the site follow it; "auto" follows the system as it changes. What it is at first is for
 * first_paint.ts.
 */

import { keep } from "./kept.ts";

const { dataset } = document.documentElement;
const darkSystem = matchMedia("(prefers-color-scheme: dark)");
const choices = document.querySelectorAll<HTMLElement>(".theme-change-button");

function show(mode: string) {
  dataset.mode = mode;
  dataset.theme = mode === "auto" ? (darkSystem.matches ? "dark" : "light") : mode;
  for (const choice of choices)
    choice.setAttribute("aria-pressed", `${choice.dataset.mode === mode}`);
}

for (const choice of choices) {
  choice.addEventListener("click", () => {
    const mode = choice.dataset.mode ?? "auto";
    show(mode);
    keep("mode", mode);
  });
}
darkSystem.addEventListener("change", () => show(dataset.mode ?? "auto"));
addEventListener("storage", (event) => {
  if (event.key === "mode") show(event.newValue ?? "auto");
});
// Paper is white, and browsers print no dark background unless asked to.
addEventListener("beforeprint", () => (dataset.theme = "light"));
addEventListener("afterprint", () => show(dataset.mode ?? "auto"));
show(dataset.mode ?? "auto");
