/** Keeps the switch "Show as typed" as the reader left it, for the next talk. */

import { keep, kept } from "./kept.js";

const NAME = "as-typed";
const box = /** @type {HTMLInputElement | null} */ (document.getElementById(NAME));
if (box) {
  box.checked = kept(NAME) === "on";
  box.addEventListener("change", () => keep(NAME, box.checked ? "on" : ""));
}
