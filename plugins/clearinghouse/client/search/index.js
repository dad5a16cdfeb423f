/**
 * The index as the browser sees it: terms with their postings, found in the shards that hold them.
 */
import { unpack, unpackRising } from "./packing.js";
import { distance, fits, unpackWords } from "./vocabulary.js";
import { variants } from "./words.js";

/** From this length on a word may have two typos. */
const TWO_TYPOS_FROM = 8;
/** So many shards are looked into at most for the terms that begin with a word: with them about 8 kB. */
const MOST_SHARDS = 4;

/**
 * @typedef {import("./scoring.js").Posting} Posting
 * @typedef {import("./vocabulary.js").Listed} Listed
 *
 * What the index says of itself; see `_manifest` in search/files.py.
 * @typedef {object} Manifest
 * @property {number} size
 * @property {number} block
 * @property {[string, number][]} fields
 * @property {string[]} languages
 * @property {string[]} asTheyStand fields with words as they stand: codes and acronyms
 * @property {string[]} rules
 * @property {string} starts
 * @property {string} letters
 * @property {string} seconds
 * @property {[name: string, title: string, types: string[]][]} facets
 * @property {[type: string, kind: string][]} kinds
 *
 * A term of the index.
 * @typedef {{ term: string, postings: Posting[] }} Term
 */

/** The terms of one index. */
export class TermIndex {
  /**
   * @param {import("./store.js").Store} store
   * @param {Manifest} manifest
   */
  constructor(store, manifest) {
    this.store = store;
    this.manifest = manifest;
    this.starts = manifest.starts.split(" ");
    /** @type {Map<string, Map<string, string>>} */
    this.shards = new Map();
    /** @type {Map<string, Listed[]>} */
    this.lists = new Map();
    /** @type {Map<string, Term>} */
    this.terms = new Map();
    /** The number of terms of each document, by field, and their mean. @type {Map<string, { lengths: number[], average: number }>} */
    this.lengths = new Map();
  }

  /**
   * What scores need to know of the whole index.
   *
   * @param {string[]} names the fields whose lengths are needed; of others they are left out
   * @returns {Promise<import("./scoring.js").Numbers>}
   */
  async numbers(names) {
    await Promise.all(
      names.map(async (name) => {
        if (this.lengths.has(name)) return;
        const parts = await Promise.all(lengthNames(name).map((each) => this.store.get(each)));
        const lengths = unpack(parts.join(""));
        this.lengths.set(name, { lengths, average: lengths.reduce((sum, length) => sum + length, 0) / lengths.length });
      }),
    );
    const known = this.manifest.fields.map(([name]) => this.lengths.get(name) ?? { lengths: [], average: 0 });
    return { ...this.manifest, lengths: known.map(({ lengths }) => lengths), averages: known.map(({ average }) => average) };
  }

  /**
   * Look a term up.
   *
   * @param {string} word
   * @returns {Promise<Term | undefined>}
   */
  async term(word) {
    const entry = (await this.shard(word)).get(word);
    return entry === undefined ? undefined : this.read(word, entry);
  }

  /**
   * @param {string} word
   * @param {string} entry
   * @returns {Promise<Term>}
   */
  async read(word, entry) {
    let term = this.terms.get(word);
    if (!term) {
      const [, count] = /** @type {string} */ (entry.split(" ", 1)[0]).split("-"); // a very frequent term lies in files of its own, by ranges of documents
      const pieces = count ? await Promise.all(pieceNames(word, Number(count)).map((name) => this.store.get(name))) : [entry];
      term = { term: word, postings: joined(pieces.map((piece) => readPostings(piece, this.manifest.fields.length))) };
      this.terms.set(word, term);
    }
    return term;
  }

  /**
   * The terms that begin with a word, as far as they lie in its shard and the next few, so that little is loaded.
   *
   * @param {string} word
   * @returns {Promise<Term[]>}
   */
  async completions(word) {
    const place = placeOf(word, this.starts);
    const next = this.starts.slice(place + 1, place + MOST_SHARDS).filter((start) => start.startsWith(word));
    const shards = await Promise.all([word, ...next].map((start) => this.shard(start)));
    const found = shards.flatMap((shard) => [...shard].filter(([term]) => term.startsWith(word) && term !== word));
    return Promise.all(found.map(([term, entry]) => this.read(term, entry)));
  }

  /**
   * The terms that a pattern stands for; words that are no term of the index may be among them.
   *
   * @param {string} pattern
   * @param {boolean} isLunr whether only the terms are looked at, as lunr does; readers mean the words
   * @returns {Promise<string[]>}
   */
  async fitting(pattern, isLunr) {
    const first = [...pattern][0] ?? "*";
    const listed = first === "*" ? await this.everyWord() : await this.list(first, this.manifest.letters, "words/");
    const found = listed.flatMap((each) => {
      const terms = [...this.termsOf(each), each.word]; // a code is a term as it stands
      return !isLunr && fits(each.word, pattern) ? terms : terms.filter((term) => fits(term, pattern));
    });
    return [...new Set(found)];
  }

  /**
   * The terms that differ from a term in a few letters, as lunr finds them; words that are no term may be among them.
   *
   * @param {string} term
   * @param {number} most how many
   * @returns {Promise<string[]>} the closest first
   */
  async near(term, most) {
    const listed = most > 1 || term.length < 3 ? await this.everyWord() : await this.neighbours(term);
    const far = new Map(listed.flatMap((each) => [...this.termsOf(each), each.word]).map((each) => [each, distance(term, each, most)]));
    const near = [...far].filter(([, steps]) => steps <= most);
    return near.sort((one, other) => one[1] - other[1]).map(([each]) => each);
  }

  /**
   * The terms of the words that begin so, the most frequent first.
   *
   * @param {string} letters
   * @returns {Promise<string[]>}
   */
  async beginning(letters) {
    const listed = await this.list([...letters][0] ?? "", this.manifest.letters, "words/");
    const found = listed.filter(({ word }) => word.startsWith(letters)).sort((one, other) => other.weight - one.weight);
    return [...new Set(found.flatMap((each) => this.termsOf(each)))];
  }

  /**
   * The words that one typo, or in a long word two, may have made of another: those with the fewest, the most frequent first.
   *
   * @param {string} word
   * @returns {Promise<string[]>} none where the word itself is known
   */
  async meant(word) {
    const listed = await this.neighbours(word);
    for (const most of word.length < TWO_TYPOS_FROM ? [1] : [1, 2]) {
      const close = listed.filter((each) => distance(word, each.word, most) <= most);
      close.sort((one, other) => other.weight - one.weight);
      if (close.some((each) => each.word === word)) return [];
      if (close.length) return [...new Set(close.map((each) => each.word))];
    }
    return [];
  }

  /**
   * @param {Listed} listed
   * @returns {string[]} its terms in the languages of the index, worked out once
   */
  termsOf(listed) {
    listed.terms ??= variants(listed.word, this.manifest.languages);
    return listed.terms;
  }

  /**
   * The lists in which a word with one typo stands, wherever the typo is.
   *
   * @param {string} word
   */
  async neighbours(word) {
    const [first = "", second = ""] = [...word];
    const { letters, seconds } = this.manifest;
    const lists = await Promise.all([
      this.list(first, letters, "words/"),
      this.list(second, letters, "words/"),
      this.list(second, seconds, "words/_"),
      this.list(first, seconds, "words/_"),
    ]);
    return lists.flat();
  }

  /** All words of the index. */
  async everyWord() {
    const { letters } = this.manifest;
    return (await Promise.all([...letters].map((letter) => this.list(letter, letters, "words/")))).flat();
  }

  /**
   * @param {string} letter
   * @param {string} known letters that have a list
   * @param {string} folder
   * @returns {Promise<Listed[]>}
   */
  async list(letter, known, folder) {
    if (!letter || !known.includes(letter)) return [];
    const name = folder + filePart(letter);
    let words = this.lists.get(name);
    if (!words) {
      words = unpackWords(await this.store.get(name));
      this.lists.set(name, words);
    }
    return words;
  }

  /**
   * @param {string} word
   * @returns {Promise<Map<string, string>>} the packed entries of a shard, by term
   */
  async shard(word) {
    const start = this.starts[placeOf(word, this.starts)] ?? "";
    let shard = this.shards.get(start);
    if (!shard) {
      const text = /** @type {string} */ (await this.store.get(`terms/${filePart(start)}`));
      shard = new Map(text.split("!").map((entry) => [/** @type {string} */ (entry.split(/[ -]/u, 1)[0]), entry]));
      this.shards.set(start, shard);
    }
    return shard;
  }
}

/**
 * The place of the last start that is not behind a word.
 *
 * @param {string} word
 * @param {string[]} starts in order
 */
function placeOf(word, starts) {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (/** @type {string} */ (starts[middle]) <= word) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Letters as a part of a file name; see `file_part` in search/shards.py.
 *
 * @param {string} letters
 */
export function filePart(letters) {
  const bytes = encodeURIComponent(letters).replace(/%([0-9A-F]{2})|(.)/gu, (_, code, letter) =>
    code ? code.toLowerCase() : letter.charCodeAt(0).toString(16),
  );
  return bytes || "_";
}

/**
 * The files with the lengths of a field; see `LENGTH_FILES` in search/files.py.
 *
 * @param {string} name
 */
export function lengthNames(name) {
  return name === "text" ? [0, 1, 2, 3].map((part) => `lengths/text-${part}`) : [`lengths/${name}`];
}

/**
 * The files of a very frequent term; see `_pieces` in search/shards.py.
 *
 * @param {string} term
 * @param {number} count
 */
function pieceNames(term, count) {
  return Array.from({ length: count }, (_, number) => `terms/${filePart(term)}-${number}`);
}

/**
 * Read the postings of an entry of a shard, as `_entry` in search/shards.py writes it.
 *
 * @param {string} entry
 * @param {number} width number of fields
 * @returns {Posting[]}
 */
function readPostings(entry, width) {
  const [, ...parts] = entry.split(" ");
  return Array.from({ length: width }, (_, field) => {
    const documents = unpackRising(parts[3 * field] ?? "");
    const frequencies = unpack(parts[3 * field + 1] ?? "");
    return {
      documents,
      frequencies: frequencies.length ? frequencies.map((each) => each + 1) : documents.map(() => 1),
      places: unpack(parts[3 * field + 2] ?? ""),
    };
  });
}

/**
 * @param {Posting[][]} pieces the same fields for one range of documents after the other
 * @returns {Posting[]}
 */
function joined(pieces) {
  const [first = [], ...rest] = pieces;
  if (!rest.length) return first;
  return first.map((_, field) => ({
    documents: pieces.flatMap((piece) => piece[field]?.documents ?? []),
    frequencies: pieces.flatMap((piece) => piece[field]?.frequencies ?? []),
    places: pieces.flatMap((piece) => piece[field]?.places ?? []),
  }));
}
