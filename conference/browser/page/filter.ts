/** Shows the projects that a reader types a part of, and opens the entry that an address names. */

const field = document.querySelector<HTMLInputElement>(".project-filter");
const entries = document.querySelectorAll<HTMLElement>(".projects > div");

field?.addEventListener("input", () => {
  const sought = field.value.trim().toLowerCase();
  for (const entry of entries) {
    const said = `${entry.querySelector("dt")?.textContent} ${entry.querySelector(".what")?.textContent}`;
    entry.hidden = !said.toLowerCase().includes(sought);
  }
});

function openTarget() {
  const id = location.hash.slice(1); // Firefox warns of an empty one
  const entry = id ? document.getElementById(id)?.closest("dl > div") : null;
  entry?.querySelector("details")?.setAttribute("open", "");
}

addEventListener("hashchange", openTarget);
openTarget();
