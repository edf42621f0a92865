import type { Line } from './line.ts';
import { wordsOf } from './marks.ts';

/** The words of a brief in small letters and how often each occurs; halves of a word at a line end do not count. */
export type Words = ReadonlyMap<string, number>;

const word = /[\p{L}\p{N}]+(?:[-‐'’][\p{L}\p{N}]+)*/gu;

/** A hyphen, or a soft one, at the end of a line that broke a word. */
const brokenEnd = /[\p{L}\p{N}]+(?:[-‐][\p{L}\p{N}]+)*[-‐\u00ad]$/u;

export function countWords(lines: readonly Line[]): Words {
  const count = new Map<string, number>();
  let isBroken = false;
  for (const line of lines) {
    if (line.text === '') continue;
    const text = wordsOf(line.text);
    const whole = (isBroken ? text.replace(/^[^\s]+/, '') : text).replace(brokenEnd, '');
    for (const [found] of whole.matchAll(word)) {
      const key = found.toLowerCase().replace(/‐/g, '-');
      count.set(key, (count.get(key) ?? 0) + 1);
    }
    isBroken = brokenEnd.test(text);
  }
  return count;
}

/** Behind these a hyphen belongs to the half before it: "pre- and post-war". */
const joints = new Set(['and', 'or', 'to', 'und', 'oder', 'y', 'o', 'e', 'et', 'ou']);

/**
 * Two halves of a word that a hyphen and a line end part, put together: as the word is written elsewhere in the brief;
 * with the hyphen where both halves are words of their own, or the second is no small word; else without.
 */
export function joinHalves(head: string, tail: string, words: Words): string {
  const second = /^[\p{L}\p{N}]+/u.exec(tail)?.[0] ?? '';
  const first = /[\p{L}\p{N}]+(?:[-‐][\p{L}\p{N}]+)*$/u.exec(head)?.[0] ?? '';
  if (joints.has(second)) return `${head}- ${tail}`;
  if (!/^\p{Ll}/u.test(second) || /\p{N}$/u.test(first)) return `${head}-${tail}`;
  const [a, b] = [first.toLowerCase(), second.toLowerCase()];
  const isOpen = words.has(`${a}-${b}`);
  const isClosed = words.has(a + b);
  const isBoth = words.has(a.split('-').at(-1) ?? a) && words.has(b);
  return (isOpen && !isClosed) || (!isClosed && isBoth) ? `${head}-${tail}` : head + tail;
}

/**
 * Words that have lost their hyphen: written so only once, and elsewhere with it. Halves of under three letters are
 * left alone, for "cooperation" and "co-operation" are both right.
 */
export function lostHyphens(words: Words): ReadonlyMap<string, string> {
  const lost = new Map<string, string>();
  for (const open of words.keys()) {
    const halves = open.split('-');
    if (halves.length !== 2 || halves.some((half) => !/^\p{L}{3,}$/u.test(half))) continue;
    if (words.get(halves.join('')) === 1) lost.set(halves.join(''), open);
  }
  return lost;
}
