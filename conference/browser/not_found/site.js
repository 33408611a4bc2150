/**
 * Finds the site where it is not at the path that it was built for. No host tells a page where the
 * site begins; but a style sheet or script that fails to load tells that it begins elsewhere, and
 * then it is looked for along the address that was asked for.
 */

const MOST = 8; // folders that are tried

/**
 * Watches, from before the first style sheet, for one that is not there.
 *
 * @param {() => void} moved called when the site was found elsewhere
 */
export function followSite(moved) {
  /** @param {Event} event */
  function moveOnce(event) {
    const address = missingFile(event.target);
    if (address === null) return;
    removeEventListener("error", moveOnce, true);
    find(address, builtFor()).then((found) => {
      if (!found) return; // there is no network, say
      const follow = () => {
        move(builtFor(), found);
        moved();
      };
      if (document.readyState === "loading") addEventListener("DOMContentLoaded", follow);
      else follow();
    });
  }
  addEventListener("error", moveOnce, true);
}

/** Returns the path at which this page takes the site to be, with a slash at both ends. */
export function builtFor() {
  return document.documentElement.dataset.content_root ?? "/";
}

/**
 * Returns the path in the site of a style sheet or script that could not be loaded, or null.
 *
 * @param {EventTarget | null} target of an error
 */
function missingFile(target) {
  const address =
    target instanceof HTMLScriptElement
      ? target.getAttribute("src")
      : target instanceof HTMLLinkElement && target.rel === "stylesheet"
        ? target.getAttribute("href")
        : null;
  const root = builtFor();
  return address?.startsWith(root) ? address.slice(root.length) : null;
}

/**
 * Returns the folder, along the address asked for, that has a file of the site; the shortest first.
 *
 * @param {string} file a style sheet or script
 * @param {string} known a folder that does not have it
 */
async function find(file, known) {
  for (const folder of foldersAbove(location.pathname)) {
    if (folder !== known && (await has(folder, file))) return folder;
  }
  return null;
}

/**
 * Says whether a folder has a file. It is loaded as what it is: the pages' policy allows nothing else,
 * and a host that answers everything with a page is seen through.
 *
 * @param {string} folder
 * @param {string} file a style sheet or script
 * @returns {Promise<boolean>}
 */
function has(folder, file) {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    if (/\.js(?:\?|$)/.test(file)) {
      link.rel = "preload";
      link.as = "script";
    } else link.rel = "stylesheet";
    const answer = (/** @type {boolean} */ there) => {
      link.remove();
      resolve(there);
    };
    link.onload = () => answer(true);
    link.onerror = () => answer(false);
    link.href = folder + file;
    document.head.append(link);
  });
}

/**
 * Returns the folders that a path lies in, each with a slash at both ends. Slashes in a row count as
 * one: "//elsewhere.example/" would be another host.
 *
 * @param {string} path
 */
export function foldersAbove(path) {
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
