import { dateOf, day, dayOfReading, weekdayOf } from '../schedule/civil.ts';
import type { Zone } from '../schedule/zone.ts';
import type { CalendarDiff, ChangedSpan } from './calendar-diff.ts';
import { toMarkdown } from './markdown.ts';
import type { Color } from './paint.ts';
import type { Phrase } from './phrase.ts';
import { code, joined, listed, say, strong } from './phrase.ts';
import {
  counted,
  durationInWords,
  numberInWords,
  readingInWords,
  timeInWords,
  weekdayNames,
  zoneOrUtc,
} from './words.ts';
import { wrapped } from './wrap.ts';

type TextOptions = { readonly color: Color; readonly width: number; readonly timezone: string };

type Told = {
  readonly zone: Zone;
  readonly limit: number;
  /** Where those stand that are left out. */
  readonly rest: string;
};

/** What a change of policy opens and closes, for people at a terminal. Ends with a line end. */
export function renderCalendarDiffText(diff: CalendarDiff, { color, width, timezone }: TextOptions): string {
  const block = { color, width: Math.min(120, Math.max(40, width)) };
  const lines = [
    ...wrapped(sumInWords(diff, timezone), { ...block, indent: 0 }),
    ...linesOf(diff, { zone: zoneOrUtc(timezone), limit: 40, rest: ': see `--json`' }).flatMap(({ mark, words }) =>
      wrapped(words, { ...block, indent: 2, lead: mark, leadLook: mark === '✓' ? 'green' : 'red' }),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** The same as Markdown, for the comment on a pull request that edits the schedule. Ends with a line end. */
export function renderCalendarDiff(diff: CalendarDiff, timezone: string): string {
  const items = calendarDiffItems(diff, { timezone, limit: 10 }).map((words) => `- ${toMarkdown(words, 600)}`);
  const sum = toMarkdown(sumInWords(diff, timezone), 600);
  return `${items.length === 0 ? sum : [sum, '', ...items].join('\n')}\n`;
}

/** `This change newly closes 31 h and opens 3 h, Sat 21 Nov 2026 to Fri 31 Dec 2027, Europe/Berlin`. */
function sumInWords({ from, to, hours }: CalendarDiff, timezone: string): Phrase {
  const zone = zoneOrUtc(timezone);
  const first = dateInWords(zone.readingAt(Date.parse(from)));
  const last = dateInWords(zone.readingAt(Date.parse(to) - 1));
  const range = `${first} to ${last}, ${zone.name}`;
  if (hours.closed + hours.opened === 0) return say`This change opens and closes nothing, ${range}`;
  return say`This change newly ${hoursInWords({ hours })}, ${range}`;
}

/** `closes 31 h and opens 3 h`. */
export function hoursInWords({ hours }: Pick<CalendarDiff, 'hours'>): Phrase {
  const parts = [
    ...(hours.closed > 0 ? [say`closes ${strong(`${numberInWords(hours.closed)} h`)}`] : []),
    ...(hours.opened > 0 ? [say`opens ${strong(`${numberInWords(hours.opened)} h`)}`] : []),
  ];
  return joined(parts, ' and ');
}

/** Each stretch that is newly closed or opened, those that come again as one: `✗ Fri 14:00–17:00 (3 h) by no-friday`. */
export function calendarDiffItems(
  diff: CalendarDiff,
  { timezone, limit }: { readonly timezone: string; readonly limit: number },
): readonly Phrase[] {
  return linesOf(diff, { zone: zoneOrUtc(timezone), limit, rest: '' }).map(({ mark, words }) => say`${mark} ${words}`);
}

type DiffLine = { readonly mark: '✓' | '✗'; readonly words: Phrase };

function linesOf({ closed, opened }: CalendarDiff, told: Told): readonly DiffLine[] {
  return [...linesFor('✗', closed, told), ...linesFor('✓', opened, told)];
}

/** Spans that come again at the same hours under the same rules. */
type Group = {
  readonly first: ChangedSpan;
  readonly last: ChangedSpan;
  readonly weekdays: ReadonlySet<number>;
  readonly count: number;
};

function linesFor(
  mark: DiffLine['mark'],
  spans: readonly ChangedSpan[],
  { zone, limit, rest }: Told,
): readonly DiffLine[] {
  const groups = groupsOf(spans, zone);
  const shown = groups.length <= limit + 1 ? groups : groups.slice(0, limit);
  const more = groups.length - shown.length;
  return [
    ...shown.map((group) => ({ mark, words: groupInWords(mark, group, zone) })),
    ...(more > 0 ? [{ mark, words: say`and ${counted(more, 'more span')}${rest}` }] : []),
  ];
}

function groupsOf(spans: readonly ChangedSpan[], zone: Zone): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const span of joinedUp(spans)) {
    const [start, end] = readingsOf(span, zone);
    const firstDay = dayOfReading(start);
    const key = JSON.stringify([start - firstDay * day, end - firstDay * day, span.rules, span.before]);
    const { first, weekdays, count } = groups.get(key) ?? { first: span, weekdays: new Set<number>(), count: 0 };
    groups.set(key, { first, last: span, weekdays: new Set([...weekdays, weekdayOf(firstDay)]), count: count + 1 });
  }
  return [...groups.values()];
}

/** Spans that touch as one, whichever rules are behind each part. */
function joinedUp(spans: readonly ChangedSpan[]): readonly ChangedSpan[] {
  const found: ChangedSpan[] = [];
  for (const span of spans) {
    const last = found.at(-1);
    if (last === undefined || last.to !== span.from) found.push(span);
    else found[found.length - 1] = { ...last, to: span.to, ...namesOfBoth(last, span) };
  }
  return found;
}

function namesOfBoth(one: ChangedSpan, other: ChangedSpan): Pick<ChangedSpan, 'rules' | 'before'> {
  return {
    rules: [...new Set([...one.rules, ...other.rules])],
    before: [...new Set([...one.before, ...other.before])],
  };
}

function groupInWords(mark: DiffLine['mark'], { first, last, weekdays, count }: Group, zone: Zone): Phrase {
  const [start, end] = readingsOf(first, zone);
  const length = durationInWords((Date.parse(first.to) - Date.parse(first.from)) / 1_000);
  const reason = reasonOf(mark, first);
  const year = dateOf(dayOfReading(start)).year;
  const isOneDay = end - dayOfReading(start) * day <= day;
  const until = isOneDay ? endTime(start, end) : ` to ${readingInWords(end, year)}`;
  const once = `${readingInWords(start, 0)}${until}`;
  if (count === 1) return say`${strong(once)} (${length})${reason}`;
  const hours = isOneDay ? `${timeInWords(start)}${until}` : `${timeInWords(start)} for ${length}`;
  const dates = `${dateInWords(start)} to ${dateInWords(readingsOf(last, zone)[0])}`;
  return say`${strong(`${weekdaysInWords(weekdays)} ${hours}`)}, ${counted(count, 'time')} from ${dates}${reason}`;
}

function endTime(start: number, end: number): string {
  return `–${dayOfReading(end) > dayOfReading(start) ? '24:00' : timeInWords(end)}`;
}

/** What closes it now, or closed it before. */
function reasonOf(mark: DiffLine['mark'], { rules, before }: ChangedSpan): Phrase {
  const names = (mark === '✗' ? rules : before).map((id) => say`${code(id)}`);
  if (names.length === 0) return [];
  return mark === '✗' ? say` by ${listed(names, 3)}` : say`, closed until now by ${listed(names, 3)}`;
}

/** `Mon–Thu`, `Mon, Wed`: weekdays, ranges of three and more drawn together. */
function weekdaysInWords(days: ReadonlySet<number>): string {
  const ranges: number[][] = [];
  for (const number of [...days].sort((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last?.at(-1) === number - 1) last.push(number);
    else ranges.push([number]);
  }
  return ranges.map(rangeInWords).join(', ');
}

function rangeInWords(range: readonly number[]): string {
  const names = range.map((number) => (weekdayNames[number] ?? '').slice(0, 3));
  return range.length < 3 ? names.join(', ') : `${names[0]}–${names.at(-1)}`;
}

function readingsOf({ from, to }: ChangedSpan, zone: Zone): readonly [number, number] {
  return [zone.readingAt(Date.parse(from)), zone.readingAt(Date.parse(to))];
}

function dateInWords(reading: number): string {
  return readingInWords(reading, 0).replace(/ \d\d:\d\d$/u, '');
}
