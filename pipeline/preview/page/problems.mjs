import { fill, find, make, plural, say } from './elements.mjs';

const [banner, bannerText, bannerShow] = ['banner', 'banner-text', 'banner-show'].map(find);
const [main, more, overlay, overlayHead] = ['main', 'more', 'overlay', 'overlay-head'].map(find);
const [problems, warnings] = ['problems', 'warnings'].map(find);

function excerptOf({ before, excerpt, line }) {
  const pre = make('pre', { tabIndex: 0, role: 'group', 'aria-label': `Excerpt around line ${line}` });
  for (const { number, text } of excerpt) {
    const count = make('span', { className: 'number' }, String(number));
    const isMeant = number === line;
    pre.append(make('span', { className: isMeant ? 'line meant' : 'line' }, count, text || ' '));
    if (!isMeant) continue;
    const gap = make('span', { className: 'number' });
    pre.append(
      make('span', { className: 'line caret', 'aria-hidden': 'true' }, gap, `${' '.repeat(before)}^`),
    );
  }
  return pre;
}

function problemItem(problem) {
  const { cause, excerpt, hint, place, reason, rule } = problem;
  const where = make('p', { className: 'where' }, make('strong', {}, place));
  if (rule !== '') where.append(make('span', { className: 'rule' }, rule));
  const item = make('li', { className: 'problem' }, where, make('p', { className: 'reason' }, reason));
  if (hint !== '') item.append(make('p', { className: 'hint' }, hint));
  if (cause !== '') item.append(make('p', { className: 'cause' }, `see ${cause}`));
  if (excerpt.length > 0) item.append(excerptOf(problem));
  return item;
}

function openOverlay(isOpen) {
  const held = overlay.contains(document.activeElement);
  overlay.hidden = !isOpen;
  bannerShow.textContent = isOpen ? 'Hide errors' : 'Show errors';
  bannerShow.setAttribute('aria-expanded', String(isOpen));
  // Focus never ends nowhere.
  if (held && !isOpen) (banner.hidden ? main : bannerShow).focus();
}

/** Errors as an overlay, with a banner above the pages; warnings and other countries in the foot. */
export function showProblems({ elsewhere = [], errors, isBefore, kind, pdf, html, warnings: minor }) {
  const isNew = fill(problems, errors, problemItem);
  const hasErrors = errors.length > 0;
  const [first] = errors;
  say(find('alert'), first ? `${plural(errors.length, 'error')}. ${first.place}: ${first.reason}` : '');
  say(overlayHead, plural(errors.length, 'error'));
  banner.hidden = !hasErrors;
  const hasPages = kind === 'document' && (pdf ?? html) !== null;
  say(
    bannerText,
    isBefore && hasPages
      ? 'The pages are those before the error.'
      : kind === 'document'
        ? 'There are no pages yet.'
        : 'Some documents cannot be made now.',
  );
  if (isNew || !hasErrors) openOverlay(hasErrors);
  say(find('warnings-head'), plural(minor.length, 'warning'));
  fill(warnings, minor, problemItem);
  const others = elsewhere.length === 0 ? [] : [elsewhere];
  fill(find('elsewhere'), others, (codes) => {
    const links = codes.slice(0, 12).flatMap((code) => [' ', make('a', { href: `/${code}` }, code)]);
    return make('span', {}, 'Errors elsewhere:', ...links, codes.length > 12 ? ' …' : '');
  });
  find('warnings-head').parentElement.hidden = minor.length === 0;
  more.hidden = minor.length === 0 && elsewhere.length === 0;
}

bannerShow.addEventListener('click', () => {
  openOverlay(overlay.hidden);
  if (!overlay.hidden) overlayHead.focus();
});
find('overlay-hide').addEventListener('click', () => openOverlay(false));
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && !overlay.hidden) openOverlay(false);
});
