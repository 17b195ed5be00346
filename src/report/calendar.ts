import { daysOf, letterOf, markedRules, monthsOf } from './calendar-days.ts';
import type { CalendarDay, CalendarMonth, DayState } from './calendar-days.ts';
import { hourLines } from './calendar-hours.ts';
import type { CalendarRule } from './calendar-rules.ts';
import type { CalendarView } from './calendar-view.ts';
import { aboutInWords, nowInWords } from './calendar-words.ts';
import type { Color, Look } from './paint.ts';
import { painter } from './paint.ts';
import { prose, say, strong } from './phrase.ts';
import { widthOf, wrapped } from './wrap.ts';

type CalendarOptions = { readonly color: Color; readonly width: number };

const monthsShown = 13;
const rulesShown = 60;
const monthWidth = 35;
const monthGap = 3;
const weekdayLine = ' Mon  Tue  Wed  Thu  Fri  Sat  Sun';
const marks = {
  open: ['✓', 'green'],
  partly: ['◐', 'yellow'],
  closed: ['✗', 'red'],
  unseen: [' ', null],
} as const satisfies Record<DayState, readonly [mark: string, look: Look | null]>;

/** Months as a terminal shows them, or the hours of a single day, with the rules behind explained below. Ends with a line end. */
export function renderCalendar(view: CalendarView, options: CalendarOptions): string {
  const page = { color: options.color, width: Math.min(120, Math.max(40, options.width)) };
  const [day, ...others] = daysOf(view);
  const isOneDay = day !== undefined && others.length === 0;
  const blocks = [
    [...wrapped(nowInWords(view), { ...page, indent: 0 }), ...wrapped(aboutInWords(view), { ...page, indent: 0 })],
    ...(isOneDay ? [hourLines(day, view, page)] : monthBlocks(monthsOf(view), page)),
    ruleLines(view, page),
  ];
  const told = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${told.join('\n\n')}\n`;
}

/** Rows of months, as many side by side as there is room for, and what the marks mean. */
function monthBlocks(
  months: readonly CalendarMonth[],
  { color, width }: CalendarOptions,
): readonly (readonly string[])[] {
  const shown = months.slice(0, monthsShown).map((month) => monthLines(month, color));
  const columns = Math.max(1, Math.floor((width + monthGap) / (monthWidth + monthGap)));
  const rows = Array.from({ length: Math.ceil(shown.length / columns) }, (_, row) =>
    sideBySide(shown.slice(row * columns, row * columns + columns)),
  );
  const more = months.length - shown.length;
  return [
    ...rows,
    ...(more > 0 ? [[`and ${more} more months: see \`--json\``]] : []),
    wrapped(say`✓ open · ◐ partly open · ✗ closed · > today · a letter: a rule below, + several`, {
      color,
      width,
      indent: 0,
    }),
  ];
}

type Line = { readonly text: string; readonly width: number };

function sideBySide(months: readonly (readonly Line[])[]): readonly string[] {
  const height = Math.max(...months.map((lines) => lines.length));
  return Array.from({ length: height }, (_, index) =>
    months
      .map((lines) => lines[index] ?? { text: '', width: 0 })
      .map(({ text, width }) => `${text}${' '.repeat(monthWidth - width)}`)
      .join(' '.repeat(monthGap))
      .trimEnd(),
  );
}

function monthLines({ title, days }: CalendarMonth, color: Color): readonly Line[] {
  const blanks = Array.from({ length: days[0]?.weekday ?? 0 }, () => '     ');
  const cells = [...blanks, ...days.map((each) => dayCell(each, color))];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  return [
    { text: painter(color)('bold', title), width: widthOf(title) },
    { text: weekdayLine, width: weekdayLine.length },
    ...weeks.map((week) => ({ text: week.join(''), width: week.length * 5 })),
  ];
}

function dayCell(day: CalendarDay, color: Color): string {
  const [mark, look] = marks[day.state];
  const words = `${String(day.date.dayOfMonth).padStart(2)}${mark}${letterOf(day).padEnd(1)}`;
  return `${day.isToday ? '>' : ' '}${painter(color)(look, words)}`;
}

/** Each rule once: its mark and letter, when it holds, and why. */
function ruleLines(view: CalendarView, page: CalendarOptions): readonly string[] {
  const letters = new Map(markedRules(view).map(({ letter, rule }) => [rule, letter]));
  const more = view.rules.length - rulesShown;
  return [
    ...view.rules.slice(0, rulesShown).flatMap((rule) => oneRule(rule, letters.get(rule) ?? ' ', page)),
    ...(more > 0 ? [`and ${more} more rules: see \`--json\``] : []),
    ...view.conditional.flatMap(({ id, because }) => [
      ...wrapped(say`${strong(id)}: depends on the change, left out here`, { ...page, indent: 3, lead: '?' }),
      ...wrapped(prose(because), { ...page, indent: 3 }),
    ]),
  ];
}

function oneRule(
  { kind, id, because, pattern, aside }: CalendarRule,
  letter: string,
  page: CalendarOptions,
): readonly string[] {
  const [mark, leadLook] = marks[kind === 'window' || kind === 'exception' ? 'open' : 'closed'];
  const more = aside === null ? '' : `; ${aside}`;
  return [
    ...wrapped(say`${strong(id)}: ${pattern}${more}`, { ...page, indent: 3, lead: `${mark}${letter}`, leadLook }),
    ...(because === '' ? [] : wrapped(prose(because), { ...page, indent: 3 })),
  ];
}
