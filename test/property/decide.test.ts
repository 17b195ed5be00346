import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseFacts } from '../../src/change/parse-facts.ts';
import type { ChangeFacts } from '../../src/change/facts.ts';
import { validateDecision } from '../../src/decision/validate-decision.generated.js';
import { decide } from '../../src/decision/decide.ts';
import { outcomeOf } from '../../src/decision/outcome.ts';
import { finding } from '../../src/finding/finding.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { aChange, anApproval, aPlan, aPolicy, head } from '../builders.ts';

const weight = { approved: 0, 'needs-approval': 1, blocked: 2 } as const;
const policies = new Map<string, Policy>();

/** Every kind of rule, each looking at other facts. */
const rich = {
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
  evidence: [{ id: 'e2e', because: 'tried', checks: ['E2E / *'], effect: 'hold' }],
  standardChanges: [
    {
      id: 'tiny',
      title: 'Tiny',
      because: 'tiny',
      when: 'change.linesChanged < 5 && !touches("services/**")',
      maxRisk: 'medium',
      checks: ['CI / *'],
      reviewBy: '2029-01-01',
    },
  ],
  approvals: [{ id: 'owner', because: 'owned', services: ['ledger'], from: ['maintainers'], count: 2 }],
};

beforeAll(async () => {
  for (const name of ['standard', 'regulated', 'continuous']) policies.set(name, await aPolicy(name));
  policies.set('rich', await aPolicy(rich));
});

const { local: _local, rollback: _rollback, services: _services, tier: _tier, ...given } = aChange();

const policyNames = fc.constantFrom('standard', 'regulated', 'continuous', 'rich');

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

const change: fc.Arbitrary<ChangeFacts> = fc
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
    approvals: fc.subarray([anApproval('rita'), anApproval('sam', { permission: 'admin' }), anApproval('mia')]),
    checks: fc.subarray([
      { app: 'github-actions', name: 'CI / test', conclusion: 'success', completedAt: '2026-11-01T00:00:00Z' },
      { app: 'github-actions', name: 'E2E / all', conclusion: 'failure', completedAt: '2026-11-01T00:00:00Z' },
    ]),
    lineage: fc.constantFrom('ahead' as const, 'behind' as const, 'same' as const),
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
      lineage,
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
          author: { changesBefore: 10, changesHere, changesLast7d: 1, isNewHere: changesHere === 0 },
          area: { developers: 3, daysSinceLastChange: 20, revertsLast180d: reverts, repositoryRevertsLast14d: 0 },
          deployments: { daysSinceLast: 1, failuresLast30d: 0, successRate: 1, inProgress },
          operations: { openIncidents, errorBudgetRemaining: 1, overdueReviews: 0 },
          plan,
          approvals,
          checks,
          lineage,
          head,
        },
        { missing: 'unknown' },
      );
      if (!facts.ok) throw new Error(JSON.stringify(facts.problems));
      return facts.facts;
    },
  );

/** Facts that declare a lane may be absent without making the outcome worse. */
const laneFacts = ['wasLiveBefore', 'declared', 'change.labels', 'change.isRollback', 'change.type'];

const groups = ['change', 'author', 'area', 'deployments', 'operations', 'rollback'] as const;
const single = [
  'base',
  'head',
  'baseSource',
  'lineage',
  'environment',
  'services',
  'tier',
  'makers',
  'files',
  'plan',
  'approvals',
  'checks',
] as const;

function unknownVariants(facts: ChangeFacts): readonly { readonly name: string; readonly facts: ChangeFacts }[] {
  const unknown = { unknown: 'hidden by the test' };
  const ofGroups = groups.flatMap((group) =>
    Object.keys(facts[group]).map((name) => ({
      name: `${group}.${name}`,
      facts: { ...facts, [group]: { ...facts[group], [name]: unknown } },
    })),
  );
  const ofSingles = single.map((name) => ({ name, facts: { ...facts, [name]: unknown } }));
  return [...ofGroups, ...ofSingles].filter(({ name }) => !laneFacts.includes(name));
}

describe('a decision', () => {
  test('is never lighter when a fact is not known', () => {
    fc.assert(
      fc.property(policyNames, change, (name, facts) => {
        const policy = policies.get(name);
        if (policy === undefined) throw new Error(name);
        const known = decide(policy, facts);
        const lightened = unknownVariants(facts)
          .map((variant) => ({ name: variant.name, outcome: decide(policy, variant.facts).outcome }))
          .filter(({ outcome }) => weight[outcome] < weight[known.outcome]);

        expect(lightened).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('is the same for the same policy and facts, also after both were written as JSON', () => {
    fc.assert(
      fc.property(policyNames, change, (name, facts) => {
        const policy = policies.get(name);
        if (policy === undefined) throw new Error(name);
        const decision = decide(policy, facts);

        expect(decide(JSON.parse(JSON.stringify(policy)), JSON.parse(JSON.stringify(facts)))).toEqual(decision);
        expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
        expect(validateDecision(decision), JSON.stringify(validateDecision.errors)).toBe(true);
        expect(parseFacts(JSON.parse(JSON.stringify(facts)), { missing: 'unknown' })).toEqual({ ok: true, facts });
      }),
      { numRuns: 100 },
    );
  });

  test('is never lighter with one finding more', () => {
    const someFinding = fc
      .constantFrom('note' as const, 'hold' as const, 'block' as const)
      .map((effect) => finding({ code: 'gate/advise', effect, problem: 'x' }));
    fc.assert(
      fc.property(fc.array(someFinding), someFinding, (found, more) => {
        expect(weight[outcomeOf([...found, more])]).toBeGreaterThanOrEqual(weight[outcomeOf(found)]);
      }),
    );
  });
});
