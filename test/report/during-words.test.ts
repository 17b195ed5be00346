import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duringInWords } from '../../src/report/during-words.ts';
import { aDuring } from '../schedule/arbitrary.ts';

describe('the pattern of a rule in words', () => {
  test.each([
    [undefined, 'at any time'],
    [{ days: ['mon-thu', 'sat'], from: '22:00', to: '04:00' }, 'Mon–Thu, Sat 22:00–04:00'],
    [{ days: ['fri'] }, 'Fri all day'],
    [{ days: ['mon-sun'], from: '09:00' }, 'every day 09:00–24:00'],
    [{}, 'every day'],
    [{ from: '09:00', to: '16:00' }, 'every day 09:00–16:00'],
    [{ from: 'fri 12:00', to: 'mon 09:00' }, 'every week from Fri 12:00 to Mon 09:00'],
    [{ from: '2026-12-18T18:00', to: '2027-01-04T08:00Z' }, '18 Dec 2026 18:00 to 4 Jan 2027 08:00 UTC'],
    [{ from: '2026-12-24T12:00', to: '2026-12-27' }, '24 Dec 2026 12:00 to 27 Dec 2026 24:00'],
    [{ from: '2026-12-18', to: '2026-12-31' }, '18–31 Dec 2026'],
    [{ from: '2026-12-18', to: '2027-01-03' }, '18 Dec 2026 to 3 Jan 2027'],
    [{ from: '2026-12-18', to: '2026-12-18' }, '18 Dec 2026'],
    [
      { dates: ['2026-12-24', '2026-12-29..2026-12-31'], from: '12:00', to: '24:00' },
      '24 Dec 2026 and 29–31 Dec 2026 12:00–24:00',
    ],
    [
      { dates: ['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05'] },
      '1 Dec 2026, 2 Dec 2026, 3 Dec 2026 and 2 more',
    ],
    [{ from: '12-20', to: '01-03' }, '20 Dec to 3 Jan every year'],
    [{ from: '12-24', to: '12-24' }, '24 Dec every year'],
    [
      { daysOfMonth: ['1..3', '-5..-1', 15], months: ['nov-jan'], days: ['mon-fri'], from: '09:00', to: '12:00' },
      '1st to 3rd day, 5th last to last day and 15th day of Nov–Jan if Mon–Fri 09:00–12:00',
    ],
    [{ daysOfMonth: ['1..-1'] }, 'every day of the month'],
    [{ nthDays: ['last fri', '2nd tue'], from: '18:00', to: '22:00' }, 'last Fri and 2nd Tue of the month 18:00–22:00'],
    [
      { businessDays: [1, -2], calendar: 'bavaria' },
      '1st and 2nd last business day of the month (days of calendar bavaria are no business days)',
    ],
    [
      { keyDate: 25, shift: 'previous', calendar: 'bavaria', from: '-1bd 18:00', to: '+0d 20:00' },
      'the 25th day of the month or the business day before it: from 1 business day before at 18:00 to the day itself at 20:00 (days of calendar bavaria are no business days)',
    ],
    [
      { keyDate: 'quarter-end', months: ['mar'], from: '-2bd', to: '+3bd' },
      'the quarter end in Mar: from 2 business days before to 3 business days after',
    ],
    [{ keyDate: ['2026-11-25'], from: '-1d', to: '+0d' }, '25 Nov 2026: from 1 day before to the day itself'],
    [{ calendar: 'board' }, 'the days of calendar board'],
    [
      { calendar: 'board', daysBefore: 1, daysAfter: 2 },
      'from 1 day before the days of calendar board to 2 days after',
    ],
    [
      { rrule: 'FREQ=MONTHLY;BYDAY=-1FR', start: '2026-01-30T18:00', duration: '4h' },
      'FREQ=MONTHLY;BYDAY=-1FR for 4h, from 30 Jan 2026 18:00',
    ],
  ] as const)('%o is told as %s', (during, words) => {
    expect(duringInWords(during)).toBe(words);
  });

  test('is a line of words whatever the rule', () => {
    fc.assert(
      fc.property(aDuring(Date.UTC(2026, 10, 15)), (during) => {
        expect(duringInWords(during)).toMatch(/^[\w\d].*[\w\d)]$/u);
        expect(duringInWords(during)).not.toMatch(/undefined|NaN|null/u);
      }),
    );
  });
});
