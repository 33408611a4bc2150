/** Marks in "On this page" the section that is being read. */

/** @type {Map<Element, HTMLAnchorElement>} */
const links = new Map();
for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
  document.querySelectorAll("#pst-page-toc-nav a")
)) {
  const heading = document
    .getElementById(link.hash.slice(1))
    ?.querySelector("h1, h2, h3, h4, h5, h6");
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
  // The style sheet unfolds the entries that lead there.
  for (const entry of document.querySelectorAll("#pst-page-toc-nav .toc-entry")) {
    entry.classList.toggle("active", entry.contains(current));
  }
}

function follow() {
  for (const link of links.values()) {
    if (location.hash && link.hash === location.hash) {
      mark(link);
      followed = true;
    }
  }
}

if (links.size) {
  const upperThird = { rootMargin: "0px 0px -70% 0px" };
  const observer = new IntersectionObserver((entries) => {
    const link = links.get(
      entries.findLast((entry) => entry.isIntersecting)?.target ?? document.body,
    );
    if (link && !followed) mark(link);
  }, upperThird);
  for (const heading of links.keys()) observer.observe(heading);
  for (const move of ["wheel", "touchstart", "keydown", "mousedown"]) {
    addEventListener(move, () => (followed = false), { passive: true });
  }
  addEventListener("hashchange", follow);
  follow();
}

export {};
