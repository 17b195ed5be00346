import { describe, expect, test } from 'vitest';
import { unblockOf } from '../../src/decision/unblock.ts';
import { finding } from '../../src/finding/finding.ts';

const closedBy = (code: `schedule/${string}`, remedy: string) =>
  finding({ code, effect: 'block', problem: 'an incident is open', remedy });

const closed = {
  open: false,
  decidedBy: [],
  because: null,
  nextOpening: null,
  nextClosing: null,
  conditional: [],
  timezone: 'UTC',
  runwaySeconds: 0,
};

describe('what unblocks a change', () => {
  test('names what mends two findings once', () => {
    const findings = [
      closedBy('schedule/incident', 'end the incident'),
      closedBy('schedule/no-friday', 'wait'),
      closedBy('schedule/on-call', 'end the incident'),
    ];
    const approvals = { required: [], given: [], missing: 0 };

    expect(unblockOf({ findings, approvals, schedule: closed })).toEqual([
      { action: 'end the incident', codes: ['schedule/incident', 'schedule/on-call'], at: null, by: [] },
      { action: 'wait', codes: ['schedule/no-friday'], at: null, by: [] },
    ]);
  });

  test('asks for an approval of a state that time does not end, beside the wait', () => {
    const at = '2026-11-30T09:00:00Z';
    const findings = [
      finding({ code: 'schedule/no-friday', effect: 'block', problem: 'it is Friday', until: at }),
      finding({ code: 'schedule/incident', effect: 'hold', problem: 'an incident is open', approvers: ['sre'] }),
    ];
    const approvals = { required: [], given: [], missing: 0 };
    const opens = { ...closed, nextOpening: at };

    expect(unblockOf({ findings, approvals, schedule: opens })).toEqual([
      { action: `wait until ${at}`, codes: ['schedule/no-friday'], at, by: [] },
      { action: '1 approval from `sre`', codes: ['schedule/incident'], at: null, by: ['sre'] },
    ]);
  });
});
