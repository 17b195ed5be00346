import * as fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { renderCalendarFeed } from '../../src/report/calendar-ics.ts';
import type { ViewRequest } from '../../src/report/calendar-view.ts';
import { calendarSpans } from '../../src/schedule/calendar.ts';
import { aSchedule } from '../schedule/a-schedule.ts';
import { aDuring, aZone } from '../schedule/arbitrary.ts';
import { aRequest, hostileWords, office } from './calendars.ts';

type Span = { readonly from: number; readonly to: number };
type Read = Span & { readonly uid: string; readonly summary: string; readonly isFreeze: boolean };

/** The events of a feed as another product reads them. */
function eventsOf(feed: string): readonly Read[] {
  return new ICAL.Component(ICAL.parse(feed)).getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      from: event.startDate.toUnixTime() * 1_000,
      to: event.endDate.toUnixTime() * 1_000,
      uid: event.uid,
      summary: event.summary,
      isFreeze: component.getFirstPropertyValue('categories') === 'FREEZE',
    };
  });
}

function feedOf(...asked: Parameters<typeof aRequest>): string {
  return renderCalendarFeed(aRequest(...asked));
}

function someRules(kind: string) {
  const aRule = fc.record({
    id: fc.nat(2).map((number) => `${kind}-${number}`),
    during: aDuring(Date.UTC(2026, 10, 15)),
  });
  return fc.uniqueArray(aRule, { maxLength: 3, selector: ({ id }) => id });
}

/** The first event of a feed that begins on a day. */
function firstOn(day: string): Read | undefined {
  return eventsOf(feedOf({ schedule: office, from: day, to: '2026-12-31', now: `${day}T12:00:00Z` }))[0];
}

describe('a calendar feed', () => {
  test('holds freezes as events that take time and openings as events that do not', async () => {
    const feed = feedOf({ schedule: office, from: '2026-12-17', to: '2026-12-23' });

    await expect(feed.replaceAll('\r\n', '\n')).toMatchFileSnapshot('goldens/calendar-feed.ics');
  });

  test('is the same for the same policy, range and instant', () => {
    expect(feedOf({ schedule: office })).toBe(feedOf({ schedule: office }));
  });

  test('keeps the identity of an event that has begun, from day to day', () => {
    expect(firstOn('2026-12-20')).toEqual(firstOn('2026-12-19'));
    expect(firstOn('2026-12-20')?.summary).toContain('year-end');
  });

  test('tells freezes whole that reach out of the range', () => {
    const [freeze] = eventsOf(feedOf({ schedule: office, from: '2026-12-24', to: '2026-12-24' }));

    expect(freeze).toMatchObject({ from: Date.parse('2026-12-22T16:00:00Z'), to: Date.parse('2027-01-03T23:00:00Z') });
  });

  test('cuts a freeze without end beyond the range', () => {
    const feed = feedOf({ schedule: aSchedule({ freezes: [{}] }) });

    expect(eventsOf(feed)).toHaveLength(1);
    expect(feed).toContain('-begun@change-gate');
  });

  test('gives each event an identity of its own', () => {
    const uids = eventsOf(feedOf({ schedule: office, to: '2027-12-31' })).map(({ uid }) => uid);

    expect(new Set(uids).size).toBe(uids.length);
  });

  test('tells other places apart', () => {
    const [one] = eventsOf(feedOf({ schedule: office }));
    const [other] = eventsOf(feedOf({ schedule: office, environment: 'staging' }));

    expect(one?.from).toBe(other?.from);
    expect(one?.uid).not.toBe(other?.uid);
  });

  test('says nothing where nothing says when, and is valid all the same', () => {
    const feed = feedOf({ schedule: null });

    expect(eventsOf(feed)).toEqual([]);
    expect(feed).toContain('BEGIN:VTIMEZONE\r\n');
    expect(feed).toContain('at any time but within a freeze');
  });

  test('says so where it is never open', () => {
    const schedule = aSchedule({ windows: [{ during: { from: '2020-01-01', to: '2020-01-01' } }] });

    expect(feedOf({ schedule }).replaceAll('\r\n ', '')).toContain('It is not open at any time');
  });

  test('ends lines with CR LF and folds them at 75 octets, between characters', () => {
    const because = 'Größe zählt: 変更の凍結 🚢 '.repeat(30);
    const feed = feedOf({ schedule: aSchedule({ freezes: [{ because, during: { days: ['mon'] } }] }) });
    const lines = feed.split('\r\n');

    expect(lines.at(-1)).toBe('');
    expect(feed.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(Buffer.from(feed).toString()).toBe(feed);
    expect(eventsOf(feed)[0]?.summary).toContain('変更の凍結 🚢 Größe');
  });

  test('holds no line of what a policy says', () => {
    const feed = feedOf({ schedule: aSchedule({ freezes: [{ because: hostileWords, during: { days: ['tue'] } }] }) });

    expect(feed.match(/^BEGIN:VCALENDAR/gmu)).toHaveLength(1);
    expect(feed.match(/^END:VCALENDAR/gmu)).toHaveLength(1);
    expect(feed.match(/^BEGIN:VEVENT/gmu)).toHaveLength(4);
    expect(feed).not.toMatch(/(?![\r\n])\p{Cc}|\u202E/u);
    expect(eventsOf(feed)[0]?.summary).toContain('`<img src=x>` ;,\\n &lt;');
  });

  test('comes back from another reader with the spans of the schedule, in every zone', () => {
    const aRandomSchedule = fc
      .record({ timezone: aZone, windows: someRules('window'), freezes: someRules('freeze') })
      .map((parts) => aSchedule(parts));

    fc.assert(
      fc.property(aRandomSchedule, (schedule) => {
        const request = aRequest({ schedule, from: '2026-11-08', to: '2026-11-22' });
        const events = eventsOf(renderCalendarFeed(request));
        const { spans } = calendarSpans(request.input, request.range);

        expect(
          union(
            events.filter(({ isFreeze }) => !isFreeze),
            request,
          ),
        ).toEqual(union(spans.filter(({ open, rules }) => open && rules.length > 0).map(inMilliseconds), request));
        expect(
          union(
            events.filter(({ isFreeze }) => isFreeze),
            request,
          ),
        ).toEqual(
          union(spans.filter(({ rules }) => rules.some((id) => id.startsWith('freeze'))).map(inMilliseconds), request),
        );
      }),
      { numRuns: 150 },
    );
  });
});

function inMilliseconds({ from, to }: { readonly from: string; readonly to: string }): Span {
  return { from: Date.parse(from), to: Date.parse(to) };
}

/** Spans within the range of a request, with those that touch or overlap made one. */
function union(spans: readonly Span[], { range }: ViewRequest): readonly Span[] {
  const [first, last] = [Date.parse(range.from), Date.parse(range.to)];
  const merged: Span[] = [];
  const within = spans
    .map(({ from, to }) => ({ from: Math.max(from, first), to: Math.min(to, last) }))
    .filter(({ from, to }) => from < to)
    .sort((one, other) => one.from - other.from);
  for (const span of within) {
    const before = merged.at(-1);
    if (before !== undefined && before.to >= span.from)
      merged[merged.length - 1] = { from: before.from, to: Math.max(before.to, span.to) };
    else merged.push(span);
  }
  return merged;
}
