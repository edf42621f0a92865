import { describe, expect, test } from 'vitest';
import { bar } from '../../pipeline/compose/charts/bar.ts';
import { pyramid, pyramidFromPanel, type Pyramid } from '../../pipeline/compose/charts/pyramid.ts';
import decodeQR from 'qr/decode.js';
import { qrCode } from '../../pipeline/compose/charts/qr.ts';
import { rankStrip } from '../../pipeline/compose/charts/strip.ts';
import { forPaper } from '../../pipeline/compose/charts/svg.ts';

const drawing = (base: number, height: number, panel: number): Pyramid => ({
  base: { points: base, figure: base.toFixed(2) },
  height: { points: height, figure: height.toFixed(2) },
  panel: { points: panel, figure: panel.toFixed(2) },
  max: 10,
  title: 'A <title>',
  description: 'What it shows',
});

/** The x and y of every polygon of a class. */
function polygon(svg: string, className: string): number[][] {
  const [, points = ''] = new RegExp(`points="([^"]*)" class="${className}"`).exec(svg) ?? [];
  return points.split(' ').map((point) => point.split(',').map(Number));
}

const extent = (points: number[][], axis: 0 | 1): number => {
  const values = points.map((point) => point[axis] ?? 0);
  return Math.max(...values) - Math.min(...values);
};

describe('charts', () => {
  test('a bar is as long as its share of the scale', () => {
    const at = (share: number): number =>
      Number(
        /<rect[^>]* width="([\d.]+)%"/.exec(
          bar({ share, middle: 0.5, marks: [], others: '', title: 't', description: 'd' }),
        )?.[1],
      );
    expect([at(0.5), at(1)]).toEqual([50, 100]);
    expect(at(0)).toBe(0.5);
  });

  test.each([
    [0.4, 0],
    [0.5, 0],
    [0.6, 1],
  ])('a bar of %f has %i gap for the tick of the middle', (share, gaps) => {
    const svg = bar({ share, middle: 0.5, marks: [], others: '', title: 't', description: 'd' });
    expect(svg.match(/class="bar-gap"/g) ?? []).toHaveLength(gaps);
    expect(svg.match(/class="bar-middle"/g)).toHaveLength(1);
  });

  test('the pyramid draws base, height and panel to one scale', () => {
    const svg = pyramid(drawing(6.2, 6.6, 4.4));
    const front = polygon(svg, 'face-front');
    const panel = polygon(svg, 'panel');
    const [first, , , last] = panel;
    const unit = extent(front, 0) / 6.2;
    expect(extent(front, 1) / unit).toBeCloseTo(6.6, 2);
    expect(((first?.[1] ?? 0) - (last?.[1] ?? 0)) / unit).toBeCloseTo(4.4, 2);
  });

  test.each([
    [1, 1, 1],
    [10, 10, 10],
    [1, 10, 5.5],
  ])('every part of the pyramid %i %i %i lies inside the picture', (base, height, panel) => {
    for (const svg of [
      pyramid(drawing(base, height, panel)),
      pyramidFromPanel(drawing(base, height, panel)),
    ]) {
      const [, width = 0, tall = 0] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []).map(Number);
      const points = [...svg.matchAll(/points="([^"]*)"/g)].flatMap(([, list = '']) =>
        list.split(' ').map((point) => point.split(',').map(Number)),
      );
      expect(points.every(([x = -1, y = -1]) => x >= 0 && x <= width && y >= 0 && y <= tall)).toBe(true);
    }
  });

  test.each([
    [4.4, 'ends at the upper edge of the panel'],
    [8, 'ends at the apex'],
  ])('beside a panel of %f the broken line of the hidden edges %s', (rise) => {
    const svg = pyramidFromPanel(drawing(6, 6.6, rise));
    const upper = Math.max(
      Math.min(...polygon(svg, 'panel').map(([, y = NaN]) => y)),
      Math.min(...polygon(svg, 'face-behind').map(([, y = NaN]) => y)),
    );
    const ends = [...svg.matchAll(/y2="([\d.]+)" class="edge hidden"/g)].map(([, y]) => Number(y));
    expect(ends).toEqual([expect.closeTo(upper, 1), expect.closeTo(upper, 1)]);
  });

  test('a picture has role, title, description and escaped text', () => {
    const svg = pyramid(drawing(5, 5, 5));
    expect(svg).toContain('role="img"');
    expect(svg).toContain('<title>A &lt;title&gt;</title><desc>What it shows</desc>');
  });

  test('on paper a picture keeps its label, and what would stand for a label', () => {
    const words = '<title>A &lt;title&gt;</title><desc>What it shows</desc>';
    for (const svg of [pyramid(drawing(5, 5, 5)), rankStrip(3, 9, 'Third')]) {
      expect(svg).toContain('<title>');
      expect(forPaper(`<p>${svg}</p>`)).toBe(`<p>${svg.replace(/<title>.*<\/desc>/, '')}</p>`);
    }
    for (const start of ['<svg role="img">', '<svg role="img" aria-label=" ">', '<svg aria-hidden="false">'])
      expect(forPaper(`${start}${words}</svg>`)).toBe(`${start}${words}</svg>`);
  });

  test('the rank strip puts the first place at its start and the last at its end', () => {
    const mark = (place: number, of: number): number =>
      Number(/d="M([\d.]+) 4h0" class="strip-mark"/.exec(rankStrip(place, of, 't'))?.[1]);
    expect([mark(1, 193), mark(193, 193), mark(1, 1)]).toEqual([2.4, 117.6, 2.4]);
  });

  test('the QR code is square, quiet at its edge and the same each time', () => {
    const svg = qrCode('https://example.org/peru', 'QR');
    expect(svg).toBe(qrCode('https://example.org/peru', 'QR'));
    const [, side = 0, other = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number);
    const starts = [...svg.matchAll(/M(\d+) ([\d.]+)h(\d+)/g)].map(([, x, y, run]) => [
      Number(x),
      Number(y),
      Number(x) + Number(run),
    ]);
    expect(side).toBe(other);
    expect(
      starts.every(([x = 0, y = 0, end = 0]) => x >= 4 && y >= 4 && y < side - 4 && end <= side - 4),
    ).toBe(true);
  });

  test.each(['https://example.org/peru', 'https://example.org/Côte d’Ivoire?a=b&c=%20'])(
    'the QR code of %s is read as it',
    (address) => {
      const svg = qrCode(address, 'QR');
      const side = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
      // A picture of four by four pixels a module, white but for the strokes.
      const width = side * 4;
      const data = new Uint8Array(width * width * 4).fill(255);
      for (const [, x, y, run] of svg.matchAll(/M(\d+) ([\d.]+)h(\d+)/g)) {
        const [left, top] = [Number(x) * 4, (Number(y) - 0.5) * 4];
        for (let row = top; row < top + 4; row++)
          for (let column = left; column < left + Number(run) * 4; column++)
            data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
      }
      expect(decodeQR({ width, height: width, data })).toBe(address);
    },
  );
});
