import { dateOf, day, dayOfReading, firstDayOf, lengthOf, monthOfDay, weekdayOf } from '../schedule/civil.ts';
import type { Zone } from '../schedule/zone.ts';
import type { Color, Look } from './paint.ts';
import { painter } from './paint.ts';
import type { Phrase } from './phrase.ts';
import { listed, say, strong } from './phrase.ts';
import { monthNames, readingInWords, timeInWords, zoneOrUtc } from './words.ts';
import { wrapped } from './wrap.ts';

/** When it is open: stretches of time, in order and without gaps, each with the rules that decide it. */
export type CalendarView = {
  readonly timezone: string;
  readonly spans: readonly CalendarSpan[];
  /** The present, to mark today; null if it does not matter. */
  readonly now: string | null;
};

export type CalendarSpan = {
  readonly from: string;
  readonly to: string;
  readonly open: boolean;
  readonly rules: readonly string[];
};

type CalendarOptions = { readonly color: Color; readonly width: number };
type Stretch = {
  readonly from: number;
  readonly to: number;
  readonly open: boolean;
  readonly rules: readonly string[];
};
type DayState = 'open' | 'partly' | 'closed' | 'unseen';
type View = { readonly zone: Zone; readonly stretches: readonly Stretch[]; readonly today: number | null };

const monthsShown = 13;
const spansShown = 3;
const marks = {
  open: ['✓', 'green'],
  partly: ['◐', 'yellow'],
  closed: ['✗', 'red'],
  unseen: [' ', null],
} as const satisfies Record<DayState, readonly [mark: string, look: Look | null]>;

/** Months as a terminal shows them, each day marked, with the rules behind them below. Ends with a line end. */
export function renderCalendar({ timezone, spans, now }: CalendarView, options: CalendarOptions): string {
  const zone = zoneOrUtc(timezone);
  const stretches = spans
    .map(({ from, to, open, rules }) => ({ from: Date.parse(from), to: Date.parse(to), open, rules }))
    .filter(({ from, to }) => from < to);
  const today = now === null ? null : dayOfReading(zone.readingAt(Date.parse(now)));
  const view: View = { zone, stretches, today };
  const months = monthsOf(view).flatMap((month) => [...monthLines(month, view, options.color), '']);
  const legend = 'open ✓   partly open ◐   closed ✗   today [ ]';
  return `${[...months, legend, '', ...ruleLines(view, options)].join('\n').trimEnd()}\n`;
}

/** The numbers of the months that the spans reach into. */
function monthsOf({ zone, stretches }: View): readonly number[] {
  const first = stretches[0];
  const last = stretches.at(-1);
  if (first === undefined || last === undefined) return [];
  const start = monthOfDay(dayOfReading(zone.readingAt(first.from)));
  const end = monthOfDay(dayOfReading(zone.readingAt(last.to - 1)));
  return Array.from({ length: Math.min(monthsShown, end - start + 1) }, (_, index) => start + index);
}

function monthLines(month: number, view: View, color: Color): readonly string[] {
  const first = firstDayOf(month);
  const { year, month: number } = dateOf(first);
  const blanks = Array.from({ length: weekdayOf(first) }, () => '     ');
  const days = Array.from({ length: lengthOf(month) }, (_, index) => dayCell(first + index, view, color));
  const cells = [...blanks, ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  return [
    painter(color)('bold', `${monthNames[number - 1] ?? ''} ${year}, ${view.zone.name}`),
    ' Mon  Tue  Wed  Thu  Fri  Sat  Sun',
    ...weeks.map((week) => week.join('').trimEnd()),
  ];
}

function dayCell(number: number, view: View, color: Color): string {
  const [mark, look] = marks[stateOf(number, view)];
  const date = String(dateOf(number).dayOfMonth).padStart(2);
  const [before, after] = number === view.today ? ['[', ']'] : [' ', ' '];
  return `${before}${painter(color)(look, `${date}${mark}`)}${after}`;
}

/** Open if all that is known of the day is, closed if nothing is. */
function stateOf(number: number, { zone, stretches }: View): DayState {
  const from = zone.startOf(number * day);
  const to = zone.startOf((number + 1) * day);
  const within = stretches.filter((stretch) => stretch.from < to && stretch.to > from);
  if (within.length === 0) return 'unseen';
  if (within.every(({ open }) => open)) return 'open';
  return within.some(({ open }) => open) ? 'partly' : 'closed';
}

/** Each set of rules with its first spans, closed before open. */
function ruleLines(view: View, { color, width }: CalendarOptions): readonly string[] {
  const groups = new Map<string, Stretch[]>();
  for (const stretch of view.stretches) {
    const key = `${stretch.open ? 1 : 0} ${stretch.rules.join(', ')}`;
    groups.set(key, [...(groups.get(key) ?? []), stretch]);
  }
  return [...groups.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, stretches]) => {
      const [mark, look] = marks[stretches[0]?.open === true ? 'open' : 'closed'];
      return wrapped(groupInWords(stretches, view), { color, width, indent: 2, lead: mark, leadLook: look });
    });
}

function groupInWords(stretches: readonly Stretch[], view: View): Phrase {
  const [first] = stretches;
  const rules = first?.rules.join(', ') ?? '';
  const name = rules === '' ? 'always' : rules;
  const spans = stretches.map((stretch) => say`${spanInWords(stretch, view)}`);
  return say`${strong(name)}: ${listed(spans, spansShown)}`;
}

function spanInWords({ from, to }: Stretch, { zone, stretches }: View): string {
  const year = dateOf(dayOfReading(zone.readingAt(stretches[0]?.from ?? from))).year;
  const [start, end] = [zone.readingAt(from), zone.readingAt(to)];
  const sameDay = dayOfReading(start) === dayOfReading(end);
  return `${readingInWords(start, year)}–${sameDay ? timeInWords(end) : readingInWords(end, year)}`;
}
