import { pointsPerMillimetre } from '../boxes.ts';
import type { ImposeOptions } from './options.ts';
import type { Side } from './layout.ts';
import type { PageForm } from './page-form.ts';

interface Sheet {
  readonly width: number;
  readonly height: number;
}

/** A page that fits its place but for this share is set at its own size: A5 is half a millimetre narrower than half an A4. */
const almost = 0.995;

const format = (value: number): string => String(Math.round(value * 1e4) / 1e4);
const matrix = (...numbers: readonly number[]): string => `${numbers.map(format).join(' ')} cm`;

/**
 * The content of one side: each page in its place, cut off at the place's edges, in a booklet against the fold.
 * `used` are the pages by their names among the resources, `scales` what each page on this side is multiplied by.
 */
export function contentOfSide(
  side: Side,
  forms: readonly PageForm[],
  sheet: Sheet,
  options: ImposeOptions,
): {
  readonly content: string;
  readonly used: ReadonlyMap<string, PageForm>;
  readonly scales: ReadonlyMap<number, number>;
} {
  const { creep, edge, flat, hasTicks } = options;
  const used = new Map<string, PageForm>();
  const lines: string[] = [];
  const isStack = flat === 2 && sheet.height > sheet.width;
  const columns = isStack ? 1 : 2;
  const place = { width: sheet.width / columns, height: sheet.height / (isStack || flat === 4 ? 2 : 1) };
  const scales = new Map<number, number>();
  side.places.forEach((number, i) => {
    const form = number === null ? undefined : forms[number];
    if (!form || number === null) return;
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const corner = { x: column * place.width, y: sheet.height - (row + 1) * place.height };
    const fit = Math.min(1, place.width / form.width, place.height / form.height);
    const scale = fit >= almost ? 1 : fit;
    scales.set(number, scale);
    const spare = place.width - form.width * scale;
    // Against the fold, and over it by what the sheets around this one push it outwards.
    const shift = side.depth * creep * pointsPerMillimetre;
    const x = corner.x + (flat ? spare / 2 : column === 0 ? spare + shift : -shift);
    const y = corner.y + (place.height - form.height * scale) / 2;
    const key = `P${i + 1}`;
    used.set(key, form);
    const clip = [corner.x, corner.y, place.width, place.height].map(format).join(' ');
    lines.push('q', `${clip} re W n`, matrix(scale, 0, 0, scale, x, y), `/${key} Do`, 'Q');
  });
  if (hasTicks && !flat) lines.push(ticksOf(sheet));
  // Turned over its long edge, a sheet in landscape shows its back upside down.
  const isTurned = !flat && edge === 'long' && side.face === 'back';
  const turn = isTurned ? [matrix(-1, 0, 0, -1, sheet.width, sheet.height)] : [];
  return { content: ['q', ...turn, ...lines, 'Q'].join('\n'), used, scales };
}

/** A hairline of 7 mm at the upper and at the lower edge, where the fold is: an office printer leaves 4 or 5 mm blank. */
function ticksOf({ width, height }: Sheet): string {
  const length = 7 * pointsPerMillimetre;
  const x = format(width / 2);
  const lines = [
    [0, length],
    [height, height - length],
  ].map(([from = 0, to = 0]) => `${x} ${format(from)} m ${x} ${format(to)} l S`);
  return ['q', '0.25 w 0.5 G', ...lines, 'Q'].join('\n');
}
