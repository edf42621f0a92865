import type { PrintedElement } from '../model.ts';

/** What one look at the laid-out page tells, before it is printed. */
export interface PageFacts {
  readonly elements: readonly PrintedElement[];
  /** Starts of texts that do not fit their box. */
  readonly overflows: readonly string[];
  /** Faces that did not load, as `family weight`. */
  readonly missingFaces: readonly string[];
  /** Elements that act or fetch, as they are written: none has a place in a print. */
  readonly active: readonly string[];
  /** Names of pictures whose data the browser cannot read. */
  readonly brokenPictures: readonly string[];
  /** For each box that must hold what is in it, the range of its elements. */
  readonly boxes: readonly (readonly [number, number])[];
  /** Texts and pictures that are laid out and read aloud: none means an empty page. */
  readonly contents: number;
}

/**
 * Runs inside the page. The elements are those that the browser gives a structure element of the same type, in
 * document order, so that the finisher can walk both side by side. It must not refer to anything outside itself. Without
 * a width nothing is laid out: whatever is not `hidden` counts as shown, and no box is looked at.
 */
export function factsOfPage(pageWidth: number | null): PageFacts {
  const types: Record<string, string> = {
    P: 'P',
    H1: 'H1',
    H2: 'H2',
    H3: 'H3',
    H4: 'H4',
    H5: 'H5',
    H6: 'H6',
    UL: 'L',
    OL: 'L',
    LI: 'LI',
    TABLE: 'Table',
    TR: 'TR',
    TH: 'TH',
    TD: 'TD',
    CAPTION: 'Caption',
    FIGCAPTION: 'Caption',
    EM: 'Span',
    STRONG: 'Span',
  };
  /** These stay in the structure tree when they hold nothing; others vanish from it. */
  const lasting = ['LI', 'TR', 'TH', 'TD', 'Figure'];
  const squeeze = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim();
  const nameOf = (element: Element): string => {
    const label = element.getAttribute('aria-label');
    if (label) return squeeze(label);
    const ids = element.getAttribute('aria-labelledby');
    if (ids)
      return squeeze(
        ids
          .split(/\s+/)
          .map((id) => document.getElementById(id)?.textContent ?? '')
          .join(' '),
      );
    const alt = element.getAttribute('alt');
    if (alt !== null) return squeeze(alt);
    if (element.localName === 'a') return squeeze(element.textContent || element.getAttribute('title'));
    return squeeze(
      [...element.children]
        .filter(({ localName }) => localName === 'title' || localName === 'desc')
        .map(({ textContent }) => textContent)
        .join('. '),
    );
  };
  const elements: PrintedElement[] = [];
  const pageLang = document.documentElement.lang;
  const overflows: string[] = [];
  const boxes: [number, number][] = [];
  let contents = 0;
  const letter = /[^ \t\r\n\f\u200b]/;
  const isTooLarge = (element: HTMLElement): boolean => {
    const { clientWidth } = element;
    // Text in a line has no box of its own.
    if (clientWidth === 0) return false;
    // One pixel of grace: the browser rounds these lengths.
    if (element.scrollWidth > clientWidth + 1 || element.offsetWidth > (pageWidth ?? 0) + 1) return true;
    if (element.scrollHeight <= element.clientHeight + 1) return false;
    return element.hasAttribute('data-fit') || getComputedStyle(element).overflowY !== 'visible';
  };
  /** Of many texts in a box, the longest that an editor wrote: the one to shorten. */
  const longestIn = (element: Element): string => {
    const texts = [...element.querySelectorAll('[data-editable]')].map(({ textContent }) => textContent);
    return texts.sort((a, b) => b.length - a.length)[0] ?? element.textContent;
  };
  /** Asking the browser is quicker than asking for the styles; what has no box but shows its children is asked for its style. */
  const isShown = (element: Element): boolean => {
    if (element.checkVisibility({ visibilityProperty: true })) return true;
    const { display, visibility } = getComputedStyle(element);
    return display === 'contents' && visibility !== 'hidden';
  };
  const walk = (element: Element, lang: string, isSilent: boolean): void => {
    // An element without attributes is asked once, not for each of them.
    const isPlain = !element.hasAttributes();
    if (pageWidth === null ? !isPlain && element.hasAttribute('hidden') : !isShown(element)) return;
    const own = (isPlain ? null : element.getAttribute('lang')) ?? lang;
    const isHidden = isSilent || (!isPlain && element.getAttribute('aria-hidden') === 'true');
    const { localName } = element;
    const isPicture =
      (localName === 'svg' && element.getAttribute('role') === 'img') ||
      (localName === 'img' && element.getAttribute('alt') !== '');
    const isLink = localName === 'a' && element.hasAttribute('href');
    const type = isPicture ? 'Figure' : isLink ? 'Link' : types[element.tagName];
    const [place, before, overflow] = [elements.length, contents, overflows.length];
    if (type !== undefined && !isHidden) {
      const name = isPicture || isLink ? nameOf(element) : '';
      // Hundreds of them travel to the finisher: most have neither.
      elements.push({ type, ...(own !== pageLang && { lang: own }), ...(name !== '' && { name }) });
    }
    if (isPicture && !isHidden) contents++;
    // What stands in a picture belongs to the picture.
    const isPassed = isPicture || (isHidden && localName === 'svg');
    for (let child = isPassed ? null : element.firstChild; child; child = child.nextSibling) {
      if (child instanceof Element) walk(child, own, isHidden);
      else if (child instanceof Text && !isHidden && letter.test(child.data)) contents++;
    }
    const isEmpty = type === 'Span' ? element.textContent === '' : contents === before;
    const isAlone = elements.length === place + 1;
    if (type !== undefined && !lasting.includes(type) && isEmpty && isAlone && !isHidden) elements.pop();
    if (element.hasAttribute('data-fit')) boxes.push([place, elements.length]);
    if (pageWidth === null) return;
    // The innermost element that is too large is named, not those around it.
    if (element instanceof HTMLElement && overflows.length === overflow && isTooLarge(element)) {
      overflows.push(squeeze(longestIn(element)).slice(0, 60));
    }
  };
  walk(document.body, pageLang, false);
  if (pageWidth !== null && overflows.length === 0 && document.documentElement.scrollWidth > pageWidth + 1) {
    overflows.push(squeeze(document.body.textContent).slice(0, 60));
  }
  return {
    elements,
    overflows,
    boxes,
    missingFaces: [...document.fonts]
      .filter(({ status }) => status !== 'loaded')
      .map(({ family, weight }) => `${family} ${weight}`),
    active: [...document.body.querySelectorAll('base, embed, form, iframe, link, meta, object, script')].map(
      (element) => element.outerHTML.slice(0, 100),
    ),
    brokenPictures: [...document.images].filter(({ naturalWidth }) => naturalWidth === 0).map(nameOf),
    contents,
  };
}
