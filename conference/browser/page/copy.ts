/**
 * Copies the address of a note or the BibTeX of a reading item. Without this script the link is a link,
 * no button says that it copies, and there is the text.
 */

const SHOWN = 2000; // ms

/** Tells readers who listen what others see. */
export function announce(text: string) {
  const status = document.getElementById("announcement");
  if (status) status.textContent = text;
}

document.addEventListener("click", (event) => {
  const target = event.target as Element;
  const link = target.closest<HTMLAnchorElement>("a.line-link[href^='#']");
  const button = target.closest("button.copy-bibtex");
  // With a key held, a click opens the note in another tab or window.
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) copyAddress(link);
  if (button) copyBibtex(button);
});

async function copyAddress(link: HTMLAnchorElement) {
  const note = link.closest("li") as HTMLElement;
  // Where the reader looks at the note, there the address finds it: the page does not move.
  const padding = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop);
  note.style.scrollMarginTop = `${note.getBoundingClientRect().top - padding}px`;
  setTimeout(() => (note.style.scrollMarginTop = ""), SHOWN);
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

async function copyBibtex(button: Element) {
  const text = button.parentElement?.querySelector("pre") as Element; // in or beside what opens
  const details = text.closest("details") as HTMLDetailsElement;
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
