/* In every page of the live server: loads it again after a save, or shows what is wrong. */
{
  const count = document.currentScript?.dataset.count;
  /** @type {EventSource | undefined} */
  let server;

  /** @param {string} fault what the build said: always text, never markup */
  const show = (fault) => {
    document.querySelector("#live-fault")?.remove();
    const box = document.createElement("div");
    box.id = "live-fault";
    box.role = "alert";
    box.tabIndex = 0; // so that a keyboard can scroll it
    // The policy of the page forbids style elements, but not this.
    box.style.cssText = `position: fixed; inset: auto 0 0; z-index: 2147483647; max-height: 60vh;
      overflow: auto; padding: 1rem; border-top: 4px solid #ff8a94; background: #5c0f18; color: #fff;
      font: 0.9rem/1.5 monospace; white-space: pre-wrap; overflow-wrap: anywhere;`;
    const close = document.createElement("button");
    close.textContent = "Dismiss";
    close.style.cssText = "all: revert; float: right; padding: 0.25rem 0.75rem;";
    close.addEventListener("click", () => box.remove());
    const title = "This page is as before the last save, which could not be built";
    box.append(close, `${title}\n\n${fault}`);
    document.body.append(box);
  };

  const listen = () => {
    server?.close();
    if (document.hidden) return; // browsers open only six connections to a host
    server = new EventSource(`/live?${count}`);
    server.addEventListener("message", ({ data }) => {
      const fault = JSON.parse(data);
      if (fault) show(fault);
      else {
        sessionStorage.setItem("live-place", String(scrollY));
        history.scrollRestoration = "manual"; // or the browser may scroll once more, to a place of its own
        location.reload();
      }
    });
  };
  addEventListener("load", () => {
    const place = sessionStorage.getItem("live-place");
    sessionStorage.removeItem("live-place");
    if (place) scrollTo({ top: Number(place), behavior: "instant" });
    history.scrollRestoration = "auto";
    document.addEventListener("visibilitychange", listen);
    listen();
  });
}
