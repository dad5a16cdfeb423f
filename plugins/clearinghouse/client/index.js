/**
 * What happens on a page when its script has run. Every page is complete without it.
 */
import { ask } from "./search/asking.js";
import { createEngine } from "./search/engine.js";
import { startExplore } from "./search/explore.js";
import { emptyQuestion, MAX_TEXT } from "./search/question.js";
import { startSlash, startSuggestions } from "./search/suggest.js";
import { startTable } from "./table.js";

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const site = new URL("../", script.src).href;
const engine = createEngine(new URL("search/", script.src).href);

/** The addresses, relative to the site, of what the product shows for a query; for tests and measurements. */
async function findAddresses(/** @type {string} */ text, /** @type {number} */ limit) {
  const { found } = await ask(engine, { ...emptyQuestion(), text: text.slice(0, MAX_TEXT) }, limit);
  return found.map((each) => each.url);
}

/** @type {any} */ (window).clearinghouse = { .../** @type {any} */ (window).clearinghouse, find: findAddresses };

const page = document.querySelector("[data-ch-explore]");
if (page instanceof HTMLElement) void startExplore(page, engine, site);

const header = document.querySelector(".ch-header-search");
if (header instanceof HTMLFormElement) startSuggestions(header, { engine, site });

startSlash(() => document.querySelector("[data-ch-explore] input[type=search], .ch-header-search input"));

for (const table of document.querySelectorAll("table[data-ch-table]")) {
  startTable(/** @type {HTMLTableElement} */ (table));
}
