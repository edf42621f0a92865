import { keep, recall } from '../kept.ts';
import { sha256 } from '../manifest.ts';
import type { Message } from '../messages.ts';
import type { SourceFile } from '../model.ts';
import { versionsOf } from '../versions.ts';
import type { World } from '../world.ts';

/**
 * Checks style sheets that no run has found without a fault before: to load what knows all of CSS takes longer than
 * half a check. `program` is the hash of the pipeline.
 */
export async function checkStyles(
  world: World,
  program: string,
  styles: readonly SourceFile[],
): Promise<readonly Message[]> {
  const texts = styles.map(({ path, text }) => [path, text]);
  const path = `styles/${sha256(JSON.stringify([program, await versionsOf(world, ['css-tree']), texts])).slice(0, 24)}`;
  if (await recall(world, path)) return [];
  const { styleFaults } = await import('./style-syntax.ts');
  const messages = styles.flatMap(styleFaults);
  if (messages.length === 0) await keep(world, path, new TextEncoder().encode('sound'));
  return messages;
}
