/** Sets the colors before anything is painted: this one is written into every page. */

let mode: string | null | undefined;
try {
  mode = localStorage.getItem("mode");
} catch {
  // The browser keeps nothing: the system decides.
}
if (mode !== "light" && mode !== "dark") mode = "auto";
const { dataset } = document.documentElement;
dataset.mode = mode;
if (mode === "auto") mode = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
dataset.theme = mode;

export {};
