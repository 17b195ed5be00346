import { describe, expect, test } from 'vitest';
import { unblockOf } from '../../src/decision/unblock.ts';
import { finding } from '../../src/finding/finding.ts';

const closedBy = (code: `schedule/${string}`, remedy: string) =>
  finding({ code, effect: 'block', problem: 'an incident is open', remedy });

describe('what unblocks a change', () => {
  test('names what mends two findings once', () => {
    const findings = [
      closedBy('schedule/incident', 'end the incident'),
      closedBy('schedule/no-friday', 'wait'),
      closedBy('schedule/on-call', 'end the incident'),
    ];
    const approvals = { required: [], given: [], missing: 0 };
    const schedule = {
      open: false,
      decidedBy: [],
      because: null,
      nextOpening: null,
      nextClosing: null,
      conditional: [],
      timezone: 'UTC',
      runwaySeconds: 0,
    };

    expect(unblockOf({ findings, approvals, schedule })).toEqual([
      { action: 'end the incident', codes: ['schedule/incident', 'schedule/on-call'], at: null, by: [] },
      { action: 'wait', codes: ['schedule/no-friday'], at: null, by: [] },
    ]);
  });
});
