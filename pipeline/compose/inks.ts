import type { SourceFile } from '../model.ts';

/** A colour token with what stands for it on paper. */
export interface Ink {
  readonly token: string;
  /** Six digits, in small letters. */
  readonly rgb: string;
  /** Percent of cyan, magenta, yellow and black. */
  readonly cmyk: readonly [number, number, number, number];
  /** 0 for black to 1 for white. */
  readonly grey: number;
}

const line = /(--[\w-]+):\s*#([\da-f]{6});\s*\/\*\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d\.\d+)\s*\*\//gi;

/** The colour tokens that have a build: `--ink: #1a1f24; 0 0 0 100  0.00` in a comment behind it, in templates/styles/tokens.css. */
export function inksOf(styles: readonly SourceFile[]): readonly Ink[] {
  const tokens = styles.find(({ path }) => path === 'templates/styles/tokens.css')?.text ?? '';
  return Array.from(tokens.matchAll(line), ([, token = '', rgb = '', c, m, y, k, grey]) => ({
    token,
    rgb: rgb.toLowerCase(),
    cmyk: [Number(c), Number(m), Number(y), Number(k)],
    grey: Number(grey),
  }));
}

/** The tokens exchanged for their greys, for prints in black alone. */
export function greyStyle(inks: readonly Ink[]): string {
  const greys = inks.map(({ grey, token }) => {
    const level = Math.round(grey * 255);
    return `${token}:rgb(${level} ${level} ${level})`;
  });
  return `:root{${greys.join(';')}}`;
}
