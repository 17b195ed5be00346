import { day } from './civil.ts';
import { readInstant } from './instant.ts';
import type { Span } from './timeline.ts';
import { existing, readDate, readDateTime } from './written.ts';
import type { Zone } from './zone.ts';

type Bounds = { readonly from?: string | undefined; readonly to: string };

/** One span. Dates without time are whole local days, both included; what has an offset is read without the zone. */
export function once({ from, to }: Bounds, zone: Zone): Span {
  const start = from === undefined ? Number.NEGATIVE_INFINITY : startOfPoint(from, zone);
  return { start, end: endOfPoint(to, zone) };
}

function startOfPoint(text: string, zone: Zone): number {
  return hasOffset(text) ? readInstant(text) : zone.startOf(readingOf(text, 0));
}

function endOfPoint(text: string, zone: Zone): number {
  return hasOffset(text) ? readInstant(text) : zone.endOf(readingOf(text, day));
}

function readingOf(text: string, addedToDate: number): number {
  if (text.includes('T')) return existing(readDateTime(text), text);
  return existing(readDate(text), text) * day + addedToDate;
}

function hasOffset(text: string): boolean {
  return /T.*(Z|[+-]\d{2}:\d{2})$/u.test(text);
}
