import { describe, expect, test } from 'vitest';
import { Value } from 'typebox/value';
import * as Schema from '../../src/schedule/schedule.schema.ts';
import { scheduleProblems } from '../../src/schedule/lint.ts';
import type { During } from '../../src/schedule/schedule.ts';
import { aSchedule } from './a-schedule.ts';

type Parts = Parameters<typeof aSchedule>[0];

function problems(parts: Parts, today: string | null = '2026-11-27') {
  return scheduleProblems(aSchedule(parts), { today }).map(
    ({ pointer, severity, problem }) => `${severity} ${pointer} ${problem}`,
  );
}

const calendars = { bavaria: { dates: ['2026-12-24'] } };

describe('a `during` that is wrong', () => {
  test.each<{ readonly during: During; readonly problem: string }>([
    { during: { from: '09:00' }, problem: '/from `from` without `to`' },
    { during: { days: ['mon'], to: '09:00' }, problem: '/to `to` without `from`' },
    { during: { from: '17:31', to: '17:31' }, problem: '/to `from` and `to` are both `17:31`' },
    { during: { from: '17:31', to: '17:31:00' }, problem: '/to `from` and `to` are both `17:31`' },
    { during: { from: 'fri 12:00', to: 'fri 12:00' }, problem: '/to `from` and `to` are both `fri 12:00`' },
    {
      during: { from: '2026-02-30', to: '2026-03-02' },
      problem: '/from `2026-02-30` names a date that does not exist',
    },
    {
      during: { from: '2026-13-01T10:00', to: '2027-03-02' },
      problem: '/from `2026-13-01T10:00` names a date that does not exist',
    },
    {
      during: { from: '2026-03-02', to: '2026-03-01' },
      problem: '/to `2026-03-01` is not after `2026-03-02`: the span ends before it begins',
    },
    {
      during: { from: '2026-03-02T10:00', to: '2026-03-02T10:00' },
      problem: '/to `2026-03-02T10:00` is not after `2026-03-02T10:00`: the span ends before it begins',
    },
    { during: { dates: ['2026-02-29'] }, problem: '/dates/0 `2026-02-29` names a date that does not exist' },
    {
      during: { dates: ['2026-02-01', '2026-03-05..2026-03-01'] },
      problem: '/dates/1 `2026-03-05..2026-03-01` ends before it begins',
    },
    { during: { from: '04-31', to: '05-02' }, problem: '/from `04-31` names a date that does not exist' },
    { during: { daysOfMonth: [0] }, problem: '/daysOfMonth/0 there is no day 0 of the month' },
    { during: { daysOfMonth: [1, '5..3'] }, problem: '/daysOfMonth/1 `5..3` ends before it begins' },
    { during: { daysOfMonth: ['-1..-3'] }, problem: '/daysOfMonth/0 `-1..-3` ends before it begins' },
    { during: { daysOfMonth: ['-2..2'] }, problem: '/daysOfMonth/0 `-2..2` ends before it begins' },
    { during: { businessDays: [1, 0] }, problem: '/businessDays/1 there is no day 0 of the month' },
    { during: { nthDays: ['last fri'], from: '10:00', to: '10:00' }, problem: '/to `from` and `to` are both `10:00`' },
    { during: { keyDate: 0, from: '-1d', to: '+0d' }, problem: '/keyDate there is no day 0 of the month' },
    {
      during: { keyDate: ['2026-02-30'], from: '-1d', to: '+0d' },
      problem: '/keyDate/0 `2026-02-30` names a date that does not exist',
    },
    { during: { keyDate: 25, from: '+1d', to: '-1d' }, problem: '/to `-1d` is never after `+1d`' },
    {
      during: { keyDate: 25, from: '+0d 18:00', to: '+0d 18:00' },
      problem: '/to `+0d 18:00` is never after `+0d 18:00`',
    },
    {
      during: { keyDate: 'year-end', months: ['jun'], from: '-1d', to: '+1d' },
      problem: '/to `+1d` is never after `-1d`',
    },
    {
      during: { keyDate: 'month-end', shift: 'next', from: '-1d', to: '+1d' },
      problem: '/shift `month-end` is a midnight and cannot be shifted',
    },
    {
      during: { keyDate: 'month-end', from: '+0d 10:00', to: '+1d' },
      problem: '/from `+0d 10:00`: 0 is the midnight between the periods and has no time of day',
    },
    { during: { businessDays: [1], calendar: 'hesse' }, problem: '/calendar unknown calendar `hesse`' },
    { during: { calendar: 'hesse' }, problem: '/calendar unknown calendar `hesse`' },
    {
      during: { rrule: 'FREQ=HOURLY', start: '2026-01-30T18:00', duration: '4h' },
      problem: '/rrule `FREQ=HOURLY` is not supported; use DAILY, WEEKLY, MONTHLY or YEARLY',
    },
    {
      during: { rrule: 'FREQ=DAILY', start: '2026-02-30T18:00', duration: '4h' },
      problem: '/start `2026-02-30T18:00` names a date that does not exist',
    },
    {
      during: { rrule: 'FREQ=DAILY', start: '1969-12-31T23:59', duration: '4h' },
      problem: '/start `1969-12-31T23:59` lies before 1970',
    },
    {
      during: { rrule: 'FREQ=DAILY', start: '2026-01-30T18:00', duration: '4h', except: ['2026-02-30T18:00'] },
      problem: '/except/0 `2026-02-30T18:00` names a date that does not exist',
    },
  ])('$problem', ({ during, problem }) => {
    expect(problems({ calendars, freezes: [{ during }] }, null)).toEqual([`error /freezes/0/during${problem}`]);
  });

  // The schema holds the forms; the rest is held above.
  test.each<[string, unknown]>([
    ['a misspelt weekday', { days: ['mon-frizzay'] }],
    ['a day of the month that no month has', { daysOfMonth: [50] }],
    ['24:00 as a start', { from: '24:00', to: '06:00' }],
    ['a duration without a unit that exists', { rrule: 'FREQ=DAILY', start: '2026-01-30T18:00', duration: '3a' }],
  ])('%s does not fit the schema', (_, during) => {
    expect(Value.Check(Schema.During, during)).toBe(false);
  });
});

describe('a `during` that is right', () => {
  test.each<During>([
    { from: '02-29', to: '02-29' },
    { from: '12-20', to: '01-03' },
    { from: 'mon 00:00', to: 'sun 24:00' },
    { from: '22:00', to: '04:00' },
    { from: '2026-03-29T02:30', to: '2026-03-29T03:30' },
    { daysOfMonth: ['1..-1', -5, '20..-3'] },
    { keyDate: 'month-end', from: '-1bd', to: '+0d' },
    { keyDate: 31, shift: 'previous', calendar: 'bavaria', from: '-1bd 18:00', to: '+0d 20:00' },
    { keyDate: ['2026-12-24', '2027-01-05..2027-01-08'], from: '-1bd 18:00', to: '+0d' },
    { calendar: 'bavaria', daysBefore: 1 },
  ])('%j', (during) => {
    expect(problems({ timezone: 'Europe/Berlin', calendars, freezes: [{ during }] }, null)).toEqual([]);
  });
});

describe('a time zone that is unknown', () => {
  test.each(['EST', 'Europe/Atlantis', '+02:00'])('%s is an error, in the schedule and in a rule', (timezone) => {
    expect(problems({ timezone })).toEqual([`error /timezone unknown time zone \`${timezone}\``]);
    expect(problems({ windows: [{ timezone }] })).toEqual([
      `error /windows/0/timezone unknown time zone \`${timezone}\``,
    ]);
  });
});

describe('a calendar', () => {
  test.each([
    { today: '2026-10-28', found: [] },
    { today: '2026-11-01', found: ['warning /calendars/closing/until the list runs out on 2026-12-31, in 60 days'] },
    { today: '2026-12-30', found: ['warning /calendars/closing/until the list runs out on 2026-12-31, in 1 day'] },
    { today: '2026-12-31', found: ['warning /calendars/closing/until the list runs out on 2026-12-31, in 0 days'] },
    { today: '2027-01-01', found: ['error /calendars/closing/until the list ran out on 2026-12-31'] },
    { today: null, found: [] },
  ])('until the end of the year, on $today', ({ today, found }) => {
    const closing = { dates: ['2026-12-24'], until: '2026-12-31' };

    expect(problems({ calendars: { closing } }, today)).toEqual(found);
  });

  test('with dates that do not exist is an error', () => {
    expect(problems({ calendars: { closing: { dates: ['2026-02-30'], until: '2026-11-31' } } })).toEqual([
      'error /calendars/closing/dates/0 `2026-02-30` names a date that does not exist',
      'error /calendars/closing/until `2026-11-31` names a date that does not exist',
    ]);
  });
});

describe('windows', () => {
  test('that are over, always frozen, or shorter than the runway are doubtful', () => {
    const found = problems({
      runway: '2h',
      windows: [
        { id: 'over', changeTypes: ['emergency'], during: { from: '2025-01-01', to: '2025-01-31' } },
        { id: 'friday', during: { days: ['fri'] } },
        { id: 'short', riskLevels: ['critical'], during: { from: '10:00', to: '11:59' } },
        { id: 'enough', riskLevels: ['high', 'critical'], during: { from: '10:00', to: '12:00' } },
      ],
      freezes: [{ id: 'no-friday', during: { days: ['fri'] } }],
    });

    expect(found).toEqual([
      'warning /windows/0 the window `over` does not open within 400 days',
      'warning /windows/1 the window `friday` is frozen whenever it would open',
      'warning /windows/2 the window `short` is never open as long as the runway of 2h',
    ]);
  });

  test('that are short but touch another one of their group are long enough', () => {
    const halves = [{ during: { from: '10:00', to: '11:00' } }, { during: { from: '11:00', to: '12:00' } }];

    expect(problems({ runway: '2h', windows: halves })).toEqual([]);
  });

  test('that only some changes find frozen are not', () => {
    const friday = { days: ['fri'] };

    expect(problems({ windows: [{ during: friday }], freezes: [{ during: friday, services: ['web'] }] })).toEqual([]);
  });
});

describe('a schedule', () => {
  test('with several errors has them all told at once', () => {
    const wrong = {
      calendars: { bavaria: { dates: ['2026-02-30'] } },
      windows: [{ during: { from: '09:00', to: '09:00' } }],
      exceptions: [{ freezes: ['easter'], until: '2026-12-22' }],
    };

    expect(problems(wrong)).toEqual([
      'error /calendars/bavaria/dates/0 `2026-02-30` names a date that does not exist',
      'error /windows/0/during/to `from` and `to` are both `09:00`',
      'error /exceptions/0/freezes/0 unknown freeze `easter`',
    ]);
  });
});

describe('rules', () => {
  test('that say the same as another are doubtful', () => {
    const during = { days: ['fri'] };

    expect(
      problems({ freezes: [{ during }, { id: 'b', during, changeTypes: ['normal'] }, { id: 'c', during }] }),
    ).toEqual(['warning /freezes/2 `c` says the same as `freeze-1`']);
  });

  test('that want to be known before and begin with a state are doubtful', () => {
    const freezes = [{ id: 'incident', when: 'operations.openIncidents > 0', notifyBefore: '1d' }];

    expect(problems({ freezes })).toEqual([
      'warning /freezes/0/notifyBefore nobody knows when a state begins, so it is never told before',
    ]);
  });

  test('that freeze everything for ever are doubtful', () => {
    expect(problems({ freezes: [{ id: 'stop' }] })).toEqual(['warning /freezes/0 the freeze `stop` never ends']);
  });

  test('that ask for the measured runway are refused until it is measured', () => {
    expect(problems({ runway: 'measured' })).toEqual(['error /runway `runway: measured` is not supported yet']);
  });
});

describe('freezes that cover everything', () => {
  test.each([
    { during: { days: ['mon-sun'] } },
    { during: { from: '2020-01-01', to: '2099-12-31' } },
    { during: { daysOfMonth: ['1..-1'] } },
  ])('by themselves are doubtful: $during', ({ during }) => {
    expect(problems({ freezes: [{ id: 'stop', during }] })).toEqual([
      'warning /freezes/0 the freeze `stop` never ends within 400 days',
    ]);
  });

  test('together are doubtful', () => {
    const freezes = [
      { id: 'week', during: { days: ['mon-fri'] } },
      { id: 'weekend', during: { days: ['sat-sun'] } },
    ];

    expect(problems({ freezes })).toEqual([
      'warning /freezes/1 together the freezes `week`, `weekend` leave no time in 400 days',
    ]);
    expect(problems({ freezes: [freezes[0] ?? {}, { ...freezes[1], services: ['web'] }] })).toEqual([]);
    expect(
      problems({ freezes: [freezes[0] ?? {}, { during: { days: ['sat-sun'], from: '00:00', to: '23:59' } }] }),
    ).toEqual([]);
  });
});

describe('a rule that lies within another', () => {
  const friday = { id: 'friday', during: { days: ['fri'] } };
  const evening = { id: 'evening', during: { days: ['fri'], from: '18:00', to: '22:00' } };

  test('adds nothing', () => {
    expect(problems({ freezes: [evening, friday] })).toEqual([
      'warning /freezes/0 `evening` adds nothing to `friday`, which holds whenever it does',
    ]);
    expect(problems({ windows: [friday, evening] })).toEqual([
      'warning /windows/1 `evening` adds nothing to `friday`, which holds whenever it does',
    ]);
  });

  test.each([
    { what: 'for other changes', freezes: [{ ...friday, changeTypes: ['normal' as const] }, evening] },
    { what: 'with another effect', freezes: [friday, { ...evening, effect: 'hold' as const }] },
    {
      what: 'in another zone',
      freezes: [friday, { ...evening, timezone: 'Asia/Tokyo', during: { days: ['fri'], from: '08:00', to: '10:00' } }],
    },
    {
      what: 'longer by a minute',
      freezes: [friday, { ...evening, during: { days: ['fri'], from: '18:00', to: '00:01' } }],
    },
  ])('$what says something of its own', ({ freezes }) => {
    expect(problems({ freezes })).toEqual([]);
  });

  test('of which an exception opens the other says something of its own', () => {
    const exceptions = [{ freezes: ['friday'], until: '2026-12-04T20:00', from: '2026-12-04T12:00' }];

    expect(problems({ freezes: [friday, evening], exceptions })).toEqual([]);
  });
});

describe('an exception', () => {
  const freezes = [{ id: 'xmas', during: { from: '2026-12-20', to: '2026-12-31' } }];
  const found = (exception: object, parts: Parts = {}) =>
    problems({ freezes, ...parts, exceptions: [{ freezes: ['xmas'], until: '2026-12-22', ...exception }] });

  test('that is in order has no problems', () => {
    expect(found({ from: '2026-12-21T10:00' })).toEqual([]);
  });

  test.each([
    { exception: { freezes: ['easter'] }, problem: 'error /exceptions/0/freezes/0 unknown freeze `easter`' },
    {
      exception: { until: '2026-12-32' },
      problem: 'error /exceptions/0/until `2026-12-32` names a date that does not exist',
    },
    {
      exception: { from: '2026-12-23' },
      problem: 'error /exceptions/0/until `2026-12-22` is not after `2026-12-23`: the span ends before it begins',
    },
    {
      exception: { freezes: ['outside-windows'] },
      problem: 'warning /exceptions/0/freezes/0 there are no windows to be outside of',
    },
    {
      exception: { from: '2027-02-01', until: '2027-02-02' },
      problem: 'warning /exceptions/0/freezes/0 `xmas` never holds while the exception does',
    },
    {
      exception: { until: '2027-02-02' },
      problem: 'warning /exceptions/0/until the exception outlives `xmas`, which ends Fri 2027-01-01 00:00 UTC',
    },
  ])('$problem', ({ exception, problem }) => {
    expect(found(exception)).toEqual([problem]);
  });

  test('cannot name what is locked', () => {
    expect(found({}, { freezes: [{ ...freezes[0], locked: true }] })).toEqual([
      'error /exceptions/0/freezes/0 `xmas` is locked and cannot have exceptions',
    ]);
    expect(found({ freezes: ['outside-windows'] }, { windows: [{ locked: true }] })).toEqual([
      'error /exceptions/0/freezes/0 all windows are locked and cannot have exceptions',
    ]);
  });

  test('that is past is doubtful for that alone', () => {
    expect(found({ until: '2026-11-01' })).toEqual([
      'warning /exceptions/0/until the exception `exception-1` ended 2026-11-01',
    ]);
    expect(found({ until: '2026-11-26' })).toHaveLength(1);
    expect(found({ until: '2026-11-27' })).not.toContain(/ended/u);
  });
});
