/** What the browser keeps for the site; some readers let it keep nothing. */

export const SLASH = "slash"; // "off" where the key does not open the search

/** Returns an empty text if nothing was kept. */
export function kept(name: string) {
  try {
    return localStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

export function keep(name: string, value: string) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Then it is for this page only.
  }
}
