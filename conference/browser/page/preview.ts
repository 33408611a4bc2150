/**
 * Shows at a link to a person, project, item or term what it is and which other talks name it: to
 * those who rest on the link with pointer or keyboard, or tap it; a second tap follows it. All that is
 * read from the page that the link leads to, which is fetched with the first link of its kind.
 */

export {}; // a module, whose names are its own

// Here, since no page should wait for it.
const STYLES = `
#preview { position: absolute; inset: auto; width: min(24rem, 100vw - 2rem); margin: 0; padding: 0.8rem 1rem; border: 1px solid var(--pst-color-border); border-radius: 0.35rem; background: var(--pst-color-on-background); color: var(--pst-color-text-base); box-shadow: 0 0.25rem 0.75rem var(--pst-color-shadow); font-size: 0.9rem; line-height: 1.45 }
#preview > * { margin: 0; padding: 0; list-style: none }
#preview > * + *, #preview li > p { margin: 0.4rem 0 0 }
#preview :empty { display: none }
#preview > p:first-child { font-weight: 600 }
#preview li { color: var(--pst-color-text-muted); font-size: 0.8rem }
#preview li a { color: inherit }
#preview .quote { display: -webkit-box; overflow: hidden; color: var(--pst-color-text-base); font-size: 0.9rem; -webkit-box-orient: vertical; -webkit-line-clamp: 2 }
@media print { #preview { display: none } }`;

const PAGES = ["people/#", "projects/#", "reading-list/#ref-", "glossary/#term-"];
const LINKS = PAGES.map((page) => `main a:not([role], dl a, #preview a)[href*="${page}"]`).join(); // not where it stands already
const IN_USE = ":hover, :focus-visible, :has(:focus-visible)";
const DELAY = 300; // ms, also to come from the link to the card
const MOST = 4; // places
const GAP = 4; // px to the link
const MARGIN = 16; // px to the edge of the window

const card = document.getElementById("preview") as HTMLElement;
const pages = new Map<string, Promise<Document>>();
let met: HTMLAnchorElement | null = null; // what the reader came to last
let shown: HTMLAnchorElement | null = null;
let isTouch = false;
let timer: ReturnType<typeof setTimeout> | undefined;

async function fetchPage(address: string) {
  const answer = await fetch(address);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Returns whether there is something to show. */
async function show(link: HTMLAnchorElement) {
  const [address, id] = link.href.split("#");
  const fetched = pages.get(address) ?? fetchPage(address);
  pages.set(address, fetched);
  fetched.catch(() => pages.delete(address)); // there may be a connection later
  const term = (await fetched).getElementById(id);
  const entry = term?.nextElementSibling;
  if (!entry || link !== met || link === shown) return !!entry;
  hide();
  for (const one of entry.querySelectorAll("a"))
    one.href = new URL(one.getAttribute("href") ?? "", address).href;
  const places = [...entry.querySelectorAll("li")];
  const others = places.filter((one) => one.querySelector("a")?.pathname !== location.pathname);
  card.innerHTML = "<p><a></a></p><p id=preview-line></p><ul></ul><p><a></a></p>";
  const [, line, list, rest] = card.children;
  const [name, all] = card.querySelectorAll("a");
  name.href = all.href = link.href;
  name.append(term.firstChild?.textContent ?? "");
  const what = entry.querySelector(".what, :scope > p:first-child:not(.aside)");
  line.append(what?.firstChild?.textContent ?? "");
  list.append(...others.slice(0, MOST).map((place) => place.cloneNode(true)));
  if (others.length > MOST) all.append(`All ${places.length}`);
  else rest.remove();
  link.setAttribute("aria-describedby", line.id);
  card.showPopover({ source: link }); // Tab leads from the link to the card
  place(link.getBoundingClientRect());
  shown = link;
  return true;
}

/** Puts the card below its link, or above where only there is room. */
function place({ left, top, bottom }: DOMRect) {
  const { offsetHeight: height, offsetWidth: width } = card;
  const isAbove = bottom + GAP + height > innerHeight && top > height + GAP;
  const right = document.documentElement.clientWidth - width - MARGIN;
  card.style.top = `${scrollY + (isAbove ? top - GAP - height : bottom + GAP)}px`;
  card.style.left = `${Math.max(MARGIN, Math.min(left, right))}px`;
}

function hide() {
  clearTimeout(timer);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  card.hidePopover();
}

/** Answers after a moment to where pointer or focus came. */
function meet({ target }: Event) {
  const link = (target as Element).closest<HTMLAnchorElement>(LINKS);
  if (link && link === met) return;
  met = link;
  clearTimeout(timer);
  if (link === shown) return;
  timer = setTimeout(() => {
    if (link) show(link).catch(() => {});
    else if (card.matches(IN_USE) || shown?.matches(IN_USE)) met = shown;
    else hide();
  }, DELAY);
}

async function follow(event: MouseEvent) {
  const link = (event.target as Element).closest("a");
  if (isTouch && link && link !== shown && link.matches(LINKS)) {
    event.preventDefault();
    met = link;
    if (!(await show(link).catch(() => false))) location.href = link.href;
  } else if (link) hide();
}

function press({ pointerType, target }: PointerEvent) {
  isTouch = pointerType === "touch";
  if (!card.contains(target as Element) && !shown?.contains(target as Element)) hide();
}

function leave(event: KeyboardEvent) {
  if (event.key !== "Escape" || !shown) return;
  event.preventDefault(); // what a search has marked stays marked
  if (card.contains(document.activeElement)) shown.focus();
  hide();
}

if ("showPopover" in card) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  document.adoptedStyleSheets.push(sheet);
  document.querySelector("main")?.append(card); // a landmark
  document.addEventListener("pointerdown", press, true);
  document.addEventListener("pointerover", (event) => event.pointerType !== "touch" && meet(event));
  document.addEventListener("focusin", meet);
  document.addEventListener("click", follow);
  addEventListener("keydown", leave, true); // before those who listen for Esc to clear marks
}
