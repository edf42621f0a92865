import { Worker } from 'node:worker_threads';
import { archiveLimits } from './archive.ts';

/**
 * Runs a module in a thread of its own and resolves to its one message; the thread is ended when it takes too much
 * memory or time. @throws Error that says which.
 */
export async function inReaderThread<Answer>(module: URL, input: object): Promise<Answer> {
  const worker = new Worker(module, {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: archiveLimits.memory },
    execArgv: [],
  });
  let watchdog: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Answer>((resolve, reject) => {
      watchdog = setTimeout(
        () => reject(new Error(`not read within ${archiveLimits.time / 1000} s`)),
        archiveLimits.time,
      );
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the reader ended early')));
    });
  } finally {
    clearTimeout(watchdog);
    await worker.terminate();
  }
}
