import { day, dayOfReading, firstDayOf, monthOfDay, weekdayOf } from '../schedule/civil.ts';
import { dateText } from '../schedule/instant.ts';
import type { Zone } from '../schedule/zone.ts';
import type { Deployed } from './deployed.ts';
import type { Metrics } from './figures.ts';

type Asked = {
  readonly deployed: readonly Deployed[];
  readonly period: { readonly from: number; readonly to: number };
  readonly zone: Zone;
};

/** Of a longer time months are shown. */
const mostWeeks = 60;

/** How many deployments finished, and failed, week by week or month by month. */
export function trendOf({ deployed, period, zone }: Asked): Metrics['trend'] {
  const dayOf = (instant: number): number => dayOfReading(zone.readingAt(instant));
  const [first, last] = [dayOf(period.from), dayOf(Math.max(period.from, period.to - 1))];
  const unit = (period.to - period.from) / (7 * day) > mostWeeks ? 'month' : 'week';
  const starts = startsBetween(first, last, unit);
  const parts = starts.map((from) => ({ from: dateText(from), deployments: 0, failed: 0 }));
  const indexes = new Map(starts.map((from, index) => [from, index]));
  for (const { endedAt, went } of deployed) {
    const part = parts[indexes.get(startOf(dayOf(endedAt), unit)) ?? -1];
    if (part === undefined) continue;
    part.deployments += 1;
    if (went === 'badly') part.failed += 1;
  }
  return { unit, parts };
}

type Unit = Metrics['trend']['unit'];

function startOf(number: number, unit: Unit): number {
  return unit === 'week' ? number - weekdayOf(number) : firstDayOf(monthOfDay(number));
}

function startsBetween(first: number, last: number, unit: Unit): readonly number[] {
  const starts: number[] = [];
  for (let start = startOf(first, unit); start <= last; start = nextAfter(start, unit)) starts.push(start);
  return starts;
}

function nextAfter(start: number, unit: Unit): number {
  return unit === 'week' ? start + 7 : firstDayOf(monthOfDay(start) + 1);
}
