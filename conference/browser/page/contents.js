/** Marks in "On this page" the section that is being read, and lets keys scroll wide blocks of text. */

/** @type {Map<Element, HTMLAnchorElement>} */
const links = new Map();
for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
  document.querySelectorAll("#pst-page-toc-nav a")
)) {
  const section = document.getElementById(link.hash.slice(1));
  const heading = section?.querySelector("h1, h2, h3, h4, h5, h6");
  if (heading) links.set(heading, link);
}
/** A link that was followed is marked until the reader moves on: its section may end up further down. */
let followed = false;

/** @param {HTMLAnchorElement} current */
function mark(current) {
  for (const link of links.values()) {
    link.classList.toggle("active", link === current);
    if (link === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function follow() {
  const link = [...links.values()].find(({ hash }) => hash && hash === location.hash);
  if (!link) return;
  mark(link);
  followed = true;
}

if (links.size) {
  const observer = new IntersectionObserver(
    (entries) => {
      const heading = entries.findLast((entry) => entry.isIntersecting)?.target;
      const link = heading && links.get(heading);
      if (link && !followed) mark(link);
    },
    { rootMargin: "0px 0px -70% 0px" }, // the upper third of the window
  );
  for (const heading of links.keys()) observer.observe(heading);
  for (const move of ["wheel", "touchstart", "keydown", "mousedown"]) {
    addEventListener(move, () => (followed = false), { passive: true });
  }
  addEventListener("hashchange", follow);
  follow();
}

// Safari gives no focus to what scrolls. The observer also hears of a block when it is first shown: to
// ask for the size of one that is folded away would force a layout.
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const block = /** @type {HTMLElement} */ (target);
    if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
    else block.removeAttribute("tabindex");
  }
});
for (const block of document.querySelectorAll("pre")) sizes.observe(block);

export {};
