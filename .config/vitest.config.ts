import { defineConfig } from 'vitest/config';

// Libraries as the program loads them: for "development" the reader of Markdown is another, which checks itself.
process.env.NODE_ENV = 'production';

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
