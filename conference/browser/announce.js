/**
 * Tells readers who listen what others see.
 *
 * @param {string} text
 */
export function announce(text) {
  const status = document.getElementById("announcement");
  if (status) status.textContent = text;
}
