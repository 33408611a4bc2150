/**
 * Copies the address of a note or the BibTeX of a reading item. Without this script the link is a link,
 * no button says that it copies, and there is the text.
 */

const SHOWN = 2000; // ms

/**
 * Tells readers who listen what others see.
 *
 * @param {string} text
 */
export function announce(text) {
  const status = document.getElementById("announcement");
  if (status) status.textContent = text;
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a.line-link"));
  const button = target.closest("button.copy-bibtex");
  // With a key held, a click opens the note in another tab or window.
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) copyAddress(link);
  if (button) copyBibtex(button);
});

/** @param {HTMLAnchorElement} link */
async function copyAddress(link) {
  const { scrollX, scrollY } = globalThis;
  requestAnimationFrame(() => scrollTo(scrollX, scrollY)); // the note is where the reader looks
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    return; // The browser has no clipboard for this page: the address is in its address bar.
  }
  link.dataset.copied = "";
  announce("Address copied");
  setTimeout(() => {
    delete link.dataset.copied;
    announce("");
  }, SHOWN);
}

/** @param {Element} button */
async function copyBibtex(button) {
  const beside = button.closest("details.bibtex") ?? button.previousElementSibling;
  const details = /** @type {HTMLDetailsElement} */ (beside);
  const text = /** @type {Element} */ (details.querySelector("pre"));
  const name = details.querySelector("summary")?.textContent; // "BibTeX of Zarr"
  announce("");
  try {
    await navigator.clipboard.writeText(text.textContent);
    button.textContent = "Copied";
    announce(`${name} copied`);
    setTimeout(() => (button.textContent = "Copy"), SHOWN);
  } catch {
    details.open = true;
    getSelection()?.selectAllChildren(text);
    announce(`${name} selected, to be copied by you`);
  }
}
