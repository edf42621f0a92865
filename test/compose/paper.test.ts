import { expect, test } from 'vitest';
import { check } from '../../pipeline/build.ts';
import { quietWorld } from '../support/printing.ts';

test('a picture is described on the web page; on paper its label says it', async () => {
  const { documents } = await check(quietWorld(), { countries: ['PER'], products: ['brief'] });
  const [brief] = documents;
  expect(brief?.html).toContain('<desc>');
  expect(brief?.print.body).toContain(' aria-label="');
  expect(brief?.print.body).not.toMatch(/<(title|desc)>/);
});
