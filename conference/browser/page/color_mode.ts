/**
 * The switch between light, dark and the system's colors. A choice is kept, and other open pages of
 * the site follow it; "auto" follows the system as it changes. What it is at first is for
 * first_paint.ts.
 */

import { keep } from "./kept.ts";

const { dataset } = document.documentElement;
const darkSystem = matchMedia("(prefers-color-scheme: dark)");
const switches = document.querySelectorAll<HTMLElement>(".theme-switch-button");

function show(mode: string) {
  dataset.mode = mode;
  dataset.theme = mode === "auto" ? (darkSystem.matches ? "dark" : "light") : mode;
  for (const one of switches) {
    one.title = `Colors: ${mode === "auto" ? "system" : mode}`;
    one.setAttribute("aria-label", one.title);
  }
}

for (const one of switches) {
  one.addEventListener("click", () => {
    // After the system's colors come the others, so that each step but one is seen.
    const modes = darkSystem.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    const mode = modes[(modes.indexOf(dataset.mode ?? "") + 1) % modes.length];
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
