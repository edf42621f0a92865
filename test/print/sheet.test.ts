import { expect, test } from 'vitest';
import { openPresses } from '../../pipeline/print/presses.ts';
import { locateBrowser } from '../../pipeline/print/print.ts';
import { quietWorld } from '../support/printing.ts';

test('the window of a browser is not seen: it draws no frames', async () => {
  const world = quietWorld();
  const presses = openPresses(world, await locateBrowser(world), { jobs: 1, renewAfter: Infinity });
  try {
    const seen = await presses.use(({ sheet }) => sheet.page.evaluate('document.visibilityState'));
    expect(seen).toBe('hidden');
  } finally {
    await presses.close();
  }
});
