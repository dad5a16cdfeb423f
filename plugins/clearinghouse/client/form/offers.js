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
 * The options that have all typed words in their label or id: what is called just so comes first, then what begins so.
 *
 * @param {Option[]} options
 * @param {string} typed
 */
export function optionsFor(options, typed) {
  const words = folded(typed).split(/\s+/u).filter(Boolean);
  if (!words.length) return options;
  const start = words.join(" ");
  /** @type {Option[][]} */
  const ranks = [[], [], []];
  for (const option of options) {
    const [id, label] = [folded(option.id), folded(option.label)];
    const isSame = id === start || label === start;
    if (words.every((word) => label.includes(word) || id.includes(word))) ranks[isSame ? 0 : label.startsWith(start) ? 1 : 2]?.push(option);
  }
  return ranks.flat();
}

/**
 * The place of the option that can only be meant by what is typed; -1 where it is not certain.
 *
 * @param {Option[]} found the options that `optionsFor` gives for it
 * @param {string} typed
 */
export function certainOf(found, typed) {
  const start = folded(typed).split(/\s+/u).filter(Boolean).join(" ");
  const begins = (/** @type {Option | undefined} */ option) => Boolean(option && start && folded(option.label).startsWith(start));
  const isSame = found[0] && [folded(found[0].id), folded(found[0].label)].includes(start);
  return found.length === 1 || isSame || (begins(found[0]) && !begins(found[1])) ? 0 : -1;
}
