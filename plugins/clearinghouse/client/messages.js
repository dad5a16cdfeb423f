/**
 * Messages that came with the page, in its language, with places to fill. No page is known here.
 *
 * @typedef {string | Record<string, string>} Message a text, or its forms by plural category (“one”, “few”, “other”)
 * @typedef {Record<string, any>} Words all messages of a part of the page, by name
 */

/**
 * Fill the places of a message: `fill("{count} results", { count: 3 })`.
 *
 * @param {string | undefined} message
 * @param {Record<string, string | number>} values
 */
export function fill(message, values) {
  return (message ?? "").replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/**
 * Fill a message that counts something, in the form that the language wants for the number.
 *
 * @param {Message | undefined} forms
 * @param {number} count also the value of the place `{count}`
 * @param {string} language
 * @param {Record<string, string | number>} [values] of other places
 */
export function counted(forms, count, language, values = {}) {
  return fill(formFor(forms, count, language), { ...values, count: numeral(count, language) });
}

/**
 * The form of a message that the language wants for a number, its places not filled yet.
 *
 * @param {Message | undefined} forms
 * @param {number} count
 * @param {string} language
 * @returns {string}
 */
export function formFor(forms, count, language) {
  if (typeof forms !== "object") return forms ?? "";
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other ?? "";
}

/**
 * A whole number with the separators of the language.
 *
 * @param {number} count
 * @param {string} language
 */
export function numeral(count, language) {
  return new Intl.NumberFormat(language).format(count);
}

/**
 * A partial date in words: `2006-01-18` is 18 January 2006, `2006-01` January 2006, `2006` stays.
 *
 * @param {string} date as ISO 8601 writes it; anything else is returned as it is
 * @param {string} language
 */
export function readableDate(date, language) {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/u.exec(date) ?? [];
  if (!year) return date;
  const when = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1)));
  /** @type {Intl.DateTimeFormatOptions} */
  const shape = { year: "numeric", month: "long", timeZone: "UTC", ...(day ? { day: "numeric" } : {}) };
  // International English: 18 January 2006, where plain “en” has January 18, 2006.
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, shape).format(when);
}
