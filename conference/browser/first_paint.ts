/** Sets the colors before anything is painted: this one is written into every page. */

import { kept } from "./page/kept.ts";

let mode = kept("mode");
if (mode !== "light" && mode !== "dark") mode = "auto";
const { dataset } = document.documentElement;
dataset.mode = mode;
if (mode === "auto") mode = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
dataset.theme = mode;
