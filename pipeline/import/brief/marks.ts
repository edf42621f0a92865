/**
 * Emphasis and links inside literal text, as noncharacters: Unicode keeps U+FDD0 to U+FDEF for use inside a program,
 * so no text holds them, and every rule of repair can work on the words as they are read.
 */
export const marks = {
  emphasis: ['\ufdd0', '\ufdd1'],
  strong: ['\ufdd2', '\ufdd3'],
  /** Text of a link, then its address, then its end. */
  link: ['\ufdd4', '\ufdd5', '\ufdd6'],
} as const;

/** All noncharacters of the block, to be taken out of what comes from outside. */
export const noncharacters = /[\ufdd0-\ufdef]/g;

/** The words alone, without marks and addresses. */
export function wordsOf(text: string): string {
  return text.replace(/\ufdd5[^\ufdd6]*\ufdd6/g, '').replace(noncharacters, '');
}

/** The words with the addresses of links behind them, for lists that people read. */
export function shown(text: string): string {
  return text
    .replace(/\ufdd5([^\ufdd6]*)\ufdd6/g, ' ($1)')
    .replace(noncharacters, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A link, when its address leads to the web or to an e-mail address; else null. */
export function linkTo(address: string, text: string): string | null {
  const [open, middle, close] = marks.link;
  return /^(https?:\/\/|mailto:)[^\s<>()\ufdd0-\ufdef]+$/i.test(address)
    ? open + text + middle + address + close
    : null;
}
