/**
 * The search page: reads the address, loads the index, shows what was found. Everything is put in as text.
 */
import lunr from "lunr";
import { ask, parseQuestion } from "./query.js";
import { fill, groupByKind } from "./results.js";

/**
 * @typedef {import("./results.js").Document} Document
 * @typedef {{ index: object, documents: Document[] }} IndexData
 */

const SHOWN_AT_ONCE = 20;

/**
 * Load a data script. It calls `clearinghouse.receiveIndex`: that works over http and from a folder alike.
 *
 * @param {string} address
 * @returns {Promise<IndexData>}
 */
function loadIndex(address) {
  return new Promise((resolve, reject) => {
    /** @type {any} */ (window).clearinghouse.receiveIndex = resolve;
    const script = document.createElement("script");
    script.src = address;
    script.onerror = () => reject(new Error(`${address} could not be loaded`));
    document.head.append(script);
  });
}

/**
 * Bring the search page to life.
 *
 * @param {HTMLElement} page the element that holds form, status and results
 * @param {string} indexAddress where the index lies
 */
export async function startSearch(page, indexAddress) {
  const words = JSON.parse(page.dataset.chWords ?? "{}");
  const input = /** @type {HTMLInputElement} */ (page.querySelector("input[type=search]"));
  const form = /** @type {HTMLFormElement} */ (page.querySelector("form"));
  const status = /** @type {HTMLElement} */ (page.querySelector(".ch-search-status"));
  const results = /** @type {HTMLElement} */ (page.querySelector(".ch-search-results"));
  const lists = /** @type {HTMLElement} */ (page.querySelector(".ch-search-lists"));
  page.querySelector(".ch-without-script")?.remove();
  /** @type {{ index: lunr.Index, documents: Document[] } | undefined} */
  let loaded;

  async function show() {
    const text = input.value.trim();
    results.replaceChildren();
    lists.hidden = Boolean(text);
    if (!text) {
      status.textContent = "";
      return;
    }
    if (!loaded) {
      status.textContent = words.loading;
      try {
        const data = await loadIndex(indexAddress);
        loaded = { index: lunr.Index.load(data.index), documents: data.documents };
      } catch {
        status.textContent = words.failed;
        lists.hidden = false;
        return;
      }
    }
    const { hits, isLoose } = ask(loaded.index, parseQuestion(text));
    const groups = groupByKind(hits, loaded.documents);
    const message = !hits.length ? words.none : isLoose ? words.loose : hits.length === 1 ? words.one : words.many;
    status.textContent = fill(message, { count: hits.length, query: text });
    lists.hidden = hits.length > 0;
    results.replaceChildren(...groups.map((group) => groupElement(group, words)));
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(location.href);
    address.searchParams.set("q", input.value.trim());
    history.replaceState(null, "", address);
    show();
  });
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(show, 200);
  });
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  await show();
}

/**
 * @param {import("./results.js").Group} group
 * @param {Record<string, string>} words
 */
function groupElement(group, words) {
  const section = document.createElement("section");
  const heading = document.createElement("h2");
  const count = document.createElement("span");
  count.className = "ch-count";
  count.textContent = String(group.documents.length);
  heading.append(group.kind, " ", count);
  const list = document.createElement("ol");
  list.append(...group.documents.slice(0, SHOWN_AT_ONCE).map(resultElement));
  section.append(heading, list);
  if (group.documents.length > SHOWN_AT_ONCE) {
    const more = document.createElement("button");
    more.type = "button";
    more.className = "md-button";
    more.textContent = fill(words.more ?? "", { count: group.documents.length - SHOWN_AT_ONCE });
    more.addEventListener("click", () => {
      const rest = group.documents.slice(SHOWN_AT_ONCE).map(resultElement);
      list.append(...rest);
      more.remove();
      rest[0]?.querySelector("a")?.focus();
    });
    section.append(more);
  }
  return section;
}

/** @param {Document} found */
function resultElement([url, , title, summary, language]) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = title;
  const text = document.createElement("p");
  text.textContent = summary;
  item.lang = language;
  item.dir = language === "ar" ? "rtl" : "ltr";
  item.append(link, text);
  return item;
}
