/* Adds a button to each BibTeX text that copies it. Without scripts, the text is there to select. */

const said = document.createElement("p");
said.setAttribute("role", "status");
said.className = "visually-hidden";
document.querySelector("article").append(said);

for (const details of document.querySelectorAll("details.bibtex")) {
  const name = details.querySelector("summary").textContent; // "BibTeX of Zarr"
  const text = details.querySelector("pre");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy-bibtex";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy ${name}`);
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "Copied";
      said.textContent = `${name} copied`;
      setTimeout(() => {
        button.textContent = "Copy";
      }, 2000);
    } catch {
      // The browser has no clipboard for this page: leave the last step to the reader.
      details.open = true;
      getSelection().selectAllChildren(text);
      said.textContent = `${name} selected, to be copied by you`;
    }
  });
  details.after(button);
}
