import type { Metrics } from '../../src/metrics/figures.ts';
import { metricsOf } from '../../src/metrics/metrics.ts';
import { sketchOf } from '../../src/metrics/sketch.ts';
import { aPolicy } from '../builders.ts';
import { aDecided, commit, theOutcome } from '../metrics/a-ledger.ts';

/** Where the policy lies. */
export const place = { kind: 'folder', path: '.github/change-gate' } as const;

const hostile = '"><img src=x onerror=alert(1)>\u202E\u001B[31m';

const reviewIssue = {
  number: 12,
  title: hostile,
  owner: hostile,
  openedAt: '2026-11-24T10:00:00Z',
  isOpen: true,
  key: null,
  measures: 2,
} as const;

/** Two changes, the later one failed; every text that others write is hostile. */
export async function someMetrics(): Promise<Metrics> {
  const emergency = { lane: 'emergency', reason: hostile, incident: hostile, by: hostile } as const;
  const records = [
    aDecided({ head: commit(1), services: [hostile] }, { repository: hostile }),
    aDecided({ head: commit(2), evaluatedAt: '2026-11-25T10:00:00Z', change: { title: hostile }, declared: emergency }),
  ];
  const outcomes = records.map((record, index) =>
    theOutcome(record, { outcome: index === 0 ? 'success' : 'failure', by: hostile }),
  );
  const ledger = {
    source: hostile,
    decisions: 2,
    outcomes: 2,
    firstAt: '2026-11-24T10:00:00Z',
    lastAt: '2026-11-25T11:00:00Z',
    broken: [{ path: hostile, problem: hostile }],
    leftOut: 0,
    repeated: 0,
    afterNow: 0,
    beforeDecision: 0,
    repositories: [],
    environments: [{ environment: hostile, decisions: 3 }],
  };
  return metricsOf(
    {
      decisions: records.map((record) => sketchOf(record, 'x.json')),
      outcomes,
      deployments: [],
      reviews: { repository: hostile, issues: [reviewIssue] },
    },
    {
      now: '2026-11-28T09:00:00Z',
      period: { from: Date.parse('2026-11-01T00:00:00Z'), to: Date.parse('2026-11-28T09:00:00Z') },
      environments: ['production'],
      services: [],
      proposeAfter: null,
      policy: await aPolicy('standard'),
      ledger,
      unknown: [hostile],
    },
  );
}
