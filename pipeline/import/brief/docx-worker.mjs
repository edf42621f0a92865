// Runs in a worker thread with limits on its memory: a document is content that nobody has checked.
import { parentPort, workerData } from 'node:worker_threads';
import mammoth from 'mammoth';

const { value } = await mammoth.convertToHtml(
  { buffer: Buffer.from(workerData.bytes) },
  {
    externalFileAccess: false,
    includeEmbeddedStyleMap: false,
    ignoreEmptyParagraphs: true,
    // Pictures are no part of a narrative; their bytes are not even read.
    convertImage: () => [],
  },
);
parentPort?.postMessage(value);
