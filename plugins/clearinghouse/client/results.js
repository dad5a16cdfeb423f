/**
 * Search results, grouped by kind of record. No page is known here.
 *
 * @typedef {[url: string, kind: string, title: string, summary: string, language: string]} Document
 *
 * @typedef {object} Group
 * @property {string} kind
 * @property {Document[]} documents the best first
 */

/**
 * Group hits by kind; the group with the best hit comes first.
 *
 * @param {{ ref: string }[]} hits the best first; `ref` is the place of the document in the list
 * @param {Document[]} documents
 * @returns {Group[]}
 */
export function groupByKind(hits, documents) {
  /** @type {Map<string, Document[]>} */
  const groups = new Map();
  for (const hit of hits) {
    const document = documents[Number(hit.ref)];
    if (!document) continue;
    const group = groups.get(document[1]) ?? [];
    group.push(document);
    groups.set(document[1], group);
  }
  return [...groups].map(([kind, found]) => ({ kind, documents: found }));
}

/**
 * Fill the places of a message: `fill("{count} results", { count: 3 })`.
 *
 * @param {string} message
 * @param {Record<string, string | number>} values
 */
export function fill(message, values) {
  return message.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}
