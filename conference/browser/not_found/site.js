/**
 * Finds the site where it is not at the path that it was built for. No host tells a page where the
 * site starts; but a style sheet that fails to load tells that it starts elsewhere, and then it is
 * looked for along the address that was asked for.
 */

const MOST = 8; // folders that are tried

/** Returns the path at which this page takes the site to be, with a slash at both ends. */
export function root() {
  return document.documentElement.dataset.content_root ?? "/";
}

/**
 * Watches, from before the first style sheet, for one that is not there.
 *
 * @param {() => void} moved called when the site was found elsewhere
 */
export function followSite(moved) {
  /** @param {Event} event */
  async function follow({ target }) {
    if (!(target instanceof HTMLLinkElement) || target.rel !== "stylesheet") return;
    removeEventListener("error", follow, true);
    const known = root();
    const file = target.getAttribute("href")?.slice(known.length) ?? "";
    for (const folder of foldersAbove(location.pathname)) {
      if (folder === known || !(await hasStyles(folder + file))) continue;
      if (document.readyState === "loading")
        await new Promise((resolve) => addEventListener("DOMContentLoaded", resolve));
      move(known, folder);
      moved();
      return;
    }
  }
  addEventListener("error", follow, true);
}

/**
 * Says whether there is a style sheet. It is loaded as one: the policy of the page allows nothing else,
 * and a host that answers everything with a page is seen through.
 *
 * @param {string} address
 * @returns {Promise<boolean>}
 */
function hasStyles(address) {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    for (const type of ["load", "error"]) {
      link.addEventListener(type, () => {
        link.remove();
        resolve(type === "load");
      });
    }
    link.href = address;
    document.head.append(link);
  });
}

/**
 * Returns the folders that a path lies in, the shortest first, each with a slash at both ends. Slashes
 * in a row count as one: "//elsewhere.example/" would be another host.
 *
 * @param {string} path
 */
function foldersAbove(path) {
  const names = path.split(/[/\\]/).slice(0, -1).filter(Boolean).slice(0, MOST);
  return ["/", ...names.map((_, at) => `/${names.slice(0, at + 1).join("/")}/`)];
}

/**
 * Turns every address of this page from one folder to another, and loads what did not load.
 *
 * @param {string} from
 * @param {string} to
 */
function move(from, to) {
  document.documentElement.dataset.content_root = to;
  for (const name of ["href", "src", "action", "data-script"]) {
    for (const element of document.querySelectorAll(`[${name}^="${CSS.escape(from)}"]`)) {
      const address = /** @type {string} */ (element.getAttribute(name));
      if (!address.startsWith("//")) element.setAttribute(name, to + address.slice(from.length));
    }
  }
  for (const old of document.querySelectorAll("script[src]")) {
    const script = document.createElement("script");
    for (const { name, value } of old.attributes) script.setAttribute(name, value);
    script.async = false; // in their order
    old.replaceWith(script);
  }
}
