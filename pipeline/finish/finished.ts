import type { Message } from '../messages.ts';
import type { Artefact } from '../model.ts';

export interface Finished {
  readonly artefact: Artefact;
  readonly messages: readonly Message[];
  /** Some text may not be in its place: the page must be looked at closely. */
  readonly isDoubtful: boolean;
}
