// Runs in a worker thread, so that finishing and printing go on at once. Plain JavaScript, because nothing can read
// TypeScript before.
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { finish } = await import('./finish.ts');
const { plainOf } = await import('./finisher.ts');

parentPort?.on('message', ({ id, document, printed }) => {
  void finish(document, printed).then(({ artefact, messages, isDoubtful }) => {
    parentPort.postMessage({ id, artefact, isDoubtful, messages: messages.map(plainOf) });
  });
});
