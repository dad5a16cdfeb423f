/* What counts as a word in the search: text → folded tokens → terms. The same as search/words.py; tests/search/words holds both to it. */

import { stemEnglish } from "./stem-english.js";

/**
 * Stop words and stem rules of a language, as search/stem_rules.py describes them.
 * @typedef {{ end?: [number, string, string, number][], start?: [number, string, string][], every?: [number, string][], single?: number }} Step
 * @typedef {{ stop: string, steps: Step[] }} Rules
 */

const LONGEST = 64;
const HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";

/** Letters that no normalisation takes apart, and what readers type for them. @type {Record<string, string>} */
const LETTERS = {
  ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", ł: "l", đ: "d", ð: "d", ı: "i", ħ: "h", ŧ: "t", ŋ: "n",
  ς: "σ", "\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0629": "\u0647",
};
for (let digit = 0; digit < 10; digit++) {
  LETTERS[String.fromCharCode(0x660 + digit)] = LETTERS[String.fromCharCode(0x6f0 + digit)] = String(digit);
}

const QUOTES = /[\u02bc\u2018\u2019\u201b\uff07]/g;
const DROPPED =
  /(и\u0306)|[\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u200c-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\u{e0100}-\u{e01ef}]/gu;
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

const LETTER = `(?![${HAN}])[\\p{L}\\p{N}]`;
const INNER = `(?:${LETTER}|(?=[\u0300-\u1dff\ua600-\uabff])\\p{M})`;
const ELISION = "(?:l|d|qu|n|s|j|m|c|t|un|jusqu|lorsqu|puisqu|quoiqu|dell|all|nell|sull|dall)";
const TOKEN = new RegExp(`([${HAN}]+)|((?:${ELISION}'(?=${LETTER}))*)(${LETTER}${INNER}*)(?:'s(?!${INNER}))?`, "gu");

/** What never belongs to a word stands between two of these; a piece can be read by itself. */
const CHUNK = /[^\0-&(-/:-@[-`{-\x7f]+/g;
const CELL = /\P{M}\p{M}*|\p{M}+/gu;

/** @type {[string, RegExp][]} */
const SCRIPTS = [
  ["latin", /^[a-z0-9]+$/],
  ["cyrillic", /^[0-9\u0400-\u04ff]+$/],
  ["arabic", /^[0-9\u0600-\u06ff]+$/],
  ["han", new RegExp(`^[${HAN}]+$`, "u")],
];
const SCRIPT_OF_LANGUAGE = new Map([["en", "latin"], ["es", "latin"], ["fr", "latin"], ["ru", "cyrillic"], ["ar", "arabic"], ["zh", "han"]]);
const LANGUAGE_OF_SCRIPT = new Map([["latin", "en"], ["cyrillic", "ru"], ["arabic", "ar"]]);
const LOADED_BY_NEED = new Set(["ar", "es", "fr", "ru"]);

const ENGLISH_STOP_WORDS =
  "a able about across after all almost also am among an and any are as at be because been but by can cannot could dear did do does either else ever every for from get got had has have he her hers him his how however i if in into is it its just least let like likely may me might most must my neither no nor not of off often on only or other our own rather said say says she should since so some than that the their them then there these they this tis to too twas us wants was we were what when where which while who whom why will with would yet you your";

/** @type {Map<string, Set<string>>} */
const stopWords = new Map([["en", new Set(ENGLISH_STOP_WORDS.split(" "))]]);
/** @type {Map<string, Step[]>} */
const stemmers = new Map();

/**
 * The text without case, accents and variants of letters; a folded text folds to itself.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  const plain = text.replace(QUOTES, "'").normalize("NFKD").toLowerCase();
  return plain.replace(DROPPED, "$1").replace(SPECIAL, (letter) => LETTERS[letter] ?? letter).normalize("NFC");
}

/**
 * The tokens of a folded text, each with where it starts and ends in it.
 * @param {string} folded
 * @returns {Generator<[string, number, number]>}
 */
function* pieces(folded) {
  for (const found of folded.matchAll(TOKEN)) {
    const [, run, elided = "", word] = found;
    const start = found.index + elided.length;
    if (word) {
      const token = word.length > LONGEST ? Array.from(word).slice(0, LONGEST).join("") : word;
      yield [token, start, start + token.length];
    } else if (run) {
      yield* pairs(run, start);
    }
  }
}

/**
 * The overlapping pairs of a run of Chinese signs; one alone stays one.
 * @param {string} run
 * @param {number} start
 * @returns {Generator<[string, number, number]>}
 */
function* pairs(run, start) {
  const signs = Array.from(run);
  let at = start;
  for (let index = 0; index < Math.max(1, signs.length - 1); index++) {
    const pair = signs.slice(index, index + 2).join("");
    yield [pair, at, at + pair.length];
    at += /** @type {string} */ (signs[index]).length;
  }
}

/**
 * The folded words of a text in their order, each of 1 to 64 code points; Chinese as overlapping pairs.
 * @param {string} text
 * @returns {string[]}
 */
export function tokens(text) {
  return Array.from(pieces(fold(text)), ([token]) => token);
}

/**
 * The tokens of a text, each with where the word starts and ends in the text as it was before folding (UTF-16 units).
 * @param {string} text
 * @returns {[string, number, number][]}
 */
export function tokensWithPlaces(text) {
  /** @type {[string, number, number][]} */
  const found = [];
  for (const { 0: chunk, index } of text.matchAll(CHUNK)) {
    const folded = fold(chunk);
    const cells = cellsOf(chunk, folded);
    for (const [token, start, end] of pieces(folded)) {
      found.push([token, index + (cells?.[start]?.[0] ?? 0), index + (cells?.[end - 1]?.[1] ?? chunk.length)]);
    }
  }
  return found;
}

/**
 * For each unit of a folded text, where the letter that it came from starts and ends; nothing if letters cannot be told apart.
 * @param {string} chunk
 * @param {string} folded
 * @returns {[number, number][] | undefined}
 */
function cellsOf(chunk, folded) {
  /** @type {[number, number][]} */
  const cells = [];
  let again = "";
  for (const { 0: cell, index } of chunk.matchAll(CELL)) {
    const part = fold(cell);
    again += part;
    for (let unit = 0; unit < part.length; unit++) cells.push([index, index + cell.length]);
  }
  return again === folded ? cells : undefined;
}

/**
 * Make the rules of a language known; English needs none.
 * @param {string} language
 * @param {Rules} rules
 */
export function registerRules(language, rules) {
  const home = homeLanguage(language);
  stopWords.set(home, new Set(rules.stop.split(" ")));
  stemmers.set(home, rules.steps);
}

/**
 * The languages whose rules must be registered before words of this text can be looked up in records of these languages.
 * @param {string} text
 * @param {string[]} languages
 * @returns {string[]}
 */
export function rulesNeeded(text, languages) {
  const read = tokens(text).flatMap((token) => languages.map((language) => reading(token, homeLanguage(language))));
  return [...new Set(read)].filter((language) => LOADED_BY_NEED.has(language) && !stemmers.has(language));
}

/**
 * What a text is found by: its tokens without stop words, stemmed. A word in a foreign script is read in that script's main language.
 * @param {string} text
 * @param {string} language  a tag such as “fr” or “en-GB”; in a language without rules, words stay as they are
 * @returns {string[]}
 */
export function terms(text, language) {
  return tokens(text).map((token) => termOf(token, language)).filter(Boolean);
}

/**
 * The term of one token in records of a language; nothing for a stop word.
 * @param {string} token
 * @param {string} language
 * @returns {string}
 */
export function termOf(token, language) {
  const read = reading(token, homeLanguage(language));
  return stopWords.get(read)?.has(token) ? "" : stem(token, read);
}

/**
 * The distinct terms that a token of a query has in records of these languages, in the order given; a language in which it is a
 * stop word adds none.
 * @param {string} token
 * @param {string[]} languages
 * @returns {string[]}
 */
export function variants(token, languages) {
  return [...new Set(languages.map((language) => termOf(token, language)))].filter(Boolean);
}

/**
 * The stem of a token that is in the script of this language; unchanged where no rules are registered.
 * @param {string} word
 * @param {string} language
 * @returns {string}
 */
export function stem(word, language) {
  if (language === "en") return stemEnglish(word);
  const steps = stemmers.get(language) ?? [];
  for (let at = 0, jump = 0; at < steps.length; at = jump || at + 1) {
    [word, jump] = take(/** @type {Step} */ (steps[at]), word);
  }
  return word;
}

/**
 * The word after one step, and the number of the step to go on with (0 for the next).
 * @param {Step} step
 * @param {string} word
 * @returns {[string, number]}
 */
function take(step, word) {
  if (step.single) return [word.length >= step.single ? word.replace(/([a-z])\1+/g, "$1") : word, 0];
  for (const [least, suffix] of step.every ?? []) {
    if (word.length >= least && word.endsWith(suffix)) word = word.slice(0, -suffix.length);
  }
  const first = step.start?.find(([least, prefix]) => word.length >= least && word.startsWith(prefix));
  if (first) return [first[2] + word.slice(first[1].length), 0];
  const rule = step.end?.find(([least, suffix]) => word.length >= least && word.endsWith(suffix));
  return rule ? [word.slice(0, -rule[1].length) + rule[2], rule[3]] : [word, 0];
}

/**
 * The language that a token is read in: the record's, or the main one of a foreign script.
 * @param {string} token
 * @param {string} home
 */
function reading(token, home) {
  if (home === "other") return "";
  const script = scriptOf(token);
  return script === SCRIPT_OF_LANGUAGE.get(home) ? home : (LANGUAGE_OF_SCRIPT.get(script) ?? "");
}

/**
 * The language whose rules a tag such as “fr-CA” asks for: one of the six, or “other”.
 * @param {string} language
 */
function homeLanguage(language) {
  const primary = (/^[^-_]*/.exec(language)?.[0] ?? "").toLowerCase();
  return SCRIPT_OF_LANGUAGE.has(primary) ? primary : "other";
}

/**
 * “latin”, “cyrillic”, “arabic” or “han”, or nothing if a token is in another script or in several.
 * @param {string} token
 */
function scriptOf(token) {
  return SCRIPTS.find(([, letters]) => letters.test(token))?.[0] ?? "";
}
