/**
 * The search: a question in, an answer out. Loads of the index what the question needs.
 */
import { complete, expand, mend } from "./expansion.js";
import { plainQuery, parseQuery, QueryFault } from "./grammar.js";
import { lengthNames, TermIndex } from "./index.js";
import { unpack, unpackRising } from "./packing.js";
import { DILUTED, rank } from "./ranking.js";
import { loadScript, Store } from "./store.js";
import { registerRules, rulesNeeded, tokensWithPlaces, variants } from "./words.js";

/**
 * @typedef {import("./question.js").Question} Question
 * @typedef {import("./question.js").Choice} Choice
 * @typedef {import("./scoring.js").Expanded} Expanded
 * @typedef {import("./index.js").Manifest} Manifest
 *
 * A document as it is shown; `url` is relative to the root of the site, `date` empty or a partial ISO date.
 * @typedef {{ url: string, type: string, kind: string, title: string, summary: string, language: string, date: string }} Found
 *
 * What was done to the question: every word was found, only some, a typo was mended, it was read as plain words, nothing was found.
 * @typedef {{ kind: "all" | "some" | "mended" | "plain" | "none", words: [typed: string, used: string][] }} Note
 *
 * @typedef {object} Answer
 * @property {number[]} hits documents by number, in order
 * @property {Note} note
 * @property {string} numbering to be given with the hits when more is asked of them
 * @property {(text: string, language: string) => [number, number][]} matches which parts of a text to mark
 * @property {(hit: number) => string[]} fields where a document has the words
 *
 * @typedef {{ id: string, label: string, broader: string }} FacetValue
 * @typedef {{ name: string, title: string, types: string[] }} FacetHead facets without types are for all
 * @typedef {{ values: FacetValue[], counts: (question: Question) => Promise<Map<string, number>> }} Facet
 * @typedef {{ value: FacetValue, documents: number[] }[]} Column
 *
 * @typedef {{ expanded: Expanded[], hits: number[], note: Note }} Search
 */

/** Questions whose hits are remembered, since a page asks again for each facet. */
const REMEMBERED = 8;

/** The search over one index. */
export class Engine {
  /**
   * @param {string} base address of the folder of the index
   * @param {import("./store.js").Load} load
   */
  constructor(base, load = loadScript) {
    this.store = new Store(base, load);
    /** @type {Promise<TermIndex> | undefined} */
    this.opened = undefined;
    /** @type {Map<string, Promise<Search>>} */
    this.searches = new Map();
    /** Columns by the data that they were read from. @type {WeakMap<object, Column>} */
    this.columnsRead = new WeakMap();
  }

  /**
   * Load what every question needs, and say how much there is.
   *
   * @returns {Promise<{ total: number, facets: FacetHead[] }>}
   */
  async ready() {
    const { manifest } = await this.open();
    return { total: manifest.size, facets: manifest.facets.map(([name, title, types]) => ({ name, title, types })) };
  }

  /** @returns {Promise<TermIndex>} */
  open() {
    if (!this.opened) {
      for (const name of DILUTED.flatMap(lengthNames)) this.store.get(name).catch(() => {}); // needed soon; who needs it, hears of a fault
      this.opened = this.store.get("manifest").then((manifest) => new TermIndex(this.store, manifest));
      this.opened.catch(() => (this.opened = undefined));
    }
    return this.opened;
  }

  /**
   * Answer a question. Nothing asked at all is answered with every document.
   *
   * @param {Question} question
   * @returns {Promise<Answer>}
   */
  ask(question) {
    return this.withOneNumbering(async () => {
      const index = await this.open();
      const search = await this.search(question.text);
      const left = await this.filter(search.hits, question.choices, "");
      const hits = await this.order(left, question.sort);
      const note = hits.length ? search.note : { ...search.note, kind: /** @type {const} */ ("none") };
      return { hits, note, numbering: this.store.numbering, ...explanation(search.expanded, index.manifest) };
    });
  }

  /**
   * Run a task; where a browser kept files from before the list of documents changed, load all anew and run it again.
   *
   * @template Result
   * @param {() => Promise<Result>} task
   * @returns {Promise<Result>}
   */
  async withOneNumbering(task) {
    try {
      return await task();
    } catch (fault) {
      if (!this.startAnew(fault)) throw fault;
      return task();
    }
  }

  /**
   * @param {unknown} fault
   * @returns {boolean} whether all must be loaded anew
   */
  startAnew(fault) {
    if (!this.store.startAnew(fault)) return false;
    this.opened = undefined;
    this.searches.clear();
    return true;
  }

  /**
   * @param {string} text
   * @returns {Promise<Search>}
   */
  search(text) {
    let search = this.searches.get(text);
    if (!search) {
      search = this.searchAnew(text);
      this.searches.set(text, search);
      search.catch(() => this.searches.delete(text));
      for (const old of [...this.searches.keys()].slice(0, -REMEMBERED)) this.searches.delete(old);
    }
    return search;
  }

  /**
   * @param {string} text
   * @returns {Promise<Search>}
   */
  async searchAnew(text) {
    const index = await this.open();
    if (!text.trim()) return { expanded: [], hits: everything(index.manifest.size), note: { kind: "all", words: [] } };
    const { manifest } = index;
    await this.loadRules(text, manifest);
    const { clauses, isPlain } = read(text, manifest);
    const expanding = expand(index, clauses).then((expanded) => complete(index, expanded));
    const [numbers, completed] = await Promise.all([index.numbers(DILUTED), expanding]);
    let mended = await mend(index, completed, false);
    let ranked = rank(mended.expanded, numbers);
    if (!ranked.haveAll) {
      const again = await mend(index, completed, true);
      const other = rank(again.expanded, numbers);
      if (again.words.length > mended.words.length && other.hits.length) [mended, ranked] = [again, other];
    }
    const words = mended.words;
    const kind = !mended.expanded.length ? "none" : isPlain ? "plain" : !ranked.haveAll ? "some" : words.length ? "mended" : "all";
    return { expanded: mended.expanded, hits: mended.expanded.length ? ranked.hits : [], note: { kind, words } };
  }

  /**
   * Load the rules of the languages that words of a text may be in.
   *
   * @param {string} text
   * @param {Manifest} manifest
   */
  async loadRules(text, manifest) {
    const needed = rulesNeeded(text, manifest.languages).filter((language) => manifest.rules.includes(language));
    await Promise.all(needed.map(async (language) => registerRules(language, await this.store.get(`rules/${language}`))));
  }

  /**
   * Keep what the choices leave: in a facet any of the values, every facet, nothing that is excluded.
   *
   * @param {number[]} hits
   * @param {Record<string, Choice>} choices
   * @param {string} without a facet whose choice does not count
   */
  async filter(hits, choices, without) {
    const { manifest } = await this.open();
    let left = hits;
    for (const [name, { include, exclude }] of Object.entries(choices)) {
      if (name === without || !manifest.facets.some(([facet]) => facet === name)) continue;
      const column = await this.column(name);
      if (include.length) left = keep(left, column, include, true, manifest.size);
      if (exclude.length) left = keep(left, column, exclude, false, manifest.size);
    }
    return left;
  }

  /**
   * Get a file that belongs to numbers which the page already has: of another numbering it would show other documents.
   *
   * @param {string} name
   */
  async part(name) {
    try {
      return await this.store.get(name);
    } catch (fault) {
      this.startAnew(fault); // for the next question; this one has failed
      throw fault;
    }
  }

  /**
   * @param {string} name
   * @returns {Promise<Column>}
   */
  async column(name) {
    /** @type {[string, string, string, string][]} */
    const values = await this.part(`facets/${name}`);
    let column = this.columnsRead.get(values);
    if (!column) {
      column = values.map(([id, label, broader, packed]) => ({ value: { id, label, broader }, documents: unpackRising(packed) }));
      this.columnsRead.set(values, column);
    }
    return column;
  }

  /**
   * @param {string | undefined} numbering
   */
  expectNumbering(numbering) {
    if (numbering && numbering !== this.store.numbering) throw new Error("documents have other numbers by now");
  }

  /**
   * @param {number[]} hits the best first
   * @param {import("./question.js").Sort} sort
   */
  async order(hits, sort) {
    if (sort === "relevance") return hits;
    const ranks = unpack(await this.store.get(`orders/${sort}`));
    const sign = sort === "date" ? -1 : 1; // the newest first; what has no date has rank 0
    return [...hits].sort((one, other) => sign * (Number(ranks[one]) - Number(ranks[other])) || one - other);
  }

  /**
   * Load what is shown of documents.
   *
   * @param {number[]} hits
   * @param {string} [numbering] of the answer that they come from
   * @returns {Promise<Found[]>} in the order of the hits
   * @throws {Error} where documents have other numbers by now; then ask again
   */
  async documents(hits, numbering) {
    const { manifest } = await this.open();
    this.expectNumbering(numbering);
    const kinds = new Map(manifest.kinds);
    return Promise.all(
      hits.map(async (hit) => {
        const block = await this.part(`documents/${Math.floor(hit / manifest.block)}`);
        const [url, type, title, summary, language, date = ""] = block[hit % manifest.block];
        return { url, type, kind: kinds.get(type) ?? "", title, summary, language, date };
      }),
    );
  }

  /**
   * Load a facet.
   *
   * @param {string} name
   * @returns {Promise<Facet>} with how many documents each value would leave, its own choice left out
   */
  async facet(name) {
    const column = await this.column(name);
    return {
      values: column.map(({ value }) => value),
      counts: async (question) => {
        const { hits } = await this.search(question.text);
        const { manifest } = await this.open();
        const exclude = question.choices[name]?.exclude ?? [];
        const all = await this.filter(hits, question.choices, name);
        const left = marked(exclude.length ? keep(all, column, exclude, false, manifest.size) : all, manifest.size);
        const without = marked(all, manifest.size); // what is excluded is counted as if it were not
        return new Map(column.map(({ value, documents }) => [value.id, count(documents, exclude.includes(value.id) ? without : left)]));
      },
    };
  }

  /**
   * The labels of documents in facets, as cells of a table.
   *
   * @param {number[]} hits
   * @param {string[]} names of facets
   * @param {string} [numbering] of the answer that they come from
   * @returns {Promise<string[][]>} a row for each hit, a cell for each facet; values with "; " between them
   */
  async columns(hits, names, numbering) {
    await this.open();
    this.expectNumbering(numbering);
    const rows = new Map(hits.map((hit) => [hit, names.map(() => /** @type {string[]} */ ([]))]));
    for (const [place, name] of names.entries()) {
      for (const { value, documents } of await this.column(name)) {
        for (const document of documents) rows.get(document)?.[place]?.push(value.label);
      }
    }
    return [...rows.values()].map((row) => row.map((labels) => labels.join("; ")));
  }
}

/**
 * Open the search of a site.
 *
 * @param {string} base address of the folder of the index, with a slash at its end
 * @param {import("./store.js").Load} [load]
 */
export function createEngine(base, load) {
  const engine = new Engine(base, load);
  const place = /** @type {any} */ (globalThis);
  place.clearinghouse = { ...place.clearinghouse, receive: engine.store.receive.bind(engine.store) };
  return engine;
}

/**
 * @param {string} text
 * @param {Manifest} manifest
 */
function read(text, manifest) {
  try {
    return { clauses: parseQuery(text, manifest.fields.map(([name]) => name)), isPlain: false };
  } catch (fault) {
    if (fault instanceof QueryFault) return { clauses: plainQuery(text), isPlain: true };
    throw fault;
  }
}

/** @param {number} size */
function everything(size) {
  return Array.from({ length: size }, (_, document) => document);
}

/**
 * @param {number[]} documents
 * @param {number} size
 */
function marked(documents, size) {
  const marks = new Uint8Array(size);
  for (const document of documents) marks[document] = 1;
  return marks;
}

/**
 * @param {number[]} documents
 * @param {Uint8Array} marks
 */
function count(documents, marks) {
  return documents.reduce((sum, each) => sum + Number(marks[each]), 0);
}

/**
 * @param {number[]} hits
 * @param {Column} column
 * @param {string[]} ids
 * @param {boolean} isWanted whether documents with such a value are kept, or the others
 * @param {number} size
 */
function keep(hits, column, ids, isWanted, size) {
  const having = new Uint8Array(size);
  for (const { value, documents } of column) {
    if (ids.includes(value.id)) for (const document of documents) having[document] = 1;
  }
  return hits.filter((hit) => Boolean(having[hit]) === isWanted);
}

/**
 * Why a document was found.
 *
 * @param {Expanded[]} expanded
 * @param {Manifest} manifest
 * @returns {Pick<Answer, "matches" | "fields">}
 */
function explanation(expanded, manifest) {
  const wanted = expanded.filter(({ clause }) => clause.presence !== "prohibited");
  const candidates = wanted.flatMap((each) => each.candidates);
  const terms = new Set(candidates.map(({ term }) => term));
  return {
    matches: (text, language) =>
      tokensWithPlaces(text).flatMap(([token, start, end]) =>
        variants(token, [language]).some((term) => terms.has(term)) ? [/** @type {[number, number]} */ ([start, end])] : [],
      ),
    fields: (hit) =>
      manifest.fields.flatMap(([name], field) => (candidates.some(({ postings }) => has(postings[field]?.documents ?? [], hit)) ? [name] : [])),
  };
}

/**
 * @param {number[]} documents by rising number
 * @param {number} hit
 */
function has(documents, hit) {
  let [low, high] = [0, documents.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Number(documents[middle]) < hit) low = middle + 1;
    else high = middle;
  }
  return documents[low] === hit;
}
