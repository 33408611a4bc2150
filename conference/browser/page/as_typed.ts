/** Keeps the switch "Show as typed" as the reader left it, for the next talk. */

import { keep, kept } from "./kept.ts";
import { whenShown } from "./shown.ts";

const NAME = "as-typed";
const box = document.getElementById(NAME) as HTMLInputElement | null;
if (box) {
  whenShown(() => (box.checked = kept(NAME) === "on"));
  box.addEventListener("change", () => keep(NAME, box.checked ? "on" : ""));
}
