import { createHash } from 'node:crypto';
import { day } from '../schedule/civil.ts';
import { isoOf } from '../schedule/instant.ts';
import type { CalendarRule } from './calendar-rules.ts';
import type { Period, Stretch } from './calendar-stretch.ts';
import { viewOf } from './calendar-view.ts';
import type { CalendarView, ViewRequest } from './calendar-view.ts';
import { icsInstant, icsText, renderIcs } from './ics.ts';
import type { IcsLine } from './ics.ts';
import { durationInWords, readingInWords, zoneOrUtc } from './words.ts';

/**
 * A feed that people subscribe to (RFC 5545): each freeze as an event that takes time, each opening as one that does not.
 * What reaches out of the range is told whole, so that its event stays the same from day to day.
 */
export function renderCalendarFeed(request: ViewRequest): string {
  const [from, to] = [Date.parse(request.range.from), Date.parse(request.range.to)];
  const view = viewOf({
    ...request,
    range: { from: isoOf(Math.max(from - beyond, earliest)), to: isoOf(Math.min(to + beyond, latest)) },
  });
  const isShown = (event: Event): boolean => event.to > from && event.from < to;
  const events = [...freezeEvents(view), ...openEvents(view)].filter(isShown).toSorted(byTime);
  return renderIcs([
    ['BEGIN', 'VCALENDAR'],
    ...headLines(view),
    ...(events.length === 0 ? zoneLines : events.flatMap((event) => eventLines(event, view))),
    ['END', 'VCALENDAR'],
  ]);
}

// Longer than any freeze that has an end in mind; what began before that is told as begun already.
const beyond = 100 * day;
// Years of iCalendar have four digits.
const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T00:00:00Z');

/** A calendar must hold something (RFC 5545, 3.6): where nothing happens, the definition of UTC, which shows nothing. */
const zoneLines: readonly IcsLine[] = [
  ['BEGIN', 'VTIMEZONE'],
  ['TZID', 'Etc/UTC'],
  ['BEGIN', 'STANDARD'],
  ['DTSTART', '19700101T000000'],
  ['TZOFFSETFROM', '+0000'],
  ['TZOFFSETTO', '+0000'],
  ['END', 'STANDARD'],
  ['END', 'VTIMEZONE'],
];

type Event = Period & {
  readonly kind: 'freeze' | 'open';
  readonly id: string;
  readonly summary: string;
  readonly description: readonly string[];
};

function byTime(one: Event, other: Event): number {
  return one.from - other.from || (one.id < other.id ? -1 : 1);
}

function headLines(view: CalendarView): readonly IcsLine[] {
  const name = icsText(`Changes to ${[view.environment, ...view.services].join(', ')}`);
  const description = icsText(...descriptionOf(view));
  return [
    ['VERSION', '2.0'],
    ['PRODID', '-//change-gate//calendar//EN'],
    ['CALSCALE', 'GREGORIAN'],
    ['METHOD', 'PUBLISH'],
    ['NAME', name],
    ['X-WR-CALNAME', name],
    ['DESCRIPTION', description],
    ['X-WR-CALDESC', description],
    ['X-WR-TIMEZONE', view.timezone],
    ['REFRESH-INTERVAL;VALUE=DURATION', 'PT6H'],
    ['X-PUBLISHED-TTL', 'PT6H'],
  ];
}

function descriptionOf({ changeType, rules, conditional, stretches }: CalendarView): readonly string[] {
  const hasWindows = rules.some(({ kind }) => kind === 'outside' || kind === 'window');
  const open = hasWindows
    ? `A ${changeType} change may start only within an event "Open".`
    : `A ${changeType} change may start at any time but within a freeze.`;
  const isNeverOpen = stretches.every((stretch) => !stretch.open);
  const left = conditional.map(({ id, because }) => `${id} (${because})`).join('; ');
  return [
    open,
    ...(isNeverOpen ? ['It is not open at any time that this calendar covers.'] : []),
    ...(left === '' ? [] : [`Left out, since they depend on the change: ${left}.`]),
  ];
}

function freezeEvents({ rules, timezone, range }: CalendarView): readonly Event[] {
  return rules
    .filter(({ kind }) => kind === 'freeze')
    .flatMap((rule) =>
      rule.periods.map((period) => {
        const isWhole = period.from > range.from && period.to < range.to;
        return {
          ...period,
          kind: 'freeze' as const,
          id: rule.id,
          summary: `Freeze ${rule.id}: ${rule.because}`,
          description: [...ruleWords(rule), ...(isWhole ? [`frozen ${whenInWords(period, timezone)}`] : [])],
        };
      }),
    );
}

/** What is open by a window or an exception. Where no rule says when it is open, silence means open. */
function openEvents(view: CalendarView): readonly Event[] {
  return openings(view.stretches).map(({ from, to, rules }) => {
    const behind = view.rules.filter(
      ({ kind, id }) => (kind === 'window' || kind === 'exception') && rules.includes(id),
    );
    return {
      from,
      to,
      kind: 'open' as const,
      id: '',
      summary: `Open for changes: ${rules.join(', ')}`,
      description: [...behind.flatMap(ruleWords), `a change may start ${whenInWords({ from, to }, view.timezone)}`],
    };
  });
}

/** Stretches that rules open; those that touch are one. */
function openings(stretches: readonly Stretch[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const stretch of stretches.filter(({ open, rules }) => open && rules.length > 0)) {
    const last = found.at(-1);
    if (last === undefined || last.to !== stretch.from) found.push(stretch);
    else found[found.length - 1] = { ...last, to: stretch.to, rules: [...new Set([...last.rules, ...stretch.rules])] };
  }
  return found;
}

function ruleWords({ id, because, pattern, aside }: CalendarRule): readonly string[] {
  return [`${id}: ${because}`, `${pattern}${aside === null ? '' : `; ${aside}`}`];
}

/** The times as the policy's own clock shows them: whoever subscribes may live elsewhere. */
function whenInWords({ from, to }: Period, timezone: string): string {
  const zone = zoneOrUtc(timezone);
  const tell = (instant: number): string => readingInWords(zone.readingAt(instant), 0);
  return `${tell(from)} to ${tell(to)} ${zone.name} (${durationInWords((to - from) / 1_000)})`;
}

function eventLines(event: Event, view: CalendarView): readonly IcsLine[] {
  return [
    ['BEGIN', 'VEVENT'],
    ['UID', uidOf(event, view)],
    ['DTSTAMP', icsInstant(Date.parse(view.moment.evaluatedAt))],
    ['DTSTART', icsInstant(event.from)],
    ['DTEND', icsInstant(event.to)],
    ['SUMMARY', icsText(event.summary)],
    ['DESCRIPTION', icsText(...event.description)],
    ['CATEGORIES', event.kind === 'freeze' ? 'FREEZE' : 'OPEN'],
    ['CLASS', 'PUBLIC'],
    ['STATUS', 'CONFIRMED'],
    ['TRANSP', event.kind === 'freeze' ? 'OPAQUE' : 'TRANSPARENT'],
    ['END', 'VEVENT'],
  ];
}

/** The same for the same event of the same place each time, whatever else is around it. */
function uidOf({ kind, id, from }: Event, { environment, services, changeType, range }: CalendarView): string {
  const place = JSON.stringify([environment, services.toSorted(), changeType, kind, id]);
  const start = from === range.from ? 'begun' : icsInstant(from);
  return `${createHash('sha256').update(place).digest('hex').slice(0, 20)}-${start}@change-gate`;
}
