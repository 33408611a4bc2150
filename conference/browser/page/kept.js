/** What the browser keeps for the site; some readers let it keep nothing. */

export const SLASH = "slash"; // "off" where the key does not open the search

/**
 * @param {string} name
 * @returns {string} nothing if nothing was kept
 */
export function kept(name) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then it is for this page only.
  }
}
