import { describe, expect, test } from 'vitest';
import type { Lane } from '../../src/change/facts.ts';
import { judgeSchedule } from '../../src/schedule/judge.ts';
import type { Schedule } from '../../src/schedule/schedule.ts';
import { aJudgedChange } from '../builders.ts';
import { aSchedule } from './a-schedule.ts';

type Asked = {
  readonly at?: string;
  readonly facts?: Parameters<typeof aJudgedChange>[0];
  readonly judged?: Parameters<typeof aJudgedChange>[1];
  readonly runways?: Readonly<Record<string, string>>;
  readonly lane?: Lane;
};

function judge(
  schedule: Schedule | null,
  { at = '2026-11-24T10:00:00Z', facts, judged, runways = {}, lane = 'none' }: Asked = {},
) {
  return judgeSchedule({ schedule, change: aJudgedChange({ evaluatedAt: at, ...facts }, judged), runways, lane });
}

function codes({ findings }: ReturnType<typeof judge>) {
  return findings.map(({ code, effect }) => `${code} ${effect}`);
}

const businessHours = {
  id: 'business-hours',
  because: 'people are there',
  during: { days: ['mon-thu'], from: '09:00', to: '16:00' },
};
const yearEnd = {
  id: 'year-end',
  because: 'nobody is in',
  during: { from: '2026-12-18T18:00', to: '2027-01-04T08:00' },
};

describe('a policy without a schedule', () => {
  test('is always open', () => {
    expect(judge(null)).toEqual({
      judgement: {
        open: true,
        decidedBy: [],
        because: null,
        nextOpening: '2026-11-24T10:00:00Z',
        nextClosing: null,
        conditional: [],
        timezone: 'UTC',
        runwaySeconds: 0,
      },
      findings: [],
    });
  });
});

describe('change windows', () => {
  const schedule = aSchedule({ timezone: 'Europe/Berlin', windows: [businessHours] });

  test.each([
    { when: 'the second before it opens', at: '2026-11-24T07:59:59Z', open: false, next: '2026-11-24T08:00:00Z' },
    { when: 'its first instant', at: '2026-11-24T08:00:00Z', open: true, next: '2026-11-24T15:00:00Z' },
    { when: 'its last millisecond', at: '2026-11-24T14:59:59.999Z', open: true, next: '2026-11-24T15:00:00Z' },
    { when: 'the instant it closes', at: '2026-11-24T15:00:00Z', open: false, next: '2026-11-25T08:00:00Z' },
    { when: 'Thursday evening', at: '2026-11-26T15:00:00Z', open: false, next: '2026-11-30T08:00:00Z' },
  ])('at $when: open $open until $next', ({ at, open, next }) => {
    const { judgement } = judge(schedule, { at });

    expect(judgement.open).toBe(open);
    expect(open ? judgement.nextClosing : judgement.nextOpening).toBe(next);
  });

  test('that are closed say which they are, why, and when they open in the zone and in UTC', () => {
    const { judgement, findings } = judge(schedule, { at: '2026-11-27T14:00:00Z' });

    expect(judgement).toMatchObject({
      decidedBy: ['outside-windows'],
      because: 'people are there',
      nextClosing: '2026-11-30T15:00:00Z',
    });
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'schedule/outside-windows',
        effect: 'block',
        rule: null,
        source: 'schedule.yml:1',
        because: 'people are there',
        problem: 'outside the change windows `business-hours`',
        remedy: 'wait until Mon 2026-11-30 09:00 Europe/Berlin (2026-11-30T08:00:00Z)',
        until: '2026-11-30T08:00:00Z',
        approvers: [],
      }),
    ]);
  });

  test('that are open say which', () => {
    const { judgement, findings } = judge(schedule, { at: '2026-11-24T12:00:00Z' });

    expect(judgement).toMatchObject({ decidedBy: ['business-hours'], because: 'people are there' });
    expect(findings).toEqual([]);
  });

  test('of one group unite; another group, or a locked one, must be open too', () => {
    const morning = { id: 'morning', during: { from: '08:00', to: '12:00' } };
    const noon = { id: 'noon', during: { from: '11:00', to: '14:00' } };
    const at = '2026-11-24T13:00:00Z';
    const open = (...windows: readonly object[]) => judge(aSchedule({ windows }), { at }).judgement.open;

    expect(open(morning, noon)).toBe(true);
    expect(open({ ...morning, riskLevels: ['low', 'medium', 'high', 'critical'] }, noon)).toBe(false);
    expect(open({ ...morning, locked: true }, noon)).toBe(false);
    expect(open({ ...morning, changeTypes: ['normal'] }, { ...noon, changeTypes: ['normal'] })).toBe(true);
  });

  test('that are locked cannot be widened by a locked one of another policy', () => {
    const parent = {
      id: 'parent',
      locked: true,
      source: 'acme/policies//base/main.yml:3',
      during: { from: '08:00', to: '12:00' },
    };
    const child = { id: 'child', locked: true, source: '.github/change-gate/schedule.yml:3' };

    expect(judge(aSchedule({ windows: [parent, child] }), { at: '2026-11-24T13:00:00Z' }).judgement.open).toBe(false);
  });

  test('whose condition does not hold are not in scope; without any in scope it is open', () => {
    const window = { ...businessHours, when: 'change.linesChanged > 1000' };

    expect(judge(aSchedule({ windows: [window] }), { at: '2026-11-28T10:00:00Z' }).judgement.open).toBe(true);
  });

  test('of which it is not known whether they apply are in scope and add no time', () => {
    const window = { ...businessHours, when: 'change.linesChanged > 1000' };
    const { judgement, findings } = judge(aSchedule({ windows: [window] }), {
      facts: { change: { linesChanged: { unknown: 'shallow clone' } } },
    });

    expect(judgement).toMatchObject({ open: false, nextOpening: null });
    expect(findings[0]?.assumed).toEqual([{ fact: 'change.linesChanged', reason: 'shallow clone' }]);
    expect(findings[0]?.problem).toContain('`business-hours` (adds no time: not known to apply)');
  });
});

describe('a freeze', () => {
  const schedule = aSchedule({ timezone: 'Europe/Berlin', freezes: [yearEnd] });

  test.each([
    { when: 'the millisecond before it starts', at: '2026-12-18T16:59:59.999Z', open: true },
    { when: 'its first instant', at: '2026-12-18T17:00:00Z', open: false },
    { when: 'its last millisecond', at: '2027-01-04T06:59:59.999Z', open: false },
    { when: 'the instant it ends', at: '2027-01-04T07:00:00Z', open: true },
  ])('at $when: open $open', ({ at, open }) => {
    expect(judge(schedule, { at }).judgement.open).toBe(open);
  });

  test('that holds says until when, in words and as an instant', () => {
    expect(judge(schedule, { at: '2026-12-24T10:00:00Z' }).findings).toEqual([
      expect.objectContaining({
        code: 'schedule/year-end',
        effect: 'block',
        rule: 'year-end',
        because: 'nobody is in',
        problem: 'the freeze `year-end` holds until Mon 2027-01-04 08:00 Europe/Berlin',
        until: '2027-01-04T07:00:00Z',
      }),
    ]);
  });

  test('of several days in a row holds until the last of them is over', () => {
    const weekdays = aSchedule({ freezes: [{ during: { days: ['mon-fri'] } }] });

    expect(judge(weekdays).findings[0]?.problem).toBe('the freeze `freeze-1` holds until Sat 2026-11-28 00:00 UTC');
  });

  test('wins over an open window, and each that holds is a finding', () => {
    const both = aSchedule({
      windows: [{ id: 'any' }],
      freezes: [yearEnd, { id: 'thursday', during: { days: ['thu'] } }],
    });
    const judged = judge(both, { at: '2026-12-24T10:00:00Z' });

    expect(codes(judged)).toEqual(['schedule/year-end block', 'schedule/thursday block']);
    expect(judged.judgement.decidedBy).toEqual(['year-end', 'thursday']);
    expect(judged.findings.map(({ until }) => until)).toEqual(['2027-01-04T08:00:00Z', '2027-01-04T08:00:00Z']);
  });

  test('with the effect `note` closes nothing, and tells when it ends', () => {
    const noted = aSchedule({ freezes: [{ ...yearEnd, effect: 'note' }] });
    const judged = judge(noted, { at: '2026-12-24T10:00:00Z' });

    expect(judged.judgement).toMatchObject({ open: true, decidedBy: [] });
    expect(judged.findings[0]).toMatchObject({ effect: 'note', until: '2027-01-04T08:00:00Z', remedy: null });
  });

  test('with the effect `hold` closes, and names who may lift it', () => {
    const held = aSchedule({ freezes: [{ ...yearEnd, effect: 'hold', approvers: ['sre'] }] });
    const judged = judge(held, { at: '2026-12-24T10:00:00Z' });

    expect(judged.judgement.open).toBe(false);
    expect(judged.findings[0]).toMatchObject({ effect: 'hold', approvers: ['sre'] });
  });

  test('that is for other change types is no obstacle', () => {
    const forNormal = aSchedule({ freezes: [{ ...yearEnd, changeTypes: ['normal'] }] });
    const judged = judge(forNormal, { at: '2026-12-24T10:00:00Z', judged: { changeType: 'standard' } });

    expect(judged).toMatchObject({ judgement: { open: true, nextClosing: null }, findings: [] });
  });
});

describe('a freeze that is a state', () => {
  const incident = { id: 'open-incident', when: 'operations.openIncidents > 0' };
  const at = '2026-11-24T10:00:00Z';

  test('does not open by itself while it holds', () => {
    const judged = judge(aSchedule({ freezes: [incident] }), { at, facts: { operations: { openIncidents: 1 } } });

    expect(judged.judgement).toMatchObject({ open: false, nextOpening: null, nextClosing: null });
    expect(judged.findings[0]).toMatchObject({
      problem: 'the freeze `open-incident` holds while `operations.openIncidents > 0`',
      until: null,
      facts: { 'operations.openIncidents': 1 },
    });
  });

  test('is no obstacle while it does not hold', () => {
    expect(judge(aSchedule({ freezes: [incident] }), { at }).judgement.open).toBe(true);
  });

  test('holds where the state is not known, and says so', () => {
    const judged = judge(aSchedule({ freezes: [incident] }), {
      at,
      facts: { operations: { openIncidents: { unknown: 'no permission' } } },
    });

    expect(judged.judgement.open).toBe(false);
    expect(judged.findings[0]?.assumed).toEqual([{ fact: 'operations.openIncidents', reason: 'no permission' }]);
  });

  test('and a time stays closed for its time', () => {
    const evenings = { ...incident, during: { from: '08:00', to: '18:00' } };
    const judged = judge(aSchedule({ freezes: [evenings] }), { at, facts: { operations: { openIncidents: 1 } } });

    expect(judged.judgement).toMatchObject({
      nextOpening: '2026-11-24T18:00:00Z',
      nextClosing: '2026-11-25T08:00:00Z',
    });
  });

  describe('beside a time', () => {
    const windows = [{ id: 'day', during: { from: '12:00', to: '17:00' } }];
    const facts = { operations: { openIncidents: 1 } };

    test('that an approval lifts leaves it to the time to say when', () => {
      const judged = judge(aSchedule({ windows, freezes: [{ ...incident, effect: 'hold' }] }), { at, facts });

      expect(judged.judgement).toMatchObject({ open: false, nextOpening: '2026-11-24T12:00:00Z' });
      expect(judged.findings.map(({ code, until }) => [code, until])).toEqual([
        ['schedule/open-incident', null],
        ['schedule/outside-windows', '2026-11-24T12:00:00Z'],
      ]);
    });

    test('that is open does not open by itself', () => {
      const open = { at: '2026-11-24T13:00:00Z', facts };
      const judged = judge(aSchedule({ windows, freezes: [{ ...incident, effect: 'hold' }] }), open);

      expect(judged.judgement).toMatchObject({ open: false, nextOpening: null });
    });

    test('that blocks does not open by itself', () => {
      const judged = judge(aSchedule({ windows, freezes: [incident] }), { at, facts });

      expect(judged.judgement).toMatchObject({ open: false, nextOpening: null });
    });
  });
});

describe('the runway', () => {
  const schedule = aSchedule({ runway: '2h', windows: [{ id: 'day', during: { from: '09:00', to: '17:00' } }] });

  test.each([
    { at: '2026-11-24T14:59:59.999Z', open: true },
    { at: '2026-11-24T15:00:00Z', open: true },
    { at: '2026-11-24T15:00:00.001Z', open: false },
    { at: '2026-11-24T09:00:00Z', open: true },
  ])('fits in up to the last instant: at $at open $open', ({ at, open }) => {
    expect(judge(schedule, { at }).judgement.open).toBe(open);
  });

  test('says until when a start still fits', () => {
    expect(judge(schedule, { at: '2026-11-24T10:00:00Z' }).judgement).toMatchObject({
      nextClosing: '2026-11-24T15:00:00Z',
      runwaySeconds: 7_200,
    });
  });

  test('that the window is too short for says so', () => {
    expect(judge(schedule, { at: '2026-11-24T16:00:00Z' }).findings[0]?.problem).toBe(
      'the change windows `day` close Tue 2026-11-24 17:00 UTC, before the runway of 2h is over',
    );
  });

  test('into which a freeze falls says which one', () => {
    const frozen = aSchedule({ runway: '90m', freezes: [{ id: 'noon', during: { from: '12:30', to: '12:45' } }] });
    const judged = judge(frozen, { at: '2026-11-24T12:00:00Z' });

    expect(judged.judgement).toMatchObject({ open: false, nextOpening: '2026-11-24T12:45:00Z' });
    expect(judged.findings[0]?.problem).toBe(
      'the freeze `noon` begins Tue 2026-11-24 12:30 UTC, within the runway of 1h 30m',
    );
  });

  test.each([
    { services: ['web'], runways: { web: '10m' }, seconds: 600 },
    { services: ['web', 'docs'], runways: { web: '10m' }, seconds: 1_800 },
    { services: ['web', 'ledger'], runways: { web: '10m', ledger: '45m' }, seconds: 2_700 },
    { services: [], runways: { web: '3h' }, seconds: 1_800 },
    { services: { unknown: 'not given' }, runways: { web: '3h' }, seconds: 10_800 },
  ])('of $services is $seconds seconds', ({ services, runways, seconds }) => {
    const { judgement } = judge(aSchedule({ runway: '30m' }), { facts: { services }, runways });

    expect(judgement.runwaySeconds).toBe(seconds);
  });

  test.each(['rollback', 'emergency'] as const)('is nothing for the lane %s', (lane) => {
    expect(judge(schedule, { at: '2026-11-24T16:59:59Z', lane }).judgement).toMatchObject({
      open: true,
      runwaySeconds: 0,
    });
  });
});

describe('an emergency', () => {
  const emergency = { at: '2026-12-24T10:00:00Z', judged: { changeType: 'emergency' }, lane: 'emergency' } as const;

  test.each([
    { effect: 'hold', open: false, found: ['schedule/year-end hold'] },
    { effect: 'block', open: false, found: ['schedule/year-end block'] },
    { effect: 'allow', open: true, found: [] },
  ] as const)('meets $effect in a freeze that says so', ({ effect, open, found }) => {
    const judged = judge(aSchedule({ freezes: [{ ...yearEnd, emergency: effect }] }), emergency);

    expect(judged.judgement.open).toBe(open);
    expect(codes(judged)).toEqual(found);
  });

  test.each([
    { effect: 'hold', found: ['schedule/outside-windows hold'] },
    { effect: 'block', found: ['schedule/outside-windows block'] },
    { effect: 'allow', found: [] },
  ] as const)('outside the windows meets $effect', ({ effect, found }) => {
    const schedule = aSchedule({
      windows: [{ ...businessHours, during: { days: ['mon'] } }],
      outsideWindows: { emergency: effect, approvers: ['sre'] },
    });

    expect(codes(judge(schedule, emergency))).toEqual(found);
  });
});

describe('several services', () => {
  const schedule = aSchedule({
    windows: [{ id: 'payments-window', services: ['pay-*'], during: { from: '08:00', to: '09:00' } }],
    freezes: [{ id: 'ledger-close', services: ['ledger'], during: { from: '12:00', to: '13:00' } }],
  });
  const open = (services: readonly string[], at: string) => judge(schedule, { at, facts: { services } }).judgement.open;

  test('are open only where all are', () => {
    expect(open(['web'], '2026-11-24T10:00:00Z')).toBe(true);
    expect(open(['web', 'pay-in'], '2026-11-24T10:00:00Z')).toBe(false);
    expect(open(['web', 'pay-in'], '2026-11-24T08:30:00Z')).toBe(true);
    expect(open(['web', 'ledger'], '2026-11-24T12:30:00Z')).toBe(false);
    expect(open([], '2026-11-24T12:30:00Z')).toBe(true);
  });

  test('that each have a window need both', () => {
    const each = aSchedule({
      windows: [
        { id: 'a', services: ['a'], during: { from: '08:00', to: '11:00' } },
        { id: 'b', services: ['b'], during: { from: '10:00', to: '13:00' } },
      ],
    });
    const { judgement } = judge(each, { at: '2026-11-24T12:00:00Z', facts: { services: ['a', 'b'] } });

    expect(judgement).toMatchObject({
      open: false,
      nextOpening: '2026-11-25T10:00:00Z',
      nextClosing: '2026-11-25T11:00:00Z',
    });
  });

  test('that are not known meet every freeze and gain no window', () => {
    const unknown = { services: { unknown: 'no catalogue' } };

    expect(judge(schedule, { at: '2026-11-24T08:30:00Z', facts: unknown }).judgement.open).toBe(false);
    expect(codes(judge(schedule, { at: '2026-11-24T12:30:00Z', facts: unknown }))).toEqual([
      'schedule/ledger-close block',
      'schedule/outside-windows block',
    ]);
  });
});

describe('an exception', () => {
  const exception = {
    id: 'exc-31',
    because: 'statutory rate change',
    freezes: ['year-end'],
    from: '2026-12-22T09:00',
    until: '2026-12-22T17:00',
  };
  const schedule = aSchedule({ timezone: 'Europe/Berlin', freezes: [yearEnd], exceptions: [exception] });

  test.each([
    { at: '2026-12-22T07:59:59.999Z', open: false },
    { at: '2026-12-22T08:00:00Z', open: true },
    { at: '2026-12-22T15:59:59.999Z', open: true },
    { at: '2026-12-22T16:00:00Z', open: false },
  ])('at $at: open $open', ({ at, open }) => {
    expect(judge(schedule, { at }).judgement.open).toBe(open);
  });

  test('that is used is noted with its reason, who approved it and its end', () => {
    const judged = judge(schedule, { at: '2026-12-22T10:00:00Z' });

    expect(judged.judgement).toMatchObject({
      decidedBy: ['exc-31'],
      because: 'statutory rate change',
      nextClosing: '2026-12-22T16:00:00Z',
    });
    expect(judged.findings).toEqual([
      expect.objectContaining({
        code: 'schedule/exception',
        effect: 'note',
        rule: 'exc-31',
        problem:
          'the exception `exc-31` lets it pass `year-end`; approved by @acme/release-managers, until Tue 2026-12-22 17:00 Europe/Berlin',
        until: '2026-12-22T16:00:00Z',
      }),
    ]);
  });

  test('is found as the next opening', () => {
    expect(judge(schedule, { at: '2026-12-21T10:00:00Z' }).judgement.nextOpening).toBe('2026-12-22T08:00:00Z');
  });

  test('must cover the whole runway', () => {
    const withRunway = { ...schedule, runway: '2h' };

    expect(judge(withRunway, { at: '2026-12-22T14:00:00Z' }).judgement.open).toBe(true);
    expect(judge(withRunway, { at: '2026-12-22T14:00:00.001Z' }).judgement.open).toBe(false);
    expect(judge(withRunway, { at: '2026-12-22T07:30:00Z' }).judgement.open).toBe(false);
  });

  test('opens what it names and nothing else', () => {
    const tuesdays = { id: 'tuesdays', during: { days: ['tue'] } };
    const other = aSchedule({ freezes: [yearEnd, tuesdays], exceptions: [exception] });

    expect(codes(judge(other, { at: '2026-12-22T10:00:00Z' }))).toEqual([
      'schedule/tuesdays block',
      'schedule/exception note',
    ]);
  });

  test('can name what lies outside the windows, but not locked windows or freezes', () => {
    const outside = { ...exception, freezes: ['outside-windows'] };
    const at = '2026-12-22T10:00:00Z';
    const open = (window: object) =>
      judge(aSchedule({ windows: [{ during: { days: ['mon'] }, ...window }], exceptions: [outside] }), { at }).judgement
        .open;

    expect(open({})).toBe(true);
    expect(open({ locked: true })).toBe(false);
    expect(
      judge(aSchedule({ freezes: [{ ...yearEnd, locked: true }], exceptions: [exception] }), { at }).judgement.open,
    ).toBe(false);
  });

  test('helps only if it is for all services of the change, and these are known', () => {
    const scoped = aSchedule({ freezes: [yearEnd], exceptions: [{ ...exception, services: ['pay-*'] }] });
    const open = (services: readonly string[] | { readonly unknown: string }) =>
      judge(scoped, { at: '2026-12-22T10:00:00Z', facts: { services } }).judgement.open;

    expect(open(['pay-in'])).toBe(true);
    expect(open(['pay-in', 'web'])).toBe(false);
    expect(open({ unknown: 'no catalogue' })).toBe(false);
  });

  test('given by date covers whole days, both included', () => {
    const byDate = aSchedule({
      freezes: [yearEnd],
      exceptions: [{ ...exception, from: '2026-12-22', until: '2026-12-23' }],
    });

    expect(judge(byDate, { at: '2026-12-23T23:59:59Z' }).judgement.open).toBe(true);
    expect(judge(byDate, { at: '2026-12-24T00:00:00Z' }).judgement.open).toBe(false);
  });
});

describe('the search for an opening', () => {
  const from = '2026-01-01';
  const until = (to: string) => aSchedule({ freezes: [{ during: { from, to } }] });

  test('ends after 400 days', () => {
    // 2026-11-24T10:00Z and 400 days are 2027-12-29T10:00Z.
    expect(judge(until('2027-12-28')).judgement.nextOpening).toBe('2027-12-29T00:00:00Z');
    expect(judge(until('2027-12-29')).judgement.nextOpening).toBeNull();
  });

  test('that finds none says what else can be done', () => {
    expect(judge(until('2030-01-01')).findings[0]).toMatchObject({
      until: null,
      problem: 'the freeze `freeze-1` holds for more than 400 days',
      remedy: 'it does not open within 400 days: ask for a reviewed exception in the policy',
    });
  });
});

describe('a gate that stays closed because something is not known', () => {
  const unknown = { unknown: 'not given' };

  test.each([
    { what: 'environment', schedule: aSchedule({ windows: [{ ...businessHours, environments: ['production'] }] }) },
    { what: 'operations.openIncidents', schedule: aSchedule({ freezes: [{ when: 'operations.openIncidents > 0' }] }) },
  ])('says that it is `$what`', ({ what, schedule }) => {
    const operations = { openIncidents: unknown, errorBudgetRemaining: 1, overdueReviews: 0 };

    expect(judge(schedule, { facts: { environment: unknown, operations } }).findings[0]).toMatchObject({
      until: null,
      remedy: `let the gate know \`${what}\`, or ask for a reviewed exception in the policy`,
    });
  });
});

describe('a calendar that does not reach so far', () => {
  const calendars = { closing: { dates: ['2026-12-24'], until: '2026-12-31' } };
  const rule = { during: { calendar: 'closing' } };
  const assumed = [{ fact: 'schedule.calendars.closing', reason: 'the calendar is known to 2026-12-31 only' }];

  test.each([
    { at: '2026-12-31T23:59:59Z', freezes: [] },
    { at: '2027-01-01T00:00:00Z', freezes: [assumed] },
  ])('closes the gate by a freeze at $at: $freezes', ({ at, freezes }) => {
    const { findings } = judge(aSchedule({ calendars, freezes: [rule] }), { at });

    expect(findings.map((finding) => finding.assumed)).toEqual(freezes);
  });

  test('keeps a window closed, and says why', () => {
    const { judgement, findings } = judge(aSchedule({ calendars, windows: [rule] }), { at: '2027-01-01T00:00:00Z' });

    expect(judgement).toMatchObject({ open: false, nextOpening: null });
    expect(findings.map((finding) => finding.assumed)).toEqual([assumed]);
  });
});
