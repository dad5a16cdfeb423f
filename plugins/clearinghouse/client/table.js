/**
 * Tables that sort by a click on a heading and narrow down to what is typed. The order of cells is pure logic.
 */
import { fill } from "./messages.js";

/**
 * Compare two cells: numbers as numbers, everything else as text; what is not known comes last.
 *
 * @param {string} one
 * @param {string} other
 * @param {string} language
 */
export function compareCells(one, other, language) {
  if (!one || !other) return one ? -1 : other ? 1 : 0;
  const numbers = [Number(one), Number(other)];
  if (numbers.every((number) => !Number.isNaN(number))) return Number(numbers[0]) - Number(numbers[1]);
  return one.localeCompare(other, language, { numeric: true });
}

/**
 * Say whether a row contains all words that were typed.
 *
 * @param {string} row its text
 * @param {string} typed
 */
export function containsAll(row, typed) {
  const text = row.toLowerCase();
  return typed.toLowerCase().split(/\s+/u).every((word) => text.includes(word));
}

/** @param {HTMLTableCellElement | undefined} cell */
function sortValue(cell) {
  if (!cell || cell.querySelector(":scope > .ch-unknown")) return "";
  return cell.dataset.sort ?? cell.textContent?.trim() ?? "";
}

/**
 * Make a table sortable and, where there is a place for it, filterable.
 *
 * @param {HTMLTableElement} table
 */
export function startTable(table) {
  const body = table.tBodies[0];
  const headings = [...(table.tHead?.rows[0]?.cells ?? [])];
  if (!body || body.rows.length < 2) return;
  headings.forEach((heading, column) => makeSortable(heading, () => sort(body, headings, column)));
  const tools = table.closest(".ch-listing")?.querySelector("[data-ch-tools]");
  if (tools instanceof HTMLElement && body.rows.length > 5) addFilter(tools, body);
}

/**
 * @param {HTMLTableCellElement} heading
 * @param {() => void} onPress
 */
function makeSortable(heading, onPress) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ch-sort";
  button.append(...heading.childNodes);
  button.addEventListener("click", onPress);
  heading.append(button);
}

/**
 * @param {HTMLTableSectionElement} body
 * @param {HTMLTableCellElement[]} headings
 * @param {number} column
 */
function sort(body, headings, column) {
  const heading = /** @type {HTMLTableCellElement} */ (headings[column]);
  const isDescending = heading.getAttribute("aria-sort") === "ascending";
  const language = document.documentElement.lang || "en";
  const rows = [...body.rows].map((row) => ({ row, value: sortValue(row.cells[column]) }));
  rows.sort((a, b) => {
    const order = compareCells(a.value, b.value, language);
    return isDescending && a.value && b.value ? -order : order;
  });
  headings.forEach((each) => each.removeAttribute("aria-sort"));
  heading.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
  body.append(...rows.map(({ row }) => row));
}

/**
 * @param {HTMLElement} tools
 * @param {HTMLTableSectionElement} body
 */
function addFilter(tools, body) {
  const words = JSON.parse(tools.dataset.chWords ?? "{}");
  const label = document.createElement("label");
  const input = document.createElement("input");
  const status = document.createElement("span");
  input.type = "search";
  input.autocomplete = "off";
  status.className = "ch-filter-status";
  status.setAttribute("role", "status");
  label.className = "ch-table-filter";
  label.append(words.narrow ?? "", " ", input);
  tools.prepend(label, status);
  input.addEventListener("input", () => {
    let shown = 0;
    for (const row of body.rows) {
      row.hidden = !containsAll(row.textContent ?? "", input.value.trim());
      shown += row.hidden ? 0 : 1;
    }
    status.textContent = input.value.trim() ? fill(words.shown ?? "", { count: shown }) : "";
  });
}
