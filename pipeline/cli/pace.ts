/** How a long run goes on: documents made by this run, those that are still to be made, and how long it has taken. */
export interface Pace {
  readonly made: number;
  readonly left: number;
  readonly milliseconds: number;
}

/** "5.3 documents a second, 34 s left"; '' as long as nothing can be told from what was made. */
export function paceText({ made, left, milliseconds }: Pace): string {
  if (made < 2 || milliseconds < 1000) return '';
  const rate = made / (milliseconds / 1000);
  return `${rate.toFixed(1)} documents a second, ${durationText(Math.ceil(left / rate))} left`;
}

/** "34 s", "2 min 5 s". */
export function durationText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
