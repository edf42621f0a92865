import type { Message } from '../messages.ts';
export async function preflight(_b: Uint8Array, _o?: object): Promise<readonly Message[]> {
  return Promise.resolve([]);
}
