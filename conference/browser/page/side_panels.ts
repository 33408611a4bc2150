/**
 * The columns beside the text, on screens too narrow for them: each moves into a dialog while its
 * button has it open. Esc, Close, a tap beside it and a followed link close it; focus goes back to the
 * button.
 */

import { make } from "../make.ts";

for (const button of document.querySelectorAll<HTMLElement>(".sidebar-toggle")) {
  const id = button.getAttribute("aria-controls") ?? "";
  const dialog = document.getElementById(id) as HTMLDialogElement | null;
  const column = document.getElementById(id.replace(/-modal$/, ""));
  if (dialog && column) connect(button, dialog, column);
}

function connect(button: HTMLElement, dialog: HTMLDialogElement, column: HTMLElement) {
  const close = make("button", { type: "button", class: "search-close" }, "Close");
  dialog.setAttribute("aria-label", button.getAttribute("aria-label") ?? "");
  button.addEventListener("click", () => {
    move(column, dialog);
    dialog.prepend(close);
    dialog.showModal();
    dialog.focus(); // itself: Safari would draw a ring around what comes first in it
    button.setAttribute("aria-expanded", "true");
  });
  dialog.addEventListener("close", async () => {
    button.setAttribute("aria-expanded", "false");
    await Promise.allSettled(dialog.getAnimations().map((animation) => animation.finished));
    if (dialog.open) return;
    close.remove();
    move(dialog, column);
  });
  dialog.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (target.closest("a") || target === close) dialog.close();
  });
  closeBeside(dialog);
  // A window that became wide has room for the column, and no button.
  new ResizeObserver(() => {
    if (dialog.open && !button.offsetWidth) dialog.close();
  }).observe(button);
}

/** Moves content and classes, by which the theme's style sheet knows a column. */
function move(from: HTMLElement, to: HTMLElement) {
  to.append(...from.childNodes);
  to.className = from.className;
  from.className = "";
}

/** Closes a dialog at a click or tap beside it. */
export function closeBeside(dialog: HTMLDialogElement) {
  dialog.addEventListener("click", (event) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    // Enter on a button comes as a click at 0, 0, but never on the dialog itself.
    if (event.target === dialog && (x < left || x > right || y < top || y > bottom)) dialog.close();
  });
}

// A long list of talks starts where this talk is. An observer knows where that is after the layout; to
// ask for it now would force a layout of the whole page before its first paint.
const list = document.getElementById("pst-primary-sidebar");
const here = list?.querySelector(".bd-docs-nav [aria-current=page]");
if (list && here) {
  new IntersectionObserver(
    ([{ boundingClientRect, rootBounds }], observer) => {
      observer.disconnect();
      const below = rootBounds ? boundingClientRect.bottom - rootBounds.bottom : 0;
      if (rootBounds && below > 0) list.scrollTop += below + rootBounds.height / 2;
    },
    { root: list },
  ).observe(here);
}
