import { describe, expect, test } from 'vitest';
import { markOf, pastFromMarks } from '../../src/decision/model-mark.ts';
import { recordFile } from '../../src/decision/record-file.ts';
import { anOutcome } from './a-record.ts';

const one = '1'.repeat(20);
const other = '2'.repeat(20);

describe('the mark of an outcome', () => {
  test('tells by its name what went how and when, and where the record is', () => {
    const record = anOutcome({ decisionId: one, outcome: 'rolled-back', at: '2026-11-24T10:05:09.123Z' });

    expect(markOf(record, 'flag-flip')).toEqual({
      path: `models/flag-flip/20261124T100509Z-rolled-back-${one}.json`,
      text: `{"outcome":"${recordFile(record).path}"}\n`,
    });
  });

  test('tells its instant in UTC', () => {
    const record = anOutcome({ decisionId: one, at: '2026-11-24T00:30:00+01:00' });

    expect(markOf(record, 'flag-flip')?.path).toContain('/20261123T233000Z-');
  });

  test.each([
    { of: 'no standard change', parts: { decisionId: one }, model: null },
    { of: 'nobody knows which decision', parts: { decisionId: null }, model: 'flag-flip' },
    { of: 'a deployment that was cancelled', parts: { decisionId: one, outcome: 'cancelled' }, model: 'flag-flip' },
  ] as const)('of $of is none', ({ parts, model }) => {
    expect(markOf(anOutcome(parts), model)).toBeNull();
  });

  test.each(['success', 'failure', 'rolled-back'] as const)('of %s is read again', (outcome) => {
    const name = markOf(anOutcome({ decisionId: one, outcome, at: '2026-11-24T10:00:00Z' }), 'flip')?.path.slice(12);

    const failures = outcome === 'success' ? [] : ['2026-11-24T10:00:00Z'];
    expect(pastFromMarks('flip', [name ?? ''])).toEqual({ model: 'flip', finished: 1, failures });
  });
});

describe('the past of a standard change', () => {
  test('counts each change once, as bad from the first time that somebody said so', () => {
    const names = [
      `20261124T120000Z-rolled-back-${one}.json`,
      `20261124T110000Z-failure-${one}.json`,
      `20261124T100000Z-success-${one}.json`,
      `20261124T130000Z-success-${one}.json`,
      `20261124T090000Z-success-${other}.json`,
    ];

    expect(pastFromMarks('flip', names)).toEqual({ model: 'flip', finished: 2, failures: ['2026-11-24T11:00:00Z'] });
  });

  test.each([
    'README.md',
    `20261324T100000Z-failure-${one}.json`,
    `20261124T100000Z-failure-${one}.json.bak`,
    `20261124T100000Z-cancelled-${one}.json`,
  ])('has nothing of a file that is called %s', (name) => {
    expect(pastFromMarks('flip', [name])).toEqual({ model: 'flip', finished: 0, failures: [] });
  });
});
