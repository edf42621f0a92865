import { realWorld } from '../../pipeline/disk.ts';
import { loadFonts } from '../../pipeline/fonts.ts';
import { finish, type Finished } from '../../pipeline/finish/finish.ts';
import type { Document, Printed } from '../../pipeline/model.ts';
import { openPrinter } from '../../pipeline/print/print.ts';
import { sampleDocument } from './sample-document.ts';

export interface PrintedSample {
  readonly document: Document;
  readonly printed: Printed;
  readonly finished: Finished;
}

/** The sample, printed by the real browser and finished. */
export async function printSample(): Promise<PrintedSample> {
  const world = realWorld('.', {}, { note: () => undefined }, process);
  const document = sampleDocument((await loadFonts(world)).printStyle);
  const printer = await openPrinter(world, { jobs: 1 });
  try {
    const { printed, messages } = await printer.print(document);
    if (!printed) throw new Error(messages.map(({ reason }) => reason).join('\n'));
    return { document, printed, finished: await finish(document, printed) };
  } finally {
    await printer.close();
  }
}
