/** The preview's page: shows what the server tells it, and keeps its place while pages are exchanged. */
import { fill, find, make, plural, say } from './elements.mjs';
import { showList } from './list.mjs';
import { showPdf } from './pdf.mjs';
import { showProblems } from './problems.mjs';
import { showHtml } from './web-page.mjs';

const [choices, list, main, status, views] = ['choices', 'list', 'main', 'status', 'views'].map(find);

function link(id, address) {
  const element = find(id);
  element.hidden = address === null;
  if (address !== null) element.href = address.split('?')[0];
}

function showDocument(told) {
  fill(choices, told.choices.length > 1 ? told.choices : [], ({ address, isShown, label }) => {
    const anchor = make('a', { href: address }, label);
    if (isShown) anchor.setAttribute('aria-current', 'page');
    return anchor;
  });
  choices.hidden = told.choices.length < 2;
  views.hidden = false;
  // A handout is paper alone.
  find('html').hidden = told.html === null && told.pdf !== null;
  find('pdf').hidden = false;
  link('html-link', told.html);
  link('pdf-link', told.pdf);
  if (told.html !== null) showHtml(told.html);
  if (told.pdf !== null) void showPdf(told.pdf);
}

function show(told) {
  const { errors, isWorking, kind } = told;
  const title = kind === 'list' ? 'Countries' : `${told.name} (${told.iso3})`;
  say(find('title'), title);
  document.title = `${errors.length > 0 ? `${plural(errors.length, 'error')}, ` : ''}${title}, preview`;
  find('trail').hidden = kind === 'list';
  list.hidden = kind !== 'list';
  if (kind === 'list') showList(told);
  else showDocument(told);
  showProblems(told);
  const time = told.milliseconds > 0 ? `, ${told.milliseconds} ms` : '';
  const words = errors.length > 0 ? plural(errors.length, 'error') : `Up to date${time}`;
  say(status, isWorking ? 'Working …' : words);
  status.dataset.state = isWorking ? 'working' : errors.length > 0 ? 'fault' : 'good';
}

for (const button of views.children) {
  button.addEventListener('click', () => {
    main.dataset.view = button.dataset.view;
    for (const one of views.children) one.setAttribute('aria-pressed', String(one === button));
  });
}

const events = new EventSource(`/-/events?at=${encodeURIComponent(location.pathname + location.search)}`);
events.addEventListener('message', ({ data }) => show(JSON.parse(data)));
events.addEventListener('error', () => {
  say(status, 'The preview has ended, or cannot be reached. Trying again …');
  status.dataset.state = 'fault';
});
