import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffCalendars } from '../../src/report/calendar-diff.ts';
import type { CalendarDiff } from '../../src/report/calendar-diff.ts';
import { renderCalendarDiff, renderCalendarDiffText } from '../../src/report/calendar-diff-words.ts';
import { calendarAt } from '../../src/schedule/calendar.ts';
import type { Schedule } from '../../src/schedule/schedule.ts';
import { aSchedule } from '../schedule/a-schedule.ts';
import { aDuring, aZone } from '../schedule/arbitrary.ts';
import { aRequest, hostileWords, office } from './calendars.ts';

const plain = { color: 'none', width: 80, timezone: 'Europe/Berlin' } as const;
const hours = { days: ['mon-thu'], from: '09:00', to: '16:00' };
const longerHours = { days: ['mon-thu'], from: '09:00', to: '17:00' };

function diffOf(old: Schedule | null, now: Schedule | null, to = '2026-11-30'): CalendarDiff {
  const { input, range } = aRequest({ schedule: now, to });
  return diffCalendars({ old: { ...input, schedule: old }, new: input, range });
}

describe('a change of schedule', () => {
  test('closes what was open', () => {
    const diff = diffOf(null, aSchedule({ freezes: [{ during: { from: '2026-11-10', to: '2026-11-10' } }] }));

    expect(diff).toEqual({
      from: '2026-11-01T00:00:00Z',
      to: '2026-12-01T00:00:00Z',
      opened: [],
      closed: [{ from: '2026-11-10T00:00:00Z', to: '2026-11-11T00:00:00Z', rules: ['freeze-1'], before: [] }],
      hours: { opened: 0, closed: 24 },
    });
  });

  test('opens what was closed', () => {
    const old = aSchedule({ windows: [{ id: 'office', during: hours }] });
    const now = aSchedule({ windows: [{ id: 'office', during: longerHours }] });

    const { opened, closed, hours: sum } = diffOf(old, now, '2026-11-02');

    expect(closed).toEqual([]);
    expect(opened).toEqual([
      { from: '2026-11-02T16:00:00Z', to: '2026-11-02T17:00:00Z', rules: ['office'], before: ['outside-windows'] },
    ]);
    expect(sum).toEqual({ opened: 1, closed: 0 });
  });

  test('that names rules anew changes nothing', () => {
    const diff = diffOf(
      aSchedule({ freezes: [{ id: 'old', during: hours }] }),
      aSchedule({ freezes: [{ id: 'new', during: hours }] }),
    );

    expect(diff).toMatchObject({ opened: [], closed: [], hours: { opened: 0, closed: 0 } });
  });

  test('closes earlier with a longer runway', () => {
    const { closed } = diffOf({ ...office, runway: '0m' }, office, '2026-11-02');

    expect(closed).toEqual([
      {
        from: '2026-11-02T14:30:00Z',
        to: '2026-11-02T15:00:00Z',
        rules: ['outside-windows'],
        before: ['business-hours'],
      },
    ]);
  });

  test('is told apart at every instant as the calendar tells it', () => {
    const near = Date.UTC(2026, 10, 15);
    const aRandomSchedule = fc
      .record({
        timezone: aZone,
        windows: fc.array(fc.record({ during: aDuring(near) }), { maxLength: 2 }),
        freezes: fc.array(fc.record({ during: aDuring(near) }), { maxLength: 2 }),
      })
      .map((parts) => aSchedule(parts));
    const anInstant = fc.integer({ min: 0, max: 30 * 24 * 60 - 1 });

    fc.assert(
      fc.property(aRandomSchedule, aRandomSchedule, anInstant, (old, now, minutes) => {
        const { input } = aRequest();
        const range = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };
        const instant = Date.parse(range.from) + minutes * 60_000;
        const { opened, closed } = diffCalendars({
          old: { ...input, schedule: old },
          new: { ...input, schedule: now },
          range,
        });
        const isOpen = (schedule: Schedule) => calendarAt({ ...input, schedule }, new Date(instant).toISOString()).open;
        const isIn = (spans: CalendarDiff['opened']) =>
          spans.some(({ from, to }) => Date.parse(from) <= instant && instant < Date.parse(to));

        expect({ opened: isIn(opened), closed: isIn(closed) }).toEqual({
          opened: !isOpen(old) && isOpen(now),
          closed: isOpen(old) && !isOpen(now),
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('the words for a change of schedule', () => {
  const now = aSchedule({
    timezone: 'Europe/Berlin',
    windows: [{ id: 'business-hours', during: longerHours }],
    freezes: [
      { id: 'stocktaking', during: { from: '2026-11-17T10:00', to: '2026-11-18T12:00' } },
      { id: 'year-end', during: { from: '12-18', to: '01-03' } },
    ],
  });
  const old = aSchedule({ timezone: 'Europe/Berlin', windows: [{ id: 'business-hours', during: hours }] });

  test('draw together what comes again', async () => {
    const text = renderCalendarDiffText(diffOf(old, now, '2027-01-31'), plain);

    await expect(text).toMatchFileSnapshot('goldens/calendar-diff.txt');
  });

  test('stand in a comment as a list', async () => {
    const text = renderCalendarDiff(diffOf(old, now, '2027-01-31'), 'Europe/Berlin');

    await expect(text).toMatchFileSnapshot('goldens/calendar-diff.md');
  });

  test('say so where nothing changes', () => {
    expect(renderCalendarDiff(diffOf(old, old), 'Europe/Berlin')).toBe(
      'This change opens and closes nothing, Sun 1 Nov 2026 to Mon 30 Nov 2026, Europe/Berlin\n',
    );
  });

  test.each([
    { limit: 'a terminal', lines: 42, render: (diff: CalendarDiff) => renderCalendarDiffText(diff, plain) },
    { limit: 'a comment', lines: 13, render: (diff: CalendarDiff) => renderCalendarDiff(diff, 'UTC') },
  ])('are no more than people read in $limit', ({ lines, render }) => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      during: { from: `2026-11-10T${at(index)}`, to: `2026-11-10T${at(index)}:30` },
    }));

    const text = render(diffOf(null, aSchedule({ freezes: many })));

    expect(text.trimEnd().split('\n')).toHaveLength(lines);
    expect(text).toMatch(/and \d\d more spans/u);
  });

  test('hold no markup of what a policy says', () => {
    const hostile = aSchedule({ freezes: [{ id: hostileWords, during: { from: '2026-11-10', to: '2026-11-10' } }] });

    expect(renderCalendarDiff(diffOf(null, hostile), 'UTC')).toMatch(/^.*\n\n- ✗ .*\n$/u);
    expect(renderCalendarDiffText(diffOf(null, hostile), plain)).not.toMatch(/(?!\n)\p{Cc}|\u202E/u);
  });
});

function at(index: number): string {
  return `${String(Math.floor(index / 6) + 1).padStart(2, '0')}:${(index % 6) * 10 || '00'}`;
}
