import { find, make } from './elements.mjs';

const htmlPlace = find('html-place');

/** Reads a new page behind the old one and exchanges them at the same place. */
export function showHtml(address) {
  if (htmlPlace.dataset.asked === address) return;
  htmlPlace.dataset.asked = address;
  for (const coming of htmlPlace.querySelectorAll('iframe.coming')) coming.remove();
  // No script runs in it; to be of the same origin lets this page read and set its place.
  const next = make('iframe', { className: 'coming', title: 'The web page as a reader sees it' });
  next.setAttribute('sandbox', 'allow-same-origin allow-downloads');
  next.src = address;
  next.addEventListener('load', () => {
    if (htmlPlace.dataset.asked !== address) return;
    const old = htmlPlace.querySelector('iframe:not(.coming)');
    const from = old?.contentWindow;
    if (from) next.contentWindow?.scrollTo({ left: from.scrollX, top: from.scrollY, behavior: 'instant' });
    const isHeld = old !== null && document.activeElement === old;
    next.className = '';
    old?.remove();
    if (isHeld) next.focus();
    htmlPlace.dataset.shown = address;
  });
  htmlPlace.append(next);
}
