import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseFacts } from '../../src/change/parse-facts.ts';
import type { ChangeFacts } from '../../src/change/facts.ts';
import { isUnknown } from '../../src/change/facts.ts';
import { validateDecision } from '../../src/decision/validate-decision.generated.js';
import { decide } from '../../src/decision/decide.ts';
import { outcomeOf } from '../../src/decision/outcome.ts';
import { finding } from '../../src/finding/finding.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { aPolicy } from '../builders.ts';
import { anyChange, richPolicy } from './any-change.ts';

const weight = { approved: 0, 'needs-approval': 1, blocked: 2 } as const;
const policies = new Map<string, Policy>();

beforeAll(async () => {
  for (const name of ['standard', 'regulated', 'continuous']) policies.set(name, await aPolicy(name));
  policies.set('rich', await aPolicy(richPolicy));
});

const policyNames = fc.constantFrom('standard', 'regulated', 'continuous', 'rich');

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
  'evidence',
  'suspended',
  'enforcement',
  'parts',
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
  const parts = facts.parts === undefined || isUnknown(facts.parts) ? [] : facts.parts;
  const ofParts = parts.flatMap((part, index) =>
    (['head', 'makers'] as const).map((name) => ({
      name: `parts.${index}.${name}`,
      facts: { ...facts, parts: parts.with(index, { ...part, [name]: unknown }) },
    })),
  );
  const evidence = facts.evidence === undefined || isUnknown(facts.evidence) ? [] : facts.evidence;
  const ofEvidence = evidence.map(({ source }, index) => ({
    name: `evidence.${index}`,
    facts: { ...facts, evidence: evidence.with(index, { source, problem: 'hidden by the test' }) },
  }));
  return [...ofGroups, ...ofSingles, ...ofParts, ...ofEvidence].filter(({ name }) => !laneFacts.includes(name));
}

describe('a decision', () => {
  test('is never lighter when a fact is not known', () => {
    fc.assert(
      fc.property(policyNames, anyChange, (name, facts) => {
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
      fc.property(policyNames, anyChange, (name, facts) => {
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
