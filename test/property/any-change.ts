import fc from 'fast-check';
import { parseFacts } from '../../src/change/parse-facts.ts';
import type { ChangeFacts } from '../../src/change/facts.ts';
import { aChange, anApproval, aPlan, head } from '../builders.ts';

/** A policy with every kind of rule, each looking at other facts. */
export const richPolicy = {
  version: 1,
  extends: ['standard'],
  services: { ledger: { tier: 1, paths: ['services/ledger/**'], runway: '2h' }, web: { tier: 3, paths: ['web/**'] } },
  schedule: {
    freezes: [
      { id: 'fire', because: 'it burns', when: 'operations.openIncidents > 0 || deployments.successRate < 0.5' },
      {
        id: 'ledger-night',
        because: 'batch',
        services: ['ledger'],
        during: { from: '20:00', to: '06:00' },
        effect: 'hold',
      },
      {
        id: 'tier-one',
        because: 'careful',
        when: 'tier == 1 && change.linesChanged > 100',
        riskLevels: ['high', 'critical'],
        effect: 'note',
      },
    ],
    exceptions: [
      {
        id: 'exc',
        freezes: ['no-friday'],
        until: '2027-12-31',
        when: 'change.linesChanged < 10',
        because: 'small',
        approvedBy: 'x',
      },
    ],
  },
  evidence: [
    { id: 'e2e', because: 'tried', checks: ['E2E / *'], effect: 'hold' },
    {
      id: 'restore',
      because: 'tried',
      when: 'touches("**/migrations/**")',
      file: 'ops/evidence/*.yml',
      maxAge: '30d',
      effect: 'hold',
    },
    {
      id: 'budget',
      because: 'broken',
      slo: { file: 'ops/slo/*.json', minimumBudget: 0.2, maxAge: '30d' },
      effect: 'hold',
    },
  ],
  standardChanges: [
    {
      id: 'tiny',
      title: 'Tiny',
      because: 'tiny',
      when: 'change.linesChanged < 5 && !touches("services/**")',
      maxRisk: 'medium',
      checks: ['CI / *'],
      reviewBy: '2029-01-01',
      suspendAfter: { failures: 1, within: '30d' },
    },
  ],
  approvals: [{ id: 'owner', because: 'owned', services: ['ledger'], from: ['maintainers'], count: 2 }],
};

const { local: _local, rollback: _rollback, services: _services, tier: _tier, ...given } = aChange();

const file = fc.record({
  path: fc.constantFrom(
    'docs/a.md',
    'src/a.ts',
    'services/ledger/migrations/1.sql',
    'web/index.html',
    'package.json',
    'infra/main.tf',
  ),
  status: fc.constantFrom('added' as const, 'modified' as const, 'removed' as const),
  added: fc.nat(2_000),
  deleted: fc.nat(50),
  kind: fc.constantFrom(
    'code' as const,
    'docs' as const,
    'migration' as const,
    'dependencies' as const,
    'infrastructure' as const,
  ),
});

const sought = ['ops/evidence/*.yml', 'ops/slo/*.json'];
const of = fc.constantFrom({}, { service: 'ledger' }, { service: 'web' });

/** What is told of backups and of budgets, well and badly, lately and long ago. */
const evidence = fc.oneof(
  fc
    .tuple(of, fc.constantFrom('2026-11-20', '2026-12-20'), fc.constantFrom('passed', 'failed'))
    .map(([whom, performedOn, result]) => ({
      source: 'ops/evidence/a.yml',
      content: { ...whom, performedOn, result, by: 'rita' },
    })),
  fc
    .tuple(of, fc.constantFrom(0.9, 0.1, -0.5), fc.constantFrom('2026-11-20T09:00:00Z', '2026-12-20T09:00:00Z'))
    .map(([whom, errorBudgetRemaining, measuredAt]) => ({
      source: 'ops/slo/a.json',
      content: { ...whom, errorBudgetRemaining, measuredAt },
    })),
  fc.constantFrom(
    { source: 'ops/evidence/b.yml', problem: 'this is not YAML' },
    { source: 'ops/slo/b.json', problem: 'this is not YAML' },
  ),
);

/** A change of which everything is known. */
export const anyChange: fc.Arbitrary<ChangeFacts> = fc
  .record({
    evaluatedAt: fc
      .integer({ min: Date.parse('2026-11-01T00:00:00Z'), max: Date.parse('2027-02-01T00:00:00Z') })
      .map((time) => new Date(Math.floor(time / 1_000) * 1_000).toISOString().replace('.000Z', 'Z')),
    files: fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 4 }),
    changesHere: fc.nat(300),
    reverts: fc.nat(6),
    inProgress: fc.nat(2),
    openIncidents: fc.nat(1),
    isBot: fc.boolean(),
    plan: fc.constantFrom(null, aPlan(), aPlan({ owner: 'TBD' })),
    approvals: fc.subarray([
      anApproval('rita'),
      anApproval('sam', { permission: 'admin' }),
      anApproval('mia'),
      anApproval('rita', { sha: '2'.repeat(40) }),
      anApproval('mia', { sha: '2'.repeat(40) }),
    ]),
    checks: fc.subarray([
      { app: 'github-actions', name: 'CI / test', conclusion: 'success', completedAt: '2026-11-01T00:00:00Z' },
      { app: 'github-actions', name: 'E2E / all', conclusion: 'failure', completedAt: '2026-11-01T00:00:00Z' },
    ]),
    measured: fc.oneof(
      fc.constantFrom(1, 0.1, -0.5).map((errorBudgetRemaining) => ({ errorBudgetRemaining, told: {} })),
      fc.array(evidence, { maxLength: 4 }).map((documents) => ({
        errorBudgetRemaining: { unknown: 'it follows from `evidence`' },
        told: { evidence: documents, evidenceSought: sought },
      })),
    ),
    lineage: fc.constantFrom('ahead' as const, 'behind' as const, 'same' as const),
    suspended: fc.subarray(['tiny', 'another']),
    enforcement: fc.constantFrom(
      { by: 'default-branch' as const, lacking: [] },
      { by: 'nothing' as const, lacking: ['any branch may deploy'] },
    ),
    parts: fc.array(
      fc.record({
        pull: fc.constantFrom(12, 13, null),
        head: fc.constantFrom(head, '2'.repeat(40), null),
        makers: fc.subarray(['mia', 'rita', 'sam']),
      }),
      { maxLength: 3 },
    ),
  })
  .map(
    ({
      evaluatedAt,
      files,
      changesHere,
      reverts,
      inProgress,
      openIncidents,
      isBot,
      plan,
      approvals,
      checks,
      measured: { errorBudgetRemaining, told },
      lineage,
      suspended,
      enforcement,
      parts,
    }) => {
      const facts = parseFacts(
        {
          ...given,
          change: {
            title: 'x',
            author: 'mia',
            authors: ['mia'],
            isBot,
            isRevert: false,
            isReland: false,
            commits: 2,
            ageHours: 3,
            labels: [],
            branch: 'b',
            baseBranch: 'main',
          },
          baseSource: 'deployment',
          evaluatedAt,
          files,
          author: {
            changesBefore: 10,
            changesHere,
            changesLast7d: 1,
            ownership: changesHere === 0 ? 0 : 0.5,
            isNewHere: changesHere === 0,
          },
          area: {
            developers: 3,
            daysSinceLastChange: 20,
            changesLast24h: reverts,
            revertsLast180d: reverts,
            repositoryRevertsLast14d: 0,
          },
          deployments: { daysSinceLast: 1, failuresLast30d: 0, successRate: 1, inProgress },
          operations: { openIncidents, errorBudgetRemaining, overdueReviews: 0 },
          ...told,
          plan,
          approvals,
          checks,
          lineage,
          suspended,
          enforcement,
          parts,
          makers: ['mia', ...parts.flatMap(({ makers }) => makers)],
          head,
        },
        { missing: 'unknown' },
      );
      if (!facts.ok) throw new Error(JSON.stringify(facts.problems));
      return facts.facts;
    },
  );
