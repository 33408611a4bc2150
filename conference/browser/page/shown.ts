/** Waits for the reader: browsers may load a page that a link leads to before anybody opens it. */

export function whenShown(begin: () => void) {
  if (document.prerendering) document.addEventListener("prerenderingchange", begin, { once: true });
  else begin();
}
