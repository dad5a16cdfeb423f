/**
 * Ids of records: what is one, and which one is proposed for a title.
 */

/** The form of ids, as schemas write it in their patterns too. */
export const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/u;
const MAX_SLUG = 60;
/** @type {Record<string, string>} */
const LETTERS = { ø: "o", æ: "ae", œ: "oe", ß: "ss", đ: "d", ł: "l", þ: "th", ð: "d", ı: "i" };

/**
 * The id that is proposed for a title; `id_from_title` in core/naming.py does the same.
 *
 * @param {string} title
 * @returns {string} empty for scripts that have no Latin letters
 */
export function slugOf(title) {
  const plain = title.normalize("NFKD").toLowerCase().replace(/[øæœßđłþðı]/gu, (letter) => LETTERS[letter] ?? letter);
  const slug = plain.replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/gu, "-").replace(/^-|-$/gu, "");
  if (slug.length <= MAX_SLUG) return slug;
  const cut = slug.slice(0, MAX_SLUG + 1);
  return cut.slice(0, Math.max(cut.lastIndexOf("-"), 0)) || slug.slice(0, MAX_SLUG);
}

/**
 * Whether a text can be the id of a record. `index` is taken by the listing.
 *
 * @param {string} text
 * @param {number} longest
 */
export function isId(text, longest) {
  return text.length <= longest && text !== "index" && ID.test(text);
}

/**
 * A text in which only its letters count, not accents nor capitals: what is typed is looked for in it.
 *
 * @param {string} text
 */
export function folded(text) {
  return text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/gu, "");
}
