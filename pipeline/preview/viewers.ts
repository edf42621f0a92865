import type { ServerResponse } from 'node:http';
import type { Seat } from './seats.ts';

/** An open page of the preview. */
export interface Viewer {
  readonly seat: Seat;
  /** The document that it shows: chosen once, so that it stays when others come and go. */
  path: string | null;
  /** Sends a value, unless it is the one that was sent last. */
  tell(value: object): void;
  end(): void;
}

/** How often a line is sent that says nothing, so that nobody in between closes the connection; in milliseconds. */
const pulse = 15_000;

/** Holds a connection open as a stream of events. `onClose` is called once, however it ends. */
export function openViewer(seat: Seat, response: ServerResponse, onClose: () => void): Viewer {
  let last = '';
  response.write('retry: 500\n\n');
  const timer = setInterval(() => response.write(':\n\n'), pulse);
  response.on('close', () => {
    clearInterval(timer);
    onClose();
  });
  return {
    seat,
    path: null,
    tell(value) {
      const text = JSON.stringify(value);
      if (text !== last) response.write(`data: ${text}\n\n`);
      last = text;
    },
    end: () => response.end(),
  };
}
