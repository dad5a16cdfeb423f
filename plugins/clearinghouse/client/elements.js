/**
 * Elements of the page. Whatever comes from records is put in as text, never as HTML.
 */

/**
 * Make an element.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | boolean | undefined>} attributes `true` sets one without a value; `false` and `undefined` leave it out
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(attribute, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/**
 * Make a button that does something on this page.
 *
 * @param {string} style its classes
 * @param {() => void} onPress
 * @param {...(Node | string)} children what stands on it
 */
export function button(style, onPress, ...children) {
  const made = element("button", { type: "button", class: style }, ...children);
  made.addEventListener("click", onPress);
  return made;
}

/**
 * Text that only screen readers read.
 *
 * @param {string} text
 */
export function spoken(text) {
  return element("span", { class: "ch-hidden" }, text);
}

/**
 * A message whose places hold what somebody wrote, perhaps in the other direction: each value stands for itself.
 *
 * @param {string | undefined} message with places such as `{query}`
 * @param {Record<string, string | number>} values
 * @returns {(Node | string)[]} to be put into an element
 */
export function isolated(message, values) {
  // Split at its places, every second piece is the name of one.
  return (message ?? "").split(/\{(\w+)\}/u).map((piece, number) => {
    if (number % 2 === 0) return piece;
    return Object.hasOwn(values, piece) ? element("bdi", {}, String(values[piece])) : `{${piece}}`;
  });
}

/**
 * The one element that a selector names.
 *
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(within, selector) {
  const found = within.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`nothing on this page is ${selector}`);
  return found;
}

/** The direction that a language is written in. @param {string} language */
export function directionOf(language) {
  return /^(ar|fa|he|ur)\b/u.test(language) ? "rtl" : "ltr";
}

/**
 * Call a function once, a moment after the last of many events.
 *
 * @param {() => void} what
 * @param {number} wait milliseconds
 */
export function afterPause(what, wait) {
  let waiting = 0;
  return {
    /** Start to wait, or wait anew. */
    start() {
      clearTimeout(waiting);
      waiting = window.setTimeout(what, wait);
    },
    /** Do not call it any more. */
    stop() {
      clearTimeout(waiting);
    },
  };
}
