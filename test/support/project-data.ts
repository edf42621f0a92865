import { fileURLToPath } from 'node:url';
import { load } from '../../pipeline/load/load.ts';
import { formatMessage } from '../../pipeline/messages.ts';
import type { Dataset } from '../../pipeline/model.ts';
import { validate } from '../../pipeline/validate/validate.ts';
import { filesOf, memoryWorld } from './memory-world.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** The facts of the project's own data folder, with some files replaced or added. @throws Error when they have a fault. */
export async function projectData(files: Readonly<Record<string, string>> = {}): Promise<Dataset> {
  const sources = await load(memoryWorld({ ...(await filesOf(project, ['data'])), ...files }));
  const { value, messages } = validate(sources.value);
  if (!value) throw new Error(messages.map(formatMessage).join('\n'));
  return value;
}
