/** Says in the header which page this is, once its title has left the screen. */

import { make } from "../make.ts";

const title = document.querySelector(".bd-article h1");
const home = document.querySelector(".navbar-brand .logo__title");
if (title && home) {
  const nodes = [...title.childNodes].filter((node) => !(node instanceof HTMLAnchorElement));
  const words = nodes.map((node) => node.textContent ?? "");
  // Hidden: it says nothing new to those who hear the page.
  home.append(make("span", { class: "header-title", "aria-hidden": "true" }, ...words));
  const header = document.querySelector(".bd-header")?.clientHeight ?? 0;
  new IntersectionObserver(
    ([entry]) =>
      document.body.classList.toggle("title-left", entry.boundingClientRect.bottom < header),
    { rootMargin: `-${header}px 0px 0px` },
  ).observe(title);
}
