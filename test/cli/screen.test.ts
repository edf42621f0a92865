import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { screenOf } from '../../pipeline/cli/screen.ts';
import type { Terminal } from '../../pipeline/cli/terminal.ts';
import { error, warning } from '../../pipeline/messages.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function terminal(
  isInteractive: boolean,
  environment: Terminal['environment'] = {},
): Terminal & { shown: string[] } {
  const shown: string[] = [];
  return {
    shown,
    arguments: [],
    folder: '.',
    environment,
    isInteractive,
    out: (text) => shown.push(`out:${text}`),
    err: (text) => shown.push(text),
    process,
    onSignal: () => () => undefined,
  };
}
const fault = error('load:link', 'Unexpected link', { path: 'a.md' });

describe('screenOf(terminal)', () => {
  test('colours the kind of a message for a person at a terminal', () => {
    const one = terminal(true);
    screenOf(one, false).message(fault);
    screenOf(one, false).message(warning('load:link', 'Unexpected link', { path: 'a.md' }));
    expect(one.shown).toEqual([
      'a.md  \u001b[31merror\u001b[0m  load:link  Unexpected link\n',
      'a.md  \u001b[33mwarning\u001b[0m  load:link  Unexpected link\n',
    ]);
  });
  test.each([
    ['no terminal', false, {}],
    ['NO_COLOR', true, { NO_COLOR: '1' }],
    ['a dumb terminal', true, { TERM: 'dumb' }],
  ])('has no colour with %s', (_, isInteractive, environment) => {
    const one = terminal(isInteractive, environment);
    screenOf(one, false).message(fault);
    expect(one.shown).toEqual(['a.md  error  load:link  Unexpected link\n']);
  });

  test('shows what goes on only after a second, on one line that gives way to messages', () => {
    const one = terminal(true);
    const screen = screenOf(one, false);
    screen.status('Building 1 of 9');
    vi.advanceTimersByTime(999);
    expect(one.shown).toEqual([]);
    vi.advanceTimersByTime(1);
    screen.note('Something happened');
    screen.end();
    vi.advanceTimersByTime(60_000);
    expect(one.shown).toEqual(['\r\u001b[2KBuilding 1 of 9', '\r\u001b[2K', 'Something happened\n']);
  });
  test('in a log what goes on is a plain line now and then', () => {
    const one = terminal(false);
    const screen = screenOf(one, false);
    screen.status('Building 1 of 9');
    vi.advanceTimersByTime(11_000);
    screen.end();
    expect(one.shown).toEqual(['Building 1 of 9\n', 'Building 1 of 9\n']);
  });

  test('results go to stdout as lines, or as one JSON document', () => {
    const [lines, json] = [terminal(false), terminal(false)];
    for (const [one, isJson] of [
      [lines, false],
      [json, true],
    ] as const) {
      const screen = screenOf(one, isJson);
      screen.result('done');
      screen.json({ done: true });
      screen.end();
    }
    expect(lines.shown).toEqual(['out:done\n']);
    expect(json.shown).toEqual(['out:{\n  "done": true\n}\n']);
  });
});
