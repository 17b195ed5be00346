import { calendarSpans } from '../schedule/calendar.ts';
import type { CalendarInput, CalendarRange } from '../schedule/calendar.ts';
import { hour } from '../schedule/civil.ts';
import { isoOf } from '../schedule/instant.ts';
import { stretchesOf } from './calendar-stretch.ts';
import type { Stretch } from './calendar-stretch.ts';

/** A stretch that one policy opens and the other closes. */
export type ChangedSpan = {
  readonly from: string;
  readonly to: string;
  /** The rules that decide it under the new policy. */
  readonly rules: readonly string[];
  /** The rules that decided it under the old one. */
  readonly before: readonly string[];
};

/** What a change of policy newly opens and closes within a range. */
export type CalendarDiff = {
  readonly from: string;
  readonly to: string;
  readonly opened: readonly ChangedSpan[];
  readonly closed: readonly ChangedSpan[];
  /** How many hours that is. */
  readonly hours: { readonly opened: number; readonly closed: number };
};

type DiffRequest = { readonly old: CalendarInput; readonly new: CalendarInput; readonly range: CalendarRange };

/** Compares when changes may start under two policies. */
export function diffCalendars(request: DiffRequest): CalendarDiff {
  const [old, now] = [request.old, request.new].map((input) => stretchesOf(calendarSpans(input, request.range).spans));
  const changed = overlaps(old ?? [], now ?? []).filter(({ was, is }) => was.open !== is.open);
  const opened = merged(changed.filter(({ is }) => is.open));
  const closed = merged(changed.filter(({ is }) => !is.open));
  const { from, to } = request.range;
  return { from, to, opened, closed, hours: { opened: hoursOf(opened), closed: hoursOf(closed) } };
}

type Overlap = { readonly from: number; readonly to: number; readonly was: Stretch; readonly is: Stretch };

/** The stretches in which both policies are steady. Both lists cover the same time without gaps. */
function overlaps(old: readonly Stretch[], now: readonly Stretch[]): readonly Overlap[] {
  const found: Overlap[] = [];
  for (let [oldAt, nowAt] = [0, 0]; ;) {
    const [was, is] = [old[oldAt], now[nowAt]];
    if (was === undefined || is === undefined) return found;
    const [from, to] = [Math.max(was.from, is.from), Math.min(was.to, is.to)];
    found.push({ from, to, was, is });
    if (was.to === to) oldAt += 1;
    if (is.to === to) nowAt += 1;
  }
}

/** Neighbours that the same rules decide, before and now, as one. */
function merged(changed: readonly Overlap[]): readonly ChangedSpan[] {
  const spans: ChangedSpan[] = [];
  for (const { from, to, was, is } of changed) {
    const span = { from: isoOf(from), to: isoOf(to), rules: is.rules, before: was.rules };
    const last = spans.at(-1);
    const isSame =
      last?.to === span.from && last.rules.join() === span.rules.join() && last.before.join() === span.before.join();
    if (isSame) spans[spans.length - 1] = { ...last, to: span.to };
    else spans.push(span);
  }
  return spans;
}

function hoursOf(spans: readonly ChangedSpan[]): number {
  const milliseconds = spans.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
  return Math.round((milliseconds / hour) * 100) / 100;
}
