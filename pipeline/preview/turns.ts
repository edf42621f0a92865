/** Work that is asked for again and again: one turn at a time, always from what is there when the turn begins. */
export interface Turns {
  /** What is worked on is out of date: another turn begins after `quiet` milliseconds without a further change. */
  overtake(quiet: number): void;
  /** One more turn, as soon as the one in work is over, whose results still count. */
  again(): void;
  /** No turn begins any more; resolves when the one in work has ended. */
  close(): Promise<void>;
}

/** `work` must not throw; it asks `isOvertaken` before it lets anybody see a result. */
export function openTurns(work: (isOvertaken: () => boolean) => Promise<void>): Turns {
  let changes = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let isDue = false;
  let isClosed = false;

  const begin = (): void => {
    isDue = true;
    if (running || isClosed) return;
    isDue = false;
    const seen = changes;
    running = work(() => isClosed || seen !== changes).finally(() => {
      running = null;
      if (isDue) begin();
    });
  };
  return {
    overtake(quiet) {
      changes++;
      clearTimeout(timer);
      timer = setTimeout(begin, quiet);
    },
    again: begin,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
