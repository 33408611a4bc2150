/** Lets keys reach blocks of text that scroll sideways, also in browsers that do not themselves. */

function update() {
  for (const block of document.querySelectorAll("pre")) {
    if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
    else block.removeAttribute("tabindex");
  }
}

addEventListener("load", update);
addEventListener("resize", update);

export {};
