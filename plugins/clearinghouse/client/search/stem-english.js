/* Porter's stemmer exactly as lunr.js 2.3.9 has it (MIT, © Oliver Nightingale), which exports it only together with everything else. */

const CONSONANTS = "[^aeiou][^aeiouy]*";
const VOWELS = "[aeiouy][aeiou]*";
const START = `^(?:${CONSONANTS})?`;

/** What the part before a suffix must be like: “M1” has at least one vowel–consonant pair, “M2” two. */
const M1 = new RegExp(START + VOWELS + CONSONANTS);
const M2 = new RegExp(START + VOWELS + CONSONANTS + VOWELS + CONSONANTS);
const JUST_ONE = new RegExp(`${START + VOWELS + CONSONANTS}(?:${VOWELS})?$`);
const VOWEL = new RegExp(`${START}[aeiouy]`);
const SHORT = new RegExp(`^${CONSONANTS}[aeiouy][^aeiouwxy]$`);

const PLURAL = /^(.+?)(?:(ss|i)es|([^s])s)$/;
const PAST = /^(.+?)(ed|ing)$/;
const DOUBLED = /([^aeiouylsz])\1$/;

/** @type {Record<string, string>} */
const LONG = {
  ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", bli: "ble", alli: "al", entli: "ent", eli: "e",
  ousli: "ous", ization: "ize", ation: "ate", ator: "ate", alism: "al", iveness: "ive", fulness: "ful", ousness: "ous",
  aliti: "al", iviti: "ive", biliti: "ble", logi: "log",
};

/** @type {Record<string, string>} */
const MIDDLE = { icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "" };

const LONG_SUFFIX = new RegExp(`^(.+?)(${Object.keys(LONG).join("|")})$`);
const MIDDLE_SUFFIX = new RegExp(`^(.+?)(${Object.keys(MIDDLE).join("|")})$`);
const LAST_SUFFIX = /^(.+?)(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/;
const ION = /^(.+?[st])ion$/;

/**
 * Take “ed” or “ing” off, and mend what is left: hoping → hope, fitted → fit.
 * @param {string} word
 */
function withoutPast(word) {
  if (/^.+eed$/.test(word)) return M1.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const rest = PAST.exec(word)?.[1];
  if (!rest || !VOWEL.test(rest)) return word;
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (DOUBLED.test(rest)) return rest.slice(0, -1);
  return SHORT.test(rest) ? `${rest}e` : rest;
}

/**
 * Put another suffix in the place of one, if there is enough before it.
 * @param {string} word
 * @param {RegExp} pattern
 * @param {Record<string, string>} table
 */
function replaced(word, pattern, table) {
  const [, rest, suffix] = pattern.exec(word) ?? [];
  return rest && suffix && M1.test(rest) ? rest + table[suffix] : word;
}

/**
 * Take the last suffix and a mute e off.
 * @param {string} word
 */
function withoutEnd(word) {
  const rest = (LAST_SUFFIX.exec(word) ?? ION.exec(word))?.[1];
  let kept = rest && M2.test(rest) ? rest : word;
  const mute = kept.slice(0, -1);
  if (mute && kept.endsWith("e") && (M2.test(mute) || (JUST_ONE.test(mute) && !SHORT.test(mute)))) kept = mute;
  return kept.endsWith("ll") && M2.test(kept) ? kept.slice(0, -1) : kept;
}

/**
 * The stem of an English word of a–z and 0–9 in small letters.
 * @param {string} word
 * @returns {string}
 */
export function stemEnglish(word) {
  if (word.length < 3) return word;
  let stem = word.replace(/^y/, "Y").replace(PLURAL, "$1$2$3");
  stem = withoutPast(stem).replace(/^(.+[^aeiou])y$/, "$1i");
  stem = withoutEnd(replaced(replaced(stem, LONG_SUFFIX, LONG), MIDDLE_SUFFIX, MIDDLE));
  return stem.replace(/^Y/, "y");
}
