import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateFacts } from '../../src/change/validate-facts.generated.js';
import { validateRecord } from '../../src/decision/validate-record.generated.js';
import { aDecision, anOutcome } from '../decision/a-record.ts';
import { validateDecision } from '../../src/decision/validate-decision.generated.js';
import { schemas } from '../../src/policy/schemas.generated.ts';
import { shippedPolicies } from '../../src/policy/shipped.generated.ts';
import { validatePolicy } from '../../src/policy/validate-policy.generated.js';
import { parseYaml } from '../../src/policy/yaml.ts';
import { mutationOf } from './mutations.ts';

const paths = {
  policy: 'policies/policy.schema.json',
  facts: 'schemas/facts.schema.json',
  decision: 'schemas/decision.schema.json',
  record: 'schemas/record.schema.json',
} as const;

function published(name: keyof typeof paths): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../../${paths[name]}`, import.meta.url), 'utf8'));
}

function standardValidator(name: keyof typeof paths) {
  return new Ajv({ strict: true, strictTypes: true, strictTuples: true }).compile(published(name));
}

function valueOf(text: string): unknown {
  const document = parseYaml(text, 'p.yml');
  if (!document.ok) throw new Error('not YAML');
  return document.value;
}

const everyShape = `
version: 1
schedule:
  timezone: UTC
  runway: measured
  calendars: { a: { holidays: DE-BY }, b: { dates: [2026-12-24], until: 2027-12-31 }, c: { ics: board.ics } }
  windows:
    - { id: w1, because: b, during: { days: [mon-thu], from: "22:00", to: "04:00" } }
    - { id: w2, because: b, during: { from: "fri 12:00", to: "mon 09:00" } }
    - { id: w3, because: b, during: { from: 2026-12-18T18:00, to: 2027-01-04 } }
    - { id: w4, because: b, during: { dates: [2026-12-24], from: "12:00", to: "24:00" } }
    - { id: w5, because: b, during: { from: "12-20", to: "01-03" } }
    - { id: w6, because: b, during: { daysOfMonth: [1..3, -1], months: [nov-jan], days: [mon] } }
    - { id: w7, because: b, during: { nthDays: [last fri] } }
    - { id: w8, because: b, during: { businessDays: [1, -1], calendar: a } }
    - { id: w9, because: b, during: { keyDate: 25, shift: previous, from: "-1bd 18:00", to: "+0d 20:00" } }
    - { id: w10, because: b, during: { keyDate: month-end, from: "-1bd", to: "+1bd" } }
    - { id: w11, because: b, during: { keyDate: [2026-12-24], from: "-1d", to: "+0d" } }
    - { id: w12, because: b, during: { calendar: b, daysBefore: 1 } }
    - { id: w13, because: b, during: { rrule: FREQ=DAILY, start: 2026-01-30T18:00, duration: 4h } }
    - { id: w14, disabled: true }
evidence:
  - { id: e1, because: b, checks: [c] }
  - { id: e2, because: b, file: f, maxAge: 1d }
  - { id: e3, because: b, slo: { file: f, minimumBudget: 0, maxAge: 1d } }
  - { id: e4, because: b, file: f, maxAge: 1d, kind: restore, maxTimeToRestore: 30m }
  - { id: e5, because: b, slo: { url: "https://a.example", minimumBudget: 0, maxAge: 1d, objectives: [a], openslo: f } }
  - { id: e6, because: b, slo: { prometheus: { url: "https://a.example", query: up }, minimumBudget: 0, maxAge: 1d } }
services: { s: { paths: [a], objectives: [a] }, t: { disabled: true } }
`;

const someFacts = {
  evaluatedAt: '2026-11-27T15:00:00+01:00',
  environment: 'production',
  tier: { unknown: 'no catalogue' },
  change: { title: 'a', linesChanged: 3, labels: ['x'], isBot: { unknown: 'local git' }, type: 'normal' },
  files: { unknown: 'cut short', seen: [{ path: 'a', status: 'added', added: 1, deleted: 0, kind: 'code' }] },
  lineage: 'ahead',
  plan: null,
  approvals: [{ by: 'a', permission: 'write', teams: { unknown: 'no token' }, sha: 'b', at: '2026-11-27T15:00:00Z' }],
  checks: [{ app: 'a', name: 'b', conclusion: null, completedAt: null }],
  evidence: [
    { source: 'ops/evidence/restore.yml', content: { result: 'passed' } },
    { source: 'ops/evidence/broken.yml', problem: 'this is not YAML' },
  ],
  evidenceSought: ['ops/evidence/*.yml'],
  declared: { lane: 'rollback', reason: null, incident: null, by: null },
};

describe('a published schema', () => {
  test.each(['policy', 'facts', 'decision', 'record'] as const)(
    'of the %s is one that a strict standard validator takes',
    (name) => {
      expect(() => standardValidator(name)).not.toThrow();
      expect(schemas[name]).toEqual(published(name));
    },
  );

  test('of the policy accepts and refuses what the product accepts and refuses', () => {
    const standard = standardValidator('policy');
    const policies = [...Object.values(shippedPolicies), everyShape].map(valueOf);

    for (const policy of policies) expect([standard(policy), validatePolicy(policy)]).toEqual([true, true]);
    fc.assert(
      fc.property(fc.oneof(...policies.map(mutationOf)), (policy) => {
        expect(validatePolicy(policy)).toBe(standard(policy));
      }),
      { numRuns: 3_000 },
    );
  });

  test('of the facts accepts and refuses what the product accepts and refuses', () => {
    const standard = standardValidator('facts');

    expect([standard(someFacts), validateFacts(someFacts)]).toEqual([true, true]);
    fc.assert(
      fc.property(mutationOf(someFacts), (facts) => {
        expect(validateFacts(facts)).toBe(standard(facts));
      }),
      { numRuns: 2_000 },
    );
  });

  test('of the record accepts and refuses what the product accepts and refuses', async () => {
    const standard = standardValidator('record');
    const records = [(await aDecision()).record, anOutcome()].map((record) => JSON.parse(JSON.stringify(record)));

    for (const record of records) expect([standard(record), validateRecord(record)]).toEqual([true, true]);
    fc.assert(
      fc.property(fc.oneof(...records.map(mutationOf)), (record) => {
        expect(validateRecord(record)).toBe(standard(record));
      }),
      { numRuns: 1_000 },
    );
  });

  test('of the decision refuses what the product refuses', () => {
    expect(standardValidator('decision')({})).toBe(false);
    expect(validateDecision({})).toBe(false);
  });
});
