/**
 * What Material keeps in the browser, also where browsers do not keep it. It must run before Material's own script, and is one
 * file that all pages share, so that none carries it.
 * @module
 */

const COLOURS = "clearinghouse-colours";
const YEAR = 31_536_000; // in seconds

/** Where a browser refuses storage ("block site data"), Material's script would stop: give it a store for this page. */
export function standInForStorage() {
  try {
    window.localStorage.length;
  } catch {
    for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { value: storeOfPage() });
  }
}

/** A store that lasts as long as the page. */
export function storeOfPage() {
  /** @type {Map<string, string>} */
  const kept = new Map();
  return {
    /** @param {string} key */
    getItem: (key) => kept.get(key) ?? null,
    /** @param {string} key @param {unknown} value */
    setItem: (key, value) => void kept.set(key, String(value)),
    /** @param {string} key */
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    /** @param {number} index */
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

/**
 * From the disk, Firefox gives each page a store of its own, so the colours that a reader chose would end with the page: a
 * cookie goes along.
 */
export function keepColoursInCookie() {
  const material = /** @type {{ __md_get: Function, __md_set: Function }} */ (/** @type {unknown} */ (window));
  const { __md_get: get, __md_set: set } = material;
  material.__md_set = (/** @type {string} */ key, /** @type {unknown} */ value, /** @type {unknown[]} */ ...more) => {
    set(key, value, ...more);
    if (key !== "__palette") return;
    try {
      const text = encodeURIComponent(JSON.stringify(value));
      document.cookie = `${COLOURS}=${text};path=/;max-age=${YEAR};samesite=lax`;
    } catch {
      // A browser that refuses cookies keeps the colours for this page alone.
    }
  };
  material.__md_get = (/** @type {string} */ key, /** @type {unknown[]} */ ...more) => {
    const kept = key === "__palette" ? colours() : null;
    return kept ?? get(key, ...more);
  };
}

/** The colours that the cookie keeps; null where there are none, or cookies are refused. */
function colours() {
  try {
    const kept = document.cookie.split("; ").find((each) => each.startsWith(`${COLOURS}=`));
    return kept ? JSON.parse(decodeURIComponent(kept.slice(COLOURS.length + 1))) : null;
  } catch {
    return null;
  }
}

if (typeof window !== "undefined") {
  standInForStorage();
  if (location.protocol === "file:") keepColoursInCookie();
}
