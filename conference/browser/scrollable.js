/** Lets keys reach blocks of text that scroll sideways, also in browsers that do not themselves. */

// It is told of a block when that is first shown, too: to ask for the size of one that is folded away
// would have the browser lay it out for nothing.
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const block = /** @type {HTMLElement} */ (target);
    if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
    else block.removeAttribute("tabindex");
  }
});
for (const block of document.querySelectorAll("pre")) sizes.observe(block);

export {};
