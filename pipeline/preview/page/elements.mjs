/** The parts of the page by their ids, and how they are filled. */

export const find = (id) => document.getElementById(id);

/** An element with text or children; what comes from files is only ever text. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes('-') || key === 'role') element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
}

/** Changes a text only when it differs, so that a screen reader says it once. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function plural(count, noun) {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Writes a list anew when it has changed; who reads it is not disturbed otherwise. */
export function fill(element, items, item) {
  const text = JSON.stringify(items);
  if (element.dataset.text === text) return false;
  element.dataset.text = text;
  element.replaceChildren(...items.map(item));
  return true;
}
