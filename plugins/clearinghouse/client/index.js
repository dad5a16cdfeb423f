/**
 * What happens on a page when its script has run. Every page is complete without it.
 */
import { startSearch } from "./search.js";
import { startTable } from "./table.js";

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
/** @type {any} */ (window).clearinghouse = {};

const search = document.querySelector("[data-ch-search]");
if (search instanceof HTMLElement) startSearch(search, new URL("search/index.js", script.src).href);

for (const table of document.querySelectorAll("table[data-ch-table]")) {
  startTable(/** @type {HTMLTableElement} */ (table));
}
