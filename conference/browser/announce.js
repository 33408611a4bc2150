/**
 * Tells readers who listen what others see.
 *
 * @param {string} text
 */
export function announce(text) {
  let status = document.getElementById("announcement");
  if (!status) {
    status = document.createElement("div");
    status.id = "announcement";
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    document.querySelector("main")?.append(status);
  }
  status.textContent = text;
}
