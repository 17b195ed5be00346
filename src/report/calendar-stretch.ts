import type { CalendarSpan } from '../schedule/calendar-spans.ts';

/** A stretch of time, half open, in milliseconds since 1970-01-01T00:00Z. */
export type Period = { readonly from: number; readonly to: number };

/** A period in which changes may start, or not, and the ids of the rules that decide it. */
export type Stretch = Period & { readonly open: boolean; readonly rules: readonly string[] };

/** Spans of the schedule as numbers. */
export function stretchesOf(spans: readonly CalendarSpan[]): readonly Stretch[] {
  return spans.map(({ from, to, open, rules }) => ({ from: Date.parse(from), to: Date.parse(to), open, rules }));
}

/** Periods in order, with those that touch made one. */
export function joinedUp(periods: readonly Period[]): readonly Period[] {
  const found: Period[] = [];
  for (const { from, to } of periods) {
    const last = found.at(-1);
    if (last?.to === from) found[found.length - 1] = { from: last.from, to };
    else found.push({ from, to });
  }
  return found;
}

/** The parts of stretches, in order, that lie within a period. */
export function within<Part extends Period>(stretches: readonly Part[], { from, to }: Period): readonly Part[] {
  const parts: Part[] = [];
  for (let index = firstEndingAfter(stretches, from); index < stretches.length; index++) {
    const stretch = stretches[index];
    if (stretch === undefined || stretch.from >= to) break;
    parts.push({ ...stretch, from: Math.max(stretch.from, from), to: Math.min(stretch.to, to) });
  }
  return parts;
}

function firstEndingAfter(stretches: readonly Period[], instant: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.to ?? 0) > instant) high = middle;
    else low = middle + 1;
  }
  return low;
}
