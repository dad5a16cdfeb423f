/**
 * Rows as a file for spreadsheets: RFC 4180, with a byte order mark, by the same rules as the files under `downloads`.
 * No page is known here.
 */

// A spreadsheet takes a cell that starts like this for a formula, and content comes from strangers.
const FORMULA = /^[=+\-@\t\r]/u;

/**
 * Write a table.
 *
 * @param {string[][]} rows the first are the headings
 * @returns {string} beginning with a byte order mark, lines ending in CR LF
 */
export function toCsv(rows) {
  return `\uFEFF${rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`;
}

/**
 * Write one cell: an apostrophe in front of what would be a formula, quotation marks where they are needed.
 *
 * @param {string} text
 */
export function csvCell(text) {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
