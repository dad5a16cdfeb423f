/**
 * The parts of a page that searches which only a script can use: filters, order, results.
 *
 * @typedef {import("../messages.js").Words} Words
 * @typedef {{ clear: () => void, more: () => void, download: () => void, panel: () => void }} Actions what the buttons do
 */
import { MAX_TEXT } from "./question.js";
import { button, element, find } from "../elements.js";
import { fill } from "../messages.js";

/**
 * Make the parts, and put them between the form and what stands on the page while nothing is asked.
 *
 * @param {HTMLElement} root
 * @param {Words} words
 * @param {Actions} on
 */
export function partsOf(root, words, on) {
  const form = /** @type {HTMLFormElement} */ (find(root, "form"));
  const input = /** @type {HTMLInputElement} */ (find(form, "input[type=search]"));
  const lists = find(root, ".ch-explore-lists");
  const cut = element("p", { class: "ch-note", role: "status", hidden: true }, fill(words.cut, { count: MAX_TEXT }));
  form.append(cut);
  const status = element("p", { class: "ch-explore-status", role: "status", tabindex: "-1", dir: "auto" });
  const chosen = element("ul", { class: "ch-chosen", "aria-label": words.chosenFilters, hidden: true });
  const clear = button("ch-link ch-clear", on.clear, words.clear ?? "");
  const advice = element("div", { class: "ch-explore-advice" });
  const tools = toolsOf(words, on);
  const answer = answerOf(words, on);
  const filters = filtersOf(words, on);
  const head = element("div", { class: "ch-explore-head" }, status, filters.panelButton, tools.tools);
  const main = element("div", { class: "ch-explore-main" }, head, chosen, advice, answer.results);
  lists.before(element("div", { class: "ch-explore-body" }, main, filters.panel));
  main.append(lists);
  root.classList.add("ch-live");
  return { form, input, lists, cut, status, chosen, clear, advice, ...tools, ...answer, ...filters };
}

/**
 * @param {Words} words
 * @param {Actions} on
 */
function toolsOf(words, on) {
  const sort = element("select", {});
  for (const name of ["relevance", "date", "title"]) sort.append(new Option(words.sorts?.[name] ?? name, name));
  const order = element("label", { class: "ch-explore-order" }, `${words.sort} `, sort);
  const download = button("ch-link", on.download, words.download ?? "");
  const whole = element("a", { class: "ch-link", hidden: true }, words.downloadWhole ?? "");
  return { sort, order, download, whole, tools: element("div", { class: "ch-explore-tools", hidden: true }, order, download, whole) };
}

/**
 * @param {Words} words
 * @param {Actions} on
 */
function answerOf(words, on) {
  const list = element("ol", { class: "ch-results" });
  const more = button("md-button ch-more", on.more);
  more.hidden = true;
  const onPaper = element("p", { class: "ch-note ch-on-paper" });
  const heading = element("h2", { class: "ch-hidden" }, words.results ?? "");
  const results = element("section", { class: "ch-explore-results", "aria-label": words.results, hidden: true }, heading, list, onPaper, more);
  return { list, more, onPaper, results };
}

/**
 * @param {Words} words
 * @param {Actions} on
 */
function filtersOf(words, on) {
  const panelButton = button("md-button ch-panel-button", on.panel, words.filters ?? "");
  panelButton.hidden = true;
  panelButton.setAttribute("aria-expanded", "false");
  panelButton.setAttribute("aria-controls", "ch-panel");
  const heading = element("h2", { tabindex: "-1" }, words.filters ?? "");
  const hint = element("p", { class: "ch-note" }, words.hint ?? "");
  const facets = element("div", { class: "ch-facets" });
  const close = button("md-button md-button--primary ch-panel-close", on.panel);
  const attributes = { class: "ch-panel", id: "ch-panel", "aria-label": words.filters, hidden: true };
  return { panelButton, facets, close, heading, panel: element("aside", attributes, heading, hint, facets, close) };
}
