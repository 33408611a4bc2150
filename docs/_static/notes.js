/* Copies the address of a note when its link is followed. Without this script the link is a link. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.note-link");
  if (!link || !navigator.clipboard) return;
  navigator.clipboard.writeText(link.href).then(
    () => {
      link.dataset.copied = "";
      let status = document.getElementById("copy-status");
      if (!status) {
        status = document.createElement("div");
        status.id = "copy-status";
        status.className = "visually-hidden";
        status.setAttribute("role", "status");
        document.querySelector("main").append(status);
      }
      status.textContent = "Address copied";
      setTimeout(() => {
        delete link.dataset.copied;
        status.textContent = "";
      }, 2000);
    },
    () => {}, // no permission: the address is in the address bar
  );
});
