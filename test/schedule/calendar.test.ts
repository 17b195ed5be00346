import { describe, expect, test } from 'vitest';
import { calendarAt, calendarSpans } from '../../src/schedule/calendar.ts';
import type { CalendarInput } from '../../src/schedule/calendar.ts';
import { aSchedule } from './a-schedule.ts';

const schedule = aSchedule({
  timezone: 'Europe/Berlin',
  windows: [
    { id: 'business-hours', because: 'people are there', during: { days: ['mon-fri'], from: '09:00', to: '17:00' } },
  ],
  freezes: [
    { id: 'no-friday', because: 'nobody fixes it on Saturday', during: { days: ['fri'] }, changeTypes: ['normal'] },
    { id: 'payments-close', services: ['payments'], during: { from: '12:00', to: '13:00' } },
    { id: 'staging-only', environments: ['staging'], during: { from: '10:00', to: '11:00' } },
    { id: 'incident', when: 'operations.openIncidents > 0' },
    { id: 'risky', riskLevels: ['high', 'critical'], during: { from: '14:00', to: '15:00' } },
    { id: 'any-risk', riskLevels: ['low', 'medium', 'high', 'critical'], during: { from: '16:00', to: '16:30' } },
  ],
});
const production: CalendarInput = { schedule, environment: 'production', runways: {} };

describe('the calendar at an instant', () => {
  test('says how a place stands, by which rules, and until when', () => {
    expect(calendarAt(production, '2026-11-26T12:30:00+01:00')).toEqual({
      evaluatedAt: '2026-11-26T11:30:00Z',
      environment: 'production',
      services: [],
      open: true,
      decidedBy: ['business-hours'],
      because: 'people are there',
      nextOpening: '2026-11-26T11:30:00Z',
      nextClosing: '2026-11-26T15:00:00Z',
      conditional: ['incident', 'risky'],
    });
  });

  test('names the rule that closes it', () => {
    expect(calendarAt(production, '2026-11-27T11:00:00Z')).toMatchObject({
      open: false,
      decidedBy: ['no-friday'],
      because: 'nobody fixes it on Saturday',
      nextOpening: '2026-11-30T08:00:00Z',
    });
  });

  test('is that of normal changes, unless another type is asked for', () => {
    expect(calendarAt({ ...production, changeType: 'standard' }, '2026-11-27T11:00:00Z').open).toBe(true);
    expect(calendarAt({ ...production, changeType: 'emergency' }, '2026-11-28T11:00:00Z').open).toBe(false);
  });

  test('leaves rules of services out, unless one of them is asked for', () => {
    expect(calendarAt(production, '2026-11-26T11:30:00Z').open).toBe(true);
    expect(calendarAt({ ...production, services: ['payments'] }, '2026-11-26T11:30:00Z')).toMatchObject({
      open: false,
      services: ['payments'],
      decidedBy: ['payments-close'],
    });
    expect(calendarAt({ ...production, services: ['payments', 'web'] }, '2026-11-26T11:30:00Z').open).toBe(false);
  });

  test('leaves conditional rules of other places out of those it lists', () => {
    const elsewhere = aSchedule({ freezes: [{ id: 'incident', environments: ['staging'], when: 'tier == 1' }] });

    expect(calendarAt({ ...production, schedule: elsewhere }, '2026-11-26T11:30:00Z').conditional).toEqual([]);
  });

  test('counts the runway of the service', () => {
    const services = ['web'];
    const at = '2026-11-26T14:30:00Z';

    expect(calendarAt({ ...production, services, runways: { web: '30m' } }, at).open).toBe(true);
    expect(calendarAt({ ...production, services, runways: { web: '31m' } }, at).open).toBe(false);
    expect(calendarAt({ ...production, services, runways: { web: '31m' }, changeType: 'emergency' }, at).open).toBe(
      true,
    );
  });

  test('of a policy without a schedule is always open', () => {
    expect(calendarAt({ ...production, schedule: null }, '2026-11-27T11:00:00Z')).toMatchObject({
      open: true,
      decidedBy: [],
    });
  });
});

describe('the spans of a calendar', () => {
  test('cover the whole range, each with the rules that decide it', () => {
    expect(calendarSpans(production, { from: '2026-11-26T08:30:00Z', to: '2026-11-27T12:00:00Z' })).toEqual({
      spans: [
        { from: '2026-11-26T08:30:00Z', to: '2026-11-26T15:00:00Z', open: true, rules: ['business-hours'] },
        { from: '2026-11-26T15:00:00Z', to: '2026-11-26T15:30:00Z', open: false, rules: ['any-risk'] },
        { from: '2026-11-26T15:30:00Z', to: '2026-11-26T16:00:00Z', open: true, rules: ['business-hours'] },
        { from: '2026-11-26T16:00:00Z', to: '2026-11-26T23:00:00Z', open: false, rules: ['outside-windows'] },
        {
          from: '2026-11-26T23:00:00Z',
          to: '2026-11-27T08:00:00Z',
          open: false,
          rules: ['no-friday', 'outside-windows'],
        },
        { from: '2026-11-27T08:00:00Z', to: '2026-11-27T12:00:00Z', open: false, rules: ['no-friday'] },
      ],
      conditional: ['incident', 'risky'],
    });
  });

  test('end where a start no longer fits before what follows', () => {
    const services = ['web'];
    const { spans } = calendarSpans(
      { ...production, services, runways: { web: '45m' } },
      { from: '2026-11-26T13:00:00Z', to: '2026-11-26T15:00:00Z' },
    );

    expect(spans.map(({ from, open }) => `${from} ${open}`)).toEqual([
      '2026-11-26T13:00:00Z true',
      '2026-11-26T14:15:00Z false',
    ]);
  });

  test('show exceptions', () => {
    const excepted = aSchedule({
      freezes: [{ id: 'friday', during: { days: ['fri'] } }],
      exceptions: [{ freezes: ['friday'], from: '2026-11-27T10:00', until: '2026-11-27T11:00' }],
    });
    const { spans } = calendarSpans(
      { ...production, schedule: excepted },
      { from: '2026-11-27T00:00:00Z', to: '2026-11-28T00:00:00Z' },
    );

    expect(spans).toEqual([
      { from: '2026-11-27T00:00:00Z', to: '2026-11-27T10:00:00Z', open: false, rules: ['friday'] },
      { from: '2026-11-27T10:00:00Z', to: '2026-11-27T11:00:00Z', open: true, rules: ['exception-1'] },
      { from: '2026-11-27T11:00:00Z', to: '2026-11-28T00:00:00Z', open: false, rules: ['friday'] },
    ]);
  });

  test('of an empty range are none', () => {
    const at = '2026-11-27T00:00:00Z';

    expect(calendarSpans({ ...production, schedule: null }, { from: at, to: at }).spans).toEqual([]);
  });
});
