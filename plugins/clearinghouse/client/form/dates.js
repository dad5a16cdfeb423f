/**
 * Dates as records write them: a day, or only a month or a year where no more is known. core/dates.py has the same rules.
 */

const PARTIAL = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/u;

/**
 * Whether a text is a day, a month or a year that exists.
 *
 * @param {string} text
 * @param {[number, number]} years the first and the last that records can mean
 */
export function isPartialDate(text, [first, last]) {
  const found = PARTIAL.exec(text);
  if (!found) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)];
  const when = new Date(Date.UTC(year, month - 1, day));
  return year >= first && year <= last && when.getUTCMonth() === month - 1 && when.getUTCDate() === day;
}

/**
 * Whether a text is a whole day.
 *
 * @param {string} text
 * @param {[number, number]} years
 */
export function isDay(text, years) {
  return text.length === 10 && isPartialDate(text, years);
}

/**
 * Whether one partial date certainly lies before another: 2006 is not before 2006-05, nor after it.
 *
 * @param {string} one
 * @param {string} other
 */
export function isBefore(one, other) {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length) < other.slice(0, length);
}
