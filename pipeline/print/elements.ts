import type { PrintedElement } from '../model.ts';

/** What one look at the laid-out page tells, before it is printed. */
export interface PageFacts {
  readonly elements: readonly PrintedElement[];
  /** Starts of texts that do not fit their box. */
  readonly overflows: readonly string[];
  /** Faces that did not load, as `family weight`. */
  readonly missingFaces: readonly string[];
  /** Letters that are neither space nor hidden: none means an empty page. */
  readonly letters: number;
}

/**
 * Runs inside the page. The elements are those that the browser gives a structure element of the same type, in
 * document order, so that the finisher can walk both side by side. It must not refer to anything outside itself.
 */
export function factsOfPage(pageWidth: number): PageFacts {
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
  const overflows: string[] = [];
  const walk = (element: Element, lang: string): void => {
    if (element.getAttribute('aria-hidden') === 'true') return;
    const style = getComputedStyle(element);
    if (style.display === 'none' || style.visibility === 'hidden') return;
    const own = element.getAttribute('lang') ?? lang;
    const isPicture =
      (element.localName === 'svg' && element.getAttribute('role') === 'img') ||
      (element.localName === 'img' && element.getAttribute('alt') !== '');
    const isLink = element.localName === 'a' && element.hasAttribute('href');
    const type = isPicture ? 'Figure' : isLink ? 'Link' : types[element.tagName];
    if (type !== undefined) {
      elements.push({ type, lang: own, name: isPicture || isLink ? nameOf(element) : '' });
    }
    const before = overflows.length;
    if (!isPicture) for (const child of element.children) walk(child, own);
    // The innermost element that is too large is named, not those around it.
    if (element instanceof HTMLElement && overflows.length === before) {
      const fit = element.hasAttribute('data-fit');
      const tooTall = fit && element.scrollHeight > element.clientHeight + 1;
      const tooWide = fit
        ? element.scrollWidth > element.clientWidth + 1
        : element.scrollWidth > pageWidth + 1;
      if (tooTall || tooWide) overflows.push(squeeze(element.textContent).slice(0, 60));
    }
  };
  walk(document.body, document.documentElement.lang);
  return {
    elements,
    overflows,
    missingFaces: [...document.fonts]
      .filter(({ status }) => status !== 'loaded')
      .map(({ family, weight }) => `${family} ${weight}`),
    letters: squeeze(document.body.textContent).length,
  };
}
