/**
 * What can be chosen, and the records that can be changed: files of the site, each loaded once, when it is needed.
 *
 * @typedef {import("./spec.js").Option} Option
 * @typedef {import("./spec.js").Spec} Spec
 * @typedef {import("./file.js").Original} Original
 * @typedef {{ options: Option[], taken: Set<string> }} Titles the records of a collection; `taken` has their old ids too
 */
import { loadScript } from "../search/store.js";
import { folded, slugOf } from "./ids.js";

/** The files in the folder of the form. */
export class Offers {
  /**
   * @param {string} base the address of their folder, with a slash at its end
   * @param {import("../search/store.js").Load} load
   */
  constructor(base, load = loadScript) {
    this.base = base;
    this.load = load;
    /** @type {Map<string, unknown>} */
    this.received = new Map();
    /** @type {Map<string, Promise<unknown>>} */
    this.asked = new Map();
  }

  /**
   * What each file calls.
   *
   * @param {string} name
   * @param {unknown} data
   */
  receive(name, data) {
    this.received.set(name, data);
  }

  /**
   * @param {string} name
   * @param {string} path
   * @returns {Promise<any>}
   */
  get(name, path) {
    const loading = this.asked.get(name) ?? this.load(`${this.base}${path}.js`).then(() => this.received.get(name));
    this.asked.set(name, loading);
    loading.catch(() => this.asked.delete(name));
    return loading;
  }

  /**
   * The records of a collection.
   *
   * @param {string} collection
   * @returns {Promise<Titles>}
   */
  async titles(collection) {
    return titlesFrom(String((await this.get(`titles/${collection}`, collection)) ?? ""));
  }

  /**
   * The text of a long code list.
   *
   * @param {string} name
   */
  async list(name) {
    return String((await this.get(`lists/${name}`, `_lists/${name}`)) ?? "");
  }

  /**
   * A record as it was written.
   *
   * @param {Spec} spec
   * @param {string} id
   * @returns {Promise<Original | null | undefined>} nothing where there is no such record; null where no form can change it
   */
  async original({ collection }, id) {
    // The id is from the address: only what is listed is made the name of a file.
    if (!(await this.titles(collection)).options.some((each) => each.id === id)) return undefined;
    return this.get(`texts/${collection}/${id}`, `${collection}/${id}`);
  }
}

/**
 * Read a list of titles: a line a record, with its id (where it does not follow from the title), title and old ids.
 *
 * @param {string} text
 * @returns {Titles}
 */
export function titlesFrom(text) {
  const lines = text ? text.split("\n").map((line) => line.split("\t")) : [];
  const options = lines.map(([id, label = ""]) => ({ id: id || slugOf(label), label, note: id || slugOf(label) }));
  const old = lines.flatMap(([, , aliases]) => aliases?.split(" ") ?? []);
  return { options, taken: new Set([...options.map(({ id }) => id), ...old]) };
}

/**
 * The options that have all typed words in their label or id, or in another name: what is called just so comes first, then what
 * begins so. Where only another name has them, that is the note beside the label, so that it is seen why it is offered.
 *
 * @param {Option[]} options
 * @param {string} typed
 */
export function optionsFor(options, typed) {
  const words = wordsOf(typed);
  if (!words.length) return options;
  const start = words.join(" ");
  /** @type {Option[][]} */
  const ranks = Array.from({ length: NOT_ITS_START + 1 }, () => []);
  for (const option of options) {
    const has = (/** @type {string[]} */ ...names) => words.every((word) => names.some((name) => folded(name).includes(word)));
    const other = has(option.id, option.label) ? undefined : option.also?.find((name) => has(name));
    if (other) ranks[rankOf(option, start)]?.push({ ...option, note: other });
    else if (has(option.id, option.label)) ranks[rankOf(option, start)]?.push(option);
  }
  return ranks.flat();
}

const [SAME, SAME_AS_OTHER_NAME, ITS_START, START_OF_OTHER_NAME, NOT_ITS_START] = [0, 1, 2, 3, 4];

/**
 * How near what is typed is to what an option is called.
 *
 * @param {Option | undefined} option
 * @param {string} start what is typed, folded
 */
function rankOf(option, start) {
  if (!option || !start) return NOT_ITS_START;
  const [id, label] = [folded(option.id), folded(option.label)];
  const others = (option.also ?? []).map(folded);
  if (id === start || label === start) return SAME;
  if (others.includes(start)) return SAME_AS_OTHER_NAME;
  if (label.startsWith(start)) return ITS_START;
  return others.some((name) => name.startsWith(start)) ? START_OF_OTHER_NAME : NOT_ITS_START;
}

/** @param {string} typed */
function wordsOf(typed) {
  return folded(typed).split(/\s+/u).filter(Boolean);
}

/**
 * The place of the option that can only be meant by what is typed; -1 where it is not certain.
 *
 * @param {Option[]} found the options that `optionsFor` gives for it
 * @param {string} typed
 */
export function certainOf(found, typed) {
  const start = wordsOf(typed).join(" ");
  const [first, second] = [rankOf(found[0], start), rankOf(found[1], start)];
  const isSame = first === SAME || (first === SAME_AS_OTHER_NAME && second > first);
  return found.length === 1 || isSame || (first < NOT_ITS_START && second === NOT_ITS_START) ? 0 : -1;
}

/**
 * The id of what is called just as is typed, for who did not choose it from the list; nothing where another name is that of two.
 *
 * @param {Option[]} options
 * @param {string} typed
 */
export function namedBy(options, typed) {
  const start = wordsOf(typed).join(" ");
  const found = optionsFor(options, typed).filter((each) => rankOf(each, start) <= SAME_AS_OTHER_NAME);
  return found.length === 1 || rankOf(found[0], start) === SAME ? found[0]?.id : undefined;
}
