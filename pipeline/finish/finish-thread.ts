import { parentPort } from 'node:worker_threads';
import type { Document, Printed } from '../model.ts';
import { finish } from './finish.ts';
import { plainOf } from './finisher.ts';

/** What the main thread asks for; null for the end. */
interface Order {
  readonly id: number;
  readonly document: Document;
  readonly printed: Printed;
}

// Runs in a worker thread, so that finishing and printing go on at once.
parentPort?.on('message', (order: Order | null) => {
  if (!order) {
    parentPort?.close();
    return;
  }
  const { id, document, printed } = order;
  void finish(document, printed).then(({ artefact, messages, isDoubtful }) => {
    const { bytes } = artefact;
    // The memory of a file goes over to the main thread; it is copied where other things lie in it too.
    const own = bytes.byteLength === bytes.buffer.byteLength ? [bytes.buffer as ArrayBuffer] : [];
    parentPort?.postMessage({ id, artefact, isDoubtful, messages: messages.map(plainOf) }, own);
  });
});
