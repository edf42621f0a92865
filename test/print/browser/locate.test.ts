import { describe, expect, test } from 'vitest';
import { locateBrowser } from '../../../pipeline/print/browser/locate.ts';
import type { World } from '../../../pipeline/world.ts';
import { memoryWorld } from '../../support/memory-world.ts';

/** A machine on which these programs are, and no others. */
function machineWith(
  platform: string,
  programs: readonly string[],
  environment: World['environment'],
): World {
  const { machine } = memoryWorld({});
  const executable = (path: string): Promise<boolean> => Promise.resolve(programs.includes(path));
  return memoryWorld({}, { environment, machine: { ...machine, platform, executable } });
}

describe('locateBrowser', () => {
  test('takes the one that CHROMIUM_PATH names, before any other', async () => {
    const world = machineWith('linux-x64', ['/opt/mine', '/bin/chromium'], {
      CHROMIUM_PATH: '/opt/mine',
      PATH: '/bin',
    });
    expect(await locateBrowser(world)).toEqual({ path: '/opt/mine', pinned: false, libraries: '' });
  });

  test('does not go on silently when CHROMIUM_PATH names nothing', async () => {
    const world = machineWith('linux-x64', ['/bin/chromium'], { CHROMIUM_PATH: '/nowhere', PATH: '/bin' });
    await expect(locateBrowser(world)).rejects.toMatchObject({
      name: 'EnvironmentError',
      message: 'CHROMIUM_PATH names /nowhere, which is not a program that can be run',
    });
  });

  test.each([
    [
      'the headless shell before the whole browser',
      ['/b/chromium-headless-shell', '/a/chromium'],
      '/b/chromium-headless-shell',
    ],
    ['the first folder of the path first', ['/b/chromium', '/a/chromium'], '/a/chromium'],
    ['Chrome when there is nothing else', ['/b/google-chrome'], '/b/google-chrome'],
  ])('takes, where npm has none, %s', async (_, programs, path) => {
    const world = machineWith('linux-arm64', programs, { PATH: '/a::/b' });
    expect(await locateBrowser(world)).toEqual({ path, pinned: false, libraries: '' });
  });

  test('says what to do where there is none', async () => {
    await expect(locateBrowser(machineWith('linux-arm64', [], {}))).rejects.toMatchObject({
      name: 'EnvironmentError',
      message: expect.stringContaining('CHROMIUM_PATH') as string,
    });
  });
});
