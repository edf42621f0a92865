import { describe, expect, test } from 'vitest';
import { inContent } from '../../../pipeline/finish/press/inks.ts';

const inks = { '1a1f24': [0, 0, 0, 100], '7a2213': [26, 93, 98, 45], ffffff: [0, 0, 0, 0] };
const edge = 800;

function inked(content: string): ReturnType<typeof inContent> & { readonly text: string } {
  const result = inContent(Buffer.from(content, 'latin1'), inks, edge);
  return { ...result, text: Buffer.from(result.content).toString('latin1').replace(/\s+/g, ' ').trim() };
}

/** Four decimals, as the browser writes them. */
const [ink, red] = ['.102 .1216 .1412', '.4784 .1333 .0745'];

describe('the inks of a page', () => {
  test('are the builds of the colour tokens, for areas and for lines', () => {
    expect(inked(`${red} rg 0 0 9 9 re f ${ink} RG 0 0 m 9 9 l S`).text).toBe(
      '0.26 0.93 0.98 0.45 k 0 0 9 9 re f 0 0 0 1 K 0 0 m 9 9 l S',
    );
  });

  test('are black alone for equal parts of red, green and blue', () => {
    expect(inked('.5 .5 .5 rg 0 0 9 9 re f').text).toBe('0 0 0 0.5 k 0 0 9 9 re f');
    expect(inked('0 0 0 rg 0 0 9 9 re f').text).toBe('0 0 0 1 k 0 0 9 9 re f');
  });

  test('leave no RGB behind, and tell what has no build', () => {
    const { strange, text } = inked('.2 .4 .6 rg 0 0 9 9 re f .2 .4 .6 rg 9 9 9 9 re f');
    expect(strange).toEqual(['colour #336699']);
    expect(text).not.toMatch(/rg|RG/);
  });

  test.each([
    ['a shading', '/Sh0 sh'],
    ['a pattern', '/Pattern cs /P0 scn 0 0 9 9 re f'],
  ])('are not known for %s', (_, content) => {
    expect(inked(content).strange).toEqual(['shading or pattern']);
  });

  test('print black text over what lies below, and only black text', () => {
    expect(inked(`${ink} rg BT /F0 9 Tf 1 0 0 1 9 9 Tm <0001> Tj ET`).text).toBe(
      '0 0 0 1 k /OverprintOn gs BT /F0 9 Tf 1 0 0 1 9 9 Tm <0001> Tj ET /OverprintOff gs',
    );
    expect(inked(`${red} rg BT /F0 9 Tf 1 0 0 1 9 9 Tm <0001> Tj ET`).text).not.toContain('gs');
  });

  test('follow the colour through saved states', () => {
    const { text } = inked(`${ink} rg q ${red} rg Q BT 1 0 0 1 9 9 Tm <0001> Tj ET`);
    expect(text).toContain('/OverprintOn gs BT');
  });

  test('come without the marks of the structure', () => {
    expect(inked('/P <</MCID 0 >>BDC 0 0 9 9 re f EMC /Artifact BMC 0 0 9 9 re f EMC').text).toBe(
      '0 0 9 9 re f 0 0 9 9 re f',
    );
  });
});

describe('text from beyond the edge', () => {
  const content =
    'q .24 0 0 .24 0 0 cm BT /F0 9 Tf 1 0 0 1 99 3400 Tm <0001> Tj ET Q BT 1 0 0 1 9 790 Tm <0002> Tj ET';

  test('is taken out of the page, with its transformation and its height', () => {
    const { beyond, text } = inked(content);
    expect(beyond).toEqual([
      {
        matrix: [0.24, 0, 0, 0.24, 0, 0],
        height: 816,
        text: 'BT /F0 9 Tf 1 0 0 1 99 3400 Tm <0001> Tj ET',
      },
    ]);
    expect(text).not.toContain('<0001>');
    expect(text).toContain('<0002>');
  });

  test('is in the inks of the press too', () => {
    const [line] = inked(`0 0 9 9 re f BT ${red} rg 1 0 0 1 9 900 Tm <0001> Tj ET`).beyond;
    expect(line?.text).toBe('BT 0.26 0.93 0.98 0.45 k 1 0 0 1 9 900 Tm <0001> Tj ET');
  });
});
