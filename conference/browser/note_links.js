/** Copies the address of a note when its link is followed. Without this script the link is a link. */

import { announce } from "./announce.js";

const SHOWN = 2000; // ms

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a.note-link"));
  if (!link || !navigator.clipboard) return;
  navigator.clipboard.writeText(link.href).then(
    () => {
      link.dataset.copied = "";
      announce("Address copied");
      setTimeout(() => {
        delete link.dataset.copied;
        announce("");
      }, SHOWN);
    },
    () => {}, // no permission: the address is in the address bar
  );
});
