/** Says in the header which page this is, once its title has left the screen. */

const title = document.querySelector(".bd-article h1");
const home = document.querySelector(".navbar-brand .logo__title");
if (title && home) {
  const shown = document.createElement("span");
  shown.className = "header-title";
  shown.ariaHidden = "true"; // it says nothing new to those who hear the page
  const words = [...title.childNodes].filter((node) => !(node instanceof HTMLAnchorElement));
  shown.textContent = words.map((node) => node.textContent).join("");
  home.append(shown);
  const header = document.querySelector(".bd-header")?.clientHeight ?? 0;
  new IntersectionObserver(
    ([entry]) =>
      document.body.classList.toggle("title-left", entry.boundingClientRect.bottom < header),
    { rootMargin: `-${header}px 0px 0px` },
  ).observe(title);
}
