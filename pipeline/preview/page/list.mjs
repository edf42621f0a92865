import { fill, find, make } from './elements.mjs';

const [filter, rows] = ['filter', 'rows'].map(find);
const stateWords = { fresh: 'fresh', stale: 'stale', error: 'error', unknown: '…' };

/** The countries with the state of their documents. */
export function showList({ countries }) {
  const isChanged = fill(rows, countries, ({ hasNarrative, iso3, name, state }) =>
    make(
      'tr',
      {},
      make('th', { scope: 'row' }, make('a', { href: `/${iso3}` }, name)),
      make('td', {}, iso3),
      make('td', { 'data-state': state }, stateWords[state]),
      make('td', { 'data-state': hasNarrative ? 'some' : 'none' }, hasNarrative ? 'yes' : 'no narrative'),
    ),
  );
  if (isChanged) narrow();
}

function narrow() {
  const wanted = filter.value.trim().toLowerCase();
  for (const row of rows.rows) {
    const [name, code] = [...row.cells].map(({ textContent }) => textContent.toLowerCase());
    row.hidden = !name.includes(wanted) && code !== wanted;
  }
}
filter.addEventListener('input', narrow);
