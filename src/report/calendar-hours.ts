import { dayOfReading, hour } from '../schedule/civil.ts';
import type { CalendarDay } from './calendar-days.ts';
import type { Stretch } from './calendar-stretch.ts';
import type { CalendarView } from './calendar-view.ts';
import type { Color } from './paint.ts';
import { painter } from './paint.ts';
import { code, joined, say } from './phrase.ts';
import { durationInWords, monthNames, timeInWords, weekdayNames, zoneOrUtc } from './words.ts';
import { wrapped } from './wrap.ts';

type HourOptions = { readonly color: Color; readonly width: number };

/** The hours of one day: what is open and what is closed from when to when, and by which rules. */
export function hourLines(day: CalendarDay, view: CalendarView, options: HourOptions): readonly string[] {
  const paint = painter(options.color);
  const title = `${dayInWords(day)}${day.isToday ? ', today' : ''}`;
  return [
    paint('bold', title),
    ...clockChange(day),
    ...day.stretches.flatMap((stretch) => stretchLines(stretch, view, options)),
  ];
}

/** `Friday 27 November 2026`. */
export function dayInWords({ weekday, date }: Pick<CalendarDay, 'weekday' | 'date'>): string {
  return `${weekdayNames[weekday] ?? ''} ${date.dayOfMonth} ${monthNames[date.month - 1] ?? ''} ${date.year}`;
}

/** `09:00–15:30` of a stretch of a day; midnight at its end is `24:00`. */
export function hoursInWords(
  { from, to }: Pick<Stretch, 'from' | 'to'>,
  { timezone }: Pick<CalendarView, 'timezone'>,
): string {
  const zone = zoneOrUtc(timezone);
  const [start, end] = [zone.readingAt(from), zone.readingAt(to)];
  const isNextDay = dayOfReading(end) > dayOfReading(start);
  return `${timeInWords(start)}–${isNextDay ? '24:00' : timeInWords(end)}`;
}

/** A day on which clocks change is not 24 hours long. */
export function clockChange({ from, to }: Pick<CalendarDay, 'from' | 'to'>): readonly string[] {
  if (to - from === 24 * hour) return [];
  return [`clocks change: this day has ${durationInWords((to - from) / 1_000)}`];
}

function stretchLines(stretch: Stretch, view: CalendarView, { color, width }: HourOptions): readonly string[] {
  const rules = joined(
    stretch.rules.map((id) => say`${code(id)}`),
    ', ',
  );
  const [mark, look, state] = stretch.open ? (['✓', 'green', 'open'] as const) : (['✗', 'red', 'closed'] as const);
  const by = rules.length === 0 ? [] : say` by ${rules}`;
  const words = say`${hoursInWords(stretch, view)} ${state}${by}`;
  return wrapped(words, { color, width, indent: 3, hanging: 5, lead: mark, leadLook: look });
}
