/**
 * Opens the search and loads it when a reader first reaches for it: with the button, Ctrl+K, ⌘K or
 * "/", or by opening the search page. Until then nothing of it is downloaded.
 */

import type { Records } from "../search/records.ts";
import { make } from "../make.ts";
import { kept, SLASH } from "./kept.ts";
import { closeBeside } from "./side_panels.ts";

const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href);
const dialog = document.getElementById("search-dialog") as HTMLDialogElement | null;
const page = document.getElementById("search-page");
const PATIENCE = 150; // ms until a reader is told that the search is on its way

let loading: Promise<void> | undefined;

/** Loads script and records, and makes a search of them. */
async function load(place: HTMLElement) {
  let received: Records | undefined;
  globalThis.receiveSearchRecords = (records) => (received = records);
  const script = dialog?.dataset.script ?? "";
  // A hash of the records in their name would change every page with every edit. The name of the script
  // is enough for a new script to get records that it can read.
  const records = new URL(`search-records.js?${script.split("/").pop()}`, root);
  await Promise.all([run(records.href), run(script)]);
  if (!received || !globalThis.startSearch) throw new Error("The search came incomplete");
  globalThis.startSearch(place, received, root);
}

function run(address: string) {
  return new Promise((resolve, reject) => {
    const script = make("script", { src: address });
    script.onload = resolve;
    script.onerror = () => {
      script.remove();
      reject(new Error(`${address} could not be loaded`));
    };
    document.head.append(script);
  });
}

/** Fills a place in, once, or says there why that failed, with a button to try again. */
async function fill(place: HTMLElement) {
  if (loading) return;
  place.querySelector(".search-failure")?.remove();
  const waiting = make("p", { class: "search-failure" }, "Loading…");
  const timer = setTimeout(() => place.append(waiting), PATIENCE);
  try {
    await (loading = load(place));
  } catch {
    loading = undefined;
    const again = make("button", { type: "button" }, "Try again");
    again.addEventListener("click", () => {
      fill(place);
      place.querySelector("input")?.focus();
    });
    const said = "The search could not be loaded. Is there a connection? ";
    place.append(make("p", { class: "search-failure", role: "alert" }, said, again));
  } finally {
    clearTimeout(timer);
    waiting.remove();
  }
}

function open() {
  if (page) page.querySelector("input")?.focus();
  else if (dialog && !dialog.open) {
    dialog.showModal();
    const field = dialog.querySelector("input");
    field?.focus();
    field?.select();
    fill(dialog);
  }
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
if (isMac) {
  for (const key of document.querySelectorAll(".kbd-shortcut__modifier:first-child"))
    key.textContent = "⌘";
}

function isShortcut(event: KeyboardEvent) {
  const { altKey, ctrlKey, key, metaKey, shiftKey } = event;
  const target = event.target as HTMLElement;
  const typing = target.closest?.("input, textarea, select, [contenteditable]");
  if (key === "/") return !typing && !ctrlKey && !metaKey && !altKey && kept(SLASH) !== "off";
  return key.toLowerCase() === "k" && (isMac ? metaKey : ctrlKey) && !shiftKey && !altKey;
}

document.addEventListener(
  "keydown",
  (event) => {
    if (!isShortcut(event)) return;
    event.preventDefault();
    if (dialog?.open && event.key !== "/") dialog.close();
    else open();
  },
  true,
);

for (const button of document.querySelectorAll(".search-button__button")) {
  button.addEventListener("click", open);
}
dialog?.querySelector(".search-close")?.addEventListener("click", () => dialog.close());
if (dialog) closeBeside(dialog);
if (page) fill(page);
