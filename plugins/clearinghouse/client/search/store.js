/**
 * The files of the index, each loaded once, as classic scripts that call `clearinghouse.receive`: that works the same over
 * http and from a folder on a disk, and needs neither fetch nor module files.
 */

/**
 * Loads one script; the promise is fulfilled when it has run, and rejected when it could not be loaded.
 *
 * @typedef {(address: string) => Promise<void>} Load
 */

/** The list of documents changed between two files: a browser kept one of them from before. */
class AnotherNumbering extends Error {}

/**
 * Load a classic script by an element of the page.
 *
 * @type {Load}
 */
export function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.charset = "utf-8";
    script.src = address;
    script.onload = () => {
      script.remove();
      resolve();
    };
    script.onerror = () => {
      script.remove();
      reject(new Error(`${address} could not be loaded`));
    };
    document.head.append(script);
  });
}

/** Files of the index by name, such as `terms/6c61`. */
export class Store {
  /**
   * @param {string} base address of the folder of the index, with a slash at its end
   * @param {Load} load
   */
  constructor(base, load = loadScript) {
    this.base = base;
    this.load = load;
    /** What was received, by name: the data and the numbering of documents that they belong to, empty where they name none. @type {Map<string, [unknown, string]>} */
    this.received = new Map();
    /** @type {Map<string, Promise<any>>} */
    this.asked = new Map();
    /** What the addresses of files end with, so that no file from before another numbering is taken from a browser's store. */
    this.numbering = "";
    /** When everything was loaded anew, so that the first file is not taken from the browser's store again. */
    this.moment = 0;
  }

  /**
   * What each file calls.
   *
   * @param {string} name
   * @param {string} numbering
   * @param {unknown} data
   */
  receive(name, numbering, data) {
    this.received.set(name, [data, numbering]);
  }

  /**
   * Get the data of a file.
   *
   * @param {string} name
   * @returns {Promise<any>}
   */
  get(name) {
    let promise = this.asked.get(name);
    if (!promise) {
      promise = this.loadOnce(name);
      this.asked.set(name, promise);
      promise.catch(() => this.asked.delete(name));
    }
    return promise;
  }

  /**
   * @param {string} name
   * @returns {Promise<any>}
   */
  async loadOnce(name) {
    await this.load(`${this.base}${name}.js${this.numbering || this.moment ? `?${this.numbering || this.moment}` : ""}`);
    const received = this.received.get(name);
    this.received.delete(name);
    if (!received) throw new Error(`${name} sent nothing`);
    const [data, numbering] = received;
    if (numbering && this.numbering && numbering !== this.numbering) throw new AnotherNumbering(name);
    this.numbering ||= numbering;
    return data;
  }

  /**
   * Say whether a fault means that everything must be loaded anew; if so, forget what is here.
   *
   * @param {unknown} fault
   */
  startAnew(fault) {
    if (!(fault instanceof AnotherNumbering)) return false;
    this.asked.clear();
    this.numbering = "";
    this.moment = Date.now();
    return true;
  }
}
