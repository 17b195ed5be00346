import type { ViewRequest } from '../../src/report/calendar-view.ts';
import { viewOf } from '../../src/report/calendar-view.ts';
import type { CalendarView } from '../../src/report/calendar-view.ts';
import { rangeOf } from '../../src/schedule/range.ts';
import type { Schedule } from '../../src/schedule/schedule.ts';
import { aSchedule } from '../schedule/a-schedule.ts';

type Asked = Partial<Omit<ViewRequest['input'], 'schedule'>> & {
  readonly schedule?: Schedule | null;
  readonly from?: string;
  readonly to?: string;
  readonly now?: string;
};

/** A calendar of production in November 2026, seen on Friday the 27th at 15:00 in Berlin. */
export function aRequest({
  schedule = aSchedule(),
  from = '2026-11-01',
  to = '2026-11-30',
  now = '2026-11-27T14:00:00Z',
  ...place
}: Asked = {}): ViewRequest {
  const range = rangeOf({ from, to, now, timezone: schedule?.timezone ?? 'UTC' });
  if (range === null) throw new RangeError(`${from} to ${to} is no range`);
  return { input: { environment: 'production', runways: {}, schedule, ...place }, range, now };
}

export function aView(asked: Asked = {}): CalendarView {
  return viewOf(aRequest(asked));
}

/** Monday to Thursday 09:00–16:00 in Berlin, Fridays and the year's end frozen, an exception, a rule that asks. */
export const office = aSchedule({
  timezone: 'Europe/Berlin',
  runway: '30m',
  windows: [
    {
      id: 'business-hours',
      because: 'people are there to help',
      during: { days: ['mon-thu'], from: '09:00', to: '16:00' },
    },
  ],
  freezes: [
    { id: 'no-friday', because: 'nobody is there on Saturday', during: { from: 'fri 12:00', to: 'mon 09:00' } },
    {
      id: 'year-end',
      because: 'the books are closed; salaries, bonuses\nand taxes: `ledger` is busy',
      during: { from: '12-18', to: '01-03' },
      effect: 'hold',
    },
    { id: 'open-incident', because: 'the service is on fire', when: 'operations.openIncidents > 0' },
  ],
  exceptions: [
    {
      id: 'exc-31',
      because: 'statutory rate change',
      freezes: ['year-end', 'outside-windows'],
      from: '2026-12-22T09:00',
      until: '2026-12-22T17:00',
    },
  ],
});

/** Words that would break a page, a terminal or a feed if anything took them for its own. */
export const hostileWords =
  '<script>alert(1)</script>" onfocus="alert(2)" \u001B[2J\u202E\u0000\r\nEND:VCALENDAR\r\nBEGIN:VEVENT `<img src=x>` ;,\\n &lt; </style></details>';
