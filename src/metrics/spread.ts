import { hour } from '../schedule/civil.ts';

/** Milliseconds as hours. */
export function hoursOf(milliseconds: number): number {
  return milliseconds / hour;
}

/** The smallest value that half of them do not exceed; null without any. */
export function medianOf(values: readonly number[]): number | null {
  return rankOf(values, 5);
}

/** The smallest value that nine in ten of them do not exceed; null without any. */
export function ninetiethOf(values: readonly number[]): number | null {
  return rankOf(values, 9);
}

function rankOf(values: readonly number[], tenths: number): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil((sorted.length * tenths) / 10) - 1] ?? null;
}
