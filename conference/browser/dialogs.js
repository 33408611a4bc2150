/**
 * Closes a dialog at a click or tap beside it.
 *
 * @param {HTMLDialogElement} dialog
 */
export function closeBeside(dialog) {
  dialog.addEventListener("click", (event) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    // Enter on a button comes as a click at 0, 0, but never on the dialog itself.
    if (event.target === dialog && (x < left || x > right || y < top || y > bottom)) dialog.close();
  });
}
