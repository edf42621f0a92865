import { defineConfig } from 'vitest/config';

/** Long enough for a machine that has much else to do: no test fails because it is slow, only one that hangs. */
const patience = 300_000;

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/prepare.ts',
    // Browser and main thread take turns: two files at a time keep both cores of a small machine busy.
    maxWorkers: 2,
    testTimeout: patience,
    hookTimeout: patience,
    expect: { poll: { timeout: patience / 2, interval: 50 } },
  },
});
