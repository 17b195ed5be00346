import { instantInUtc } from '../change/instant.ts';

/** An instant, or a whole day, as somebody wrote it: half open, in milliseconds since 1970. */
export type When = { readonly from: number; readonly to: number };

const day = 86_400_000;

/** Reads `2026-11-27`, a day in UTC, or `2026-11-27T15:00:00+01:00`; null if it is neither, or does not exist. */
export function readWhen(text: string): When | null {
  const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(text);
  const instant = instantInUtc(isDay ? `${text}T00:00:00Z` : text);
  if (instant === null) return null;
  const from = Date.parse(instant);
  return { from, to: isDay ? from + day : from };
}

/** Where it is a day already, seen from UTC: Kiribati is 14 hours ahead. */
const furthestAhead = 14 * 3_600_000;
/** Clocks of two machines are never quite the same. */
const clockSkew = 5 * 60_000;

/** Whether it has not come yet anywhere on earth, so that it tells of nothing that was done. */
export function isYetToCome({ from, to }: When, now: number): boolean {
  return from - now > (to > from ? furthestAhead : clockSkew);
}

/** An instant as it stands in a sentence: `2026-11-27`, or `2026-11-27 15:00 UTC` where it is no midnight. */
export function whenInWords(instant: number): string {
  const [date = '', time = ''] = new Date(instant).toISOString().split('T');
  return instant % day === 0 ? date : `${date} ${time.slice(0, 5)} UTC`;
}

/** An instant as ISO 8601 in UTC. */
export function isoOf(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
