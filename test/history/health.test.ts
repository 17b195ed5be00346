import { describe, expect, test } from 'vitest';
import type { ChangeRecord, DecisionRecord } from '../../src/decision/record.ts';
import { finishedIn, healthOf, suspendedModels } from '../../src/history/health.ts';
import type { StandardChange } from '../../src/standard/standard-change.ts';
import { aDecision, anOutcome } from '../decision/a-record.ts';

const { record: normal } = await aDecision();

/** A decision that let a standard change pass. */
function passed(model: string | null, parts: { id?: string; at?: string; environment?: string } = {}): DecisionRecord {
  const { id = '00000000000000000001', at = '2026-11-24T10:00:00Z', environment = 'production' } = parts;
  return { ...normal, id, decision: { ...normal.decision, changeModel: model, evaluatedAt: at, environment } };
}

function aModel(failures: number, within = '30d'): StandardChange {
  return {
    id: 'flip',
    title: 'Flip',
    because: 'small',
    when: 'true',
    maxRisk: 'low',
    reviewBy: '2030-01-01',
    app: 'github-actions',
    source: 'policy.yml:1',
    suspendAfter: { failures, within },
  };
}

describe('a deployment', () => {
  test.each([
    { outcomes: ['success'] as const, went: 'well' },
    { outcomes: ['failure'] as const, went: 'badly' },
    { outcomes: ['rolled-back'] as const, went: 'badly' },
    { outcomes: ['success', 'rolled-back'] as const, went: 'badly' },
    { outcomes: ['failure', 'success'] as const, went: 'badly' },
    { outcomes: ['success', 'success'] as const, went: 'well' },
  ])('of which $outcomes was recorded went $went, and counts once', ({ outcomes, went }) => {
    const records = outcomes.map((outcome, index) => anOutcome({ outcome, at: `2026-11-24T11:0${index}:00Z` }));

    expect(finishedIn([passed('flip'), ...records])).toMatchObject([{ went }]);
  });

  test('of which only is known that it was cancelled is not finished', () => {
    expect(finishedIn([passed('flip'), anOutcome({ outcome: 'cancelled' })])).toEqual([]);
  });

  test('that failed twice failed when it was first said, in whatever order it is read', () => {
    const records = [
      anOutcome({ outcome: 'rolled-back', at: '2026-11-24T13:00:00Z' }),
      anOutcome({ outcome: 'failure', at: '2026-11-24T12:00:00Z' }),
    ];

    expect(finishedIn(records)).toMatchObject([{ at: '2026-11-24T12:00:00Z', decision: null }]);
  });

  test.each([
    {
      case: 'the decision that its outcome names',
      outcome: anOutcome({ decisionId: '00000000000000000001' }),
      id: '00000000000000000001',
    },
    { case: 'the last decision before it', outcome: anOutcome(), id: '00000000000000000002' },
    {
      case: 'the last one before it, where another is named in vain',
      outcome: anOutcome({ decisionId: 'f'.repeat(20) }),
      id: '00000000000000000002',
    },
    { case: 'none, in another environment', outcome: anOutcome({ environment: 'staging' }), id: undefined },
    { case: 'none, for another commit', outcome: anOutcome({ head: '9'.repeat(40) }), id: undefined },
    { case: 'none, in another repository', outcome: anOutcome({ repository: 'acme/bank' }), id: undefined },
    { case: 'none, before all of them', outcome: anOutcome({ at: '2026-11-24T09:00:00Z' }), id: undefined },
  ])('belongs to $case', ({ outcome, id }) => {
    const records = [
      passed('one', { id: '00000000000000000003', at: '2026-11-24T11:30:00Z' }),
      passed('one', { id: '00000000000000000001', at: '2026-11-24T10:00:00Z' }),
      passed('two', { id: '00000000000000000002', at: '2026-11-24T11:00:00Z' }),
      outcome,
    ];

    expect(finishedIn(records).map(({ decision }) => decision?.id)).toEqual([id]);
  });
});

describe('the health of a change model', () => {
  test('is the share of its finished changes that went well', () => {
    const ids = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(20));
    const records: readonly ChangeRecord[] = [
      ...ids.map((id) => passed('flip', { id })),
      passed(null, { id: 'e'.repeat(20) }),
      passed('other', { id: 'f'.repeat(20) }),
      ...['e', 'a', 'b', 'c'].map((letter) => anOutcome({ decisionId: letter.repeat(20) })),
      anOutcome({ decisionId: 'd'.repeat(20), outcome: 'failure' }),
    ];

    expect(healthOf(records)).toEqual([{ model: 'flip', finished: 4, failed: 1, successRate: 0.75 }]);
  });
});

function failed(id: string, at: string): readonly ChangeRecord[] {
  const decisionId = id.repeat(20);
  return [passed('flip', { id: decisionId }), anOutcome({ decisionId, outcome: 'failure', at })];
}

describe('a change model is suspended', () => {
  const at = '2026-12-24T11:00:00Z';

  test.each([
    { when: 'never failed', failures: 1, records: [], suspended: [] },
    {
      when: 'failed as often as is too often',
      failures: 1,
      records: failed('a', '2026-12-01T11:00:00Z'),
      suspended: ['flip'],
    },
    { when: 'failed once less', failures: 2, records: failed('a', '2026-12-01T11:00:00Z'), suspended: [] },
    {
      when: 'failed 30 days ago to the second',
      failures: 1,
      records: failed('a', '2026-11-24T11:00:00Z'),
      suspended: ['flip'],
    },
    { when: 'failed a second before that', failures: 1, records: failed('a', '2026-11-24T10:59:59Z'), suspended: [] },
    { when: 'fails only later', failures: 1, records: failed('a', '2026-12-24T11:00:01Z'), suspended: [] },
    {
      when: 'failed twice',
      failures: 2,
      records: [...failed('a', '2026-12-01T11:00:00Z'), ...failed('b', '2026-12-02T11:00:00Z')],
      suspended: ['flip'],
    },
  ])('that $when: $suspended', ({ failures, records, suspended }) => {
    expect(suspendedModels([aModel(failures)], { records, at, timezone: 'UTC' })).toEqual(suspended);
  });

  test('by its own failures alone', () => {
    const other = passed('other', { id: 'c'.repeat(20) });
    const records = [other, anOutcome({ decisionId: other.id, outcome: 'failure', at: '2026-12-01T11:00:00Z' })];

    expect(suspendedModels([aModel(1)], { records, at, timezone: 'UTC' })).toEqual([]);
  });

  test('only if it says after how many failures', () => {
    const { suspendAfter: _, ...model } = aModel(1);

    expect(suspendedModels([model], { records: failed('a', '2026-12-01T11:00:00Z'), at, timezone: 'UTC' })).toEqual([]);
  });
});
