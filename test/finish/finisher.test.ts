import { beforeAll, describe, expect, test } from 'vitest';
import { longestEnd, openFinisher } from '../../pipeline/finish/finisher.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import { printSample, type PrintedSample } from '../support/printed-sample.ts';

let sample: PrintedSample;
beforeAll(async () => {
  sample = await printSample();
});

describe('prints finished beside the main thread', () => {
  test('have the same bytes and say the same, whichever thread made them', async () => {
    const finisher = openFinisher(100);
    const broken = { ...sample.printed, elements: sample.printed.elements.slice(1) };
    const [here, there] = await Promise.all(
      [openFinisher(1), finisher].map(async (one) =>
        Promise.all([one.finish(sample.document, sample.printed), one.finish(sample.document, broken)]),
      ),
    );
    await finisher.close();
    for (const [i, { artefact, messages }] of (there ?? []).entries()) {
      expect(Buffer.compare(artefact.bytes, here?.[i]?.artefact.bytes ?? Buffer.alloc(0))).toBe(0);
      expect({ ...artefact, bytes: null }).toEqual({ ...here?.[i]?.artefact, bytes: null });
      expect(messages.map(formatMessage)).toEqual(here?.[i]?.messages.map(formatMessage));
      expect(messages.map(({ fatal, ruleId }) => [fatal, ruleId])).toEqual(
        here?.[i]?.messages.map(({ fatal, ruleId }) => [fatal, ruleId]),
      );
    }
    expect(there?.[1]?.messages).not.toEqual([]);
  });

  test('are the same behind prints that nobody reads, whole or broken', async () => {
    const finisher = openFinisher(100);
    for (const pdf of [sample.printed.pdf, sample.printed.pdf.subarray(0, 900), new Uint8Array()])
      finisher.practise(pdf);
    const { artefact, messages } = await finisher.finish(sample.document, sample.printed);
    await finisher.close();
    expect(messages).toEqual([]);
    expect(Buffer.compare(artefact.bytes, sample.finished.artefact.bytes)).toBe(0);
  });

  test('a thread that has finished many ends by itself, before a build would end it', async () => {
    const finisher = openFinisher(100);
    await Promise.all(Array.from({ length: 8 }, () => finisher.finish(sample.document, sample.printed)));
    const start = performance.now();
    await finisher.close();
    expect(performance.now() - start).toBeLessThan(longestEnd);
  });

  test('are finished all the same when the thread has ended', async () => {
    const finisher = openFinisher(100);
    const asked = finisher.finish(sample.document, sample.printed);
    await finisher.close();
    const later = finisher.finish(sample.document, sample.printed);
    for (const { artefact, messages } of await Promise.all([asked, later])) {
      expect(messages).toEqual([]);
      expect(Buffer.compare(artefact.bytes, sample.finished.artefact.bytes)).toBe(0);
    }
  });
});
