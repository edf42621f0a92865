import { CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { verdictOn } from '../../pipeline/cli/exit.ts';
import { EnvironmentError, UsageError } from '../../pipeline/failures.ts';
import { systemError } from '../support/scratch.ts';

describe('verdictOn(cause)', () => {
  test('wrong use is 2, a fault of the machine 3', () => {
    expect(verdictOn(new UsageError('no such country'), false)).toEqual({
      code: 2,
      notice: 'no such country',
    });
    expect(verdictOn(new EnvironmentError('no browser'), false)).toEqual({ code: 3, notice: 'no browser' });
  });
  test.each(['ENOSPC', 'EACCES', 'EROFS', 'EMFILE', 'EIO'])(
    '%s from anywhere is a fault of the machine',
    (code) => {
      expect(verdictOn(systemError(code), false)).toMatchObject({ code: 3 });
    },
  );
  test('help and version that were asked for are 0, a wrong command line is 2', () => {
    expect(verdictOn(new CommanderError(0, 'commander.helpDisplayed', ''), false).code).toBe(0);
    expect(verdictOn(new CommanderError(0, 'commander.version', ''), false).code).toBe(0);
    expect(verdictOn(new CommanderError(1, 'commander.unknownOption', ''), false).code).toBe(2);
  });
  test('anything else is a mistake of ours: 70, a short notice, and the stack only when asked for', () => {
    const brief = verdictOn(new TypeError('x is not a function'), false);
    expect(brief.code).toBe(70);
    expect(brief.notice).toContain('a mistake of the program, not of your data');
    expect(brief.notice).toContain('briefs doctor');
    expect(brief.notice).not.toContain('    at ');
    expect(verdictOn(new TypeError('x is not a function'), true).notice).toContain('    at ');
    expect(verdictOn('a string', true).code).toBe(70);
  });
});
