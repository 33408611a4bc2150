/** Copies the BibTeX of a reading item. Without this script no button says so, and there is the text. */

import { announce } from "./announce.js";

const SHOWN = 2000; // ms

document.addEventListener("click", async (event) => {
  const target = /** @type {Element} */ (event.target);
  const button = target.closest("button.copy-bibtex");
  const details = /** @type {HTMLDetailsElement} */ (button?.previousElementSibling);
  const text = details?.querySelector("pre");
  if (!button || !text) return;
  const name = details.querySelector("summary")?.textContent; // "BibTeX of Zarr"
  announce("");
  try {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = "Copied";
    announce(`${name} copied`);
    setTimeout(() => (button.textContent = "Copy"), SHOWN);
  } catch {
    // The browser has no clipboard for this page: leave the last step to the reader.
    details.open = true;
    getSelection()?.selectAllChildren(text);
    announce(`${name} selected, to be copied by you`);
  }
});
