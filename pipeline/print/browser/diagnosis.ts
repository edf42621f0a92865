import { spawn } from 'node:child_process';

/** Lines of a browser's complaints that say why it does not start. */
const telling = /FATAL|error while loading|cannot|not found|no usable sandbox|permission denied/i;

/**
 * Why a program does not start as a browser, in one line. Puppeteer tells only that it ended, so it is started once
 * more, to print an empty page and end, with what it says on its error output listened to. Waits five seconds at most.
 */
export async function diagnose(
  path: string,
  switches: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(path, ['--headless', ...switches, '--dump-dom', 'about:blank'], {
      env: environment,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: 5_000,
      killSignal: 'SIGKILL',
    });
    let said = '';
    child.stderr.on('data', (data: Buffer) => (said += data.toString()));
    child.on('error', ({ message }) => {
      resolve(message);
    });
    child.on('close', (code, signal) => {
      const lines = said.split('\n').filter((line) => line.trim() !== '');
      const line = lines.find((one) => telling.test(one)) ?? lines[0];
      const end = signal ? `it was ended by ${signal}` : `it ended with code ${code ?? 0}`;
      resolve(line === undefined ? end : withoutPrefix(line));
    });
  });
}

/** Chromium begins a line with process, time, severity and place in its source, in brackets. */
function withoutPrefix(line: string): string {
  return line.replace(/^\[[^\]]*\]\s*/, '').trim();
}
