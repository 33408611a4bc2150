/* In every page of the live server: refreshes it after a save, or shows what is wrong. */
{
  const version = document.currentScript?.dataset.version;
  const RETRY = 500; // ms
  const STYLE = `
    :host { all: initial; }
    section {
      position: fixed; inset: auto 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
      padding: 0.75rem 1rem 1rem; background: #5c0f18; color: #fff;
      border-top: 4px solid #ff8a94; font: 1rem/1.5 system-ui, sans-serif;
    }
    h2 { margin: 0 6rem 0.5rem 0; font-size: 1.1rem; }
    pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 0.9rem/1.5 monospace; }
    button {
      position: absolute; top: 0.6rem; right: 1rem; padding: 0.25rem 0.75rem; min-height: 1.75rem;
      border: 1px solid #fff; border-radius: 0.3rem; background: transparent; color: #fff;
      font: inherit; cursor: pointer;
    }
    :focus-visible { outline: 3px solid #fff; outline-offset: 2px; }
  `;

  const host = document.createElement("div");
  host.id = "live-fault";
  const shadow = host.attachShadow({ mode: "open" }); // the styles of the site do not reach it
  const sheet = new CSSStyleSheet(); // the policy of the page forbids a style element
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];

  /** @param {string} text what the build said: always text, never markup */
  const show = (text) => {
    const section = document.createElement("section");
    section.setAttribute("role", "alert");
    const title = document.createElement("h2");
    title.textContent = "This page is as before the last save, which could not be built";
    const said = document.createElement("pre");
    said.textContent = text;
    said.tabIndex = 0; // so that a keyboard can scroll it
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Dismiss";
    close.addEventListener("click", () => host.remove());
    section.append(title, said, close);
    shadow.replaceChildren(section);
    document.body.append(host);
  };

  const connect = () => {
    const server = new WebSocket(`ws://${location.host}/live?version=${version}`);
    server.addEventListener("message", (event) => {
      /** @type {{ refresh?: boolean, fault?: string }} */
      const { refresh, fault } = JSON.parse(event.data);
      if (refresh) location.reload();
      else if (fault) show(fault);
    });
    server.addEventListener("close", () => setTimeout(connect, RETRY)); // it may come back
  };
  connect();
}
