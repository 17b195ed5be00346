import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EvidenceDocument } from '../../src/change/facts.ts';
import { doubtsAboutEvidence } from '../../src/evidence/doubts.ts';
import type { EvidenceRule, SloEvidence } from '../../src/evidence/evidence-rule.ts';
import { judgeEvidence } from '../../src/evidence/judge.ts';
import { remainingBudget } from '../../src/evidence/remaining.ts';
import { queryUrl, soughtBy, urlsOf } from '../../src/evidence/sources.ts';
import { decide } from '../../src/decision/decide.ts';
import { aChange, aJudgedChange, aPolicy } from '../builders.ts';

const place = { because: 'the objective is broken already', source: 'policy.yml:7', effect: 'block' } as const;

function aRule(parts: Partial<SloEvidence> = {}): SloEvidence {
  return { ...place, id: 'budget', slo: { file: 'ops/slo/*.json', minimumBudget: 0, maxAge: '1d' }, ...parts };
}

const now = '2026-11-24T10:00:00Z';
const catalogue = { api: {}, ledger: {} };

function measured(service: string | null, errorBudgetRemaining: number, parts: object = {}): EvidenceDocument {
  const fields = { ...(service !== null && { service }), errorBudgetRemaining, measuredAt: now, ...parts };
  return { source: `ops/slo/${service ?? 'all'}.json`, content: fields };
}

type Seen = {
  readonly services?: readonly string[];
  readonly rules?: readonly EvidenceRule[];
  readonly names?: object;
};

function remaining(
  evidence: readonly EvidenceDocument[],
  { services = ['api'], rules = [aRule()], names = catalogue }: Seen = {},
) {
  return remainingBudget(rules, { ...names }, { services, evidence, evaluatedAt: now, environment: 'production' });
}

describe('the remaining error budget of a change', () => {
  test('is the smallest of the services that it touches', () => {
    const all = [measured('api', 0.4), measured('ledger', -0.2), measured(null, 0.9)];

    expect(remaining(all)).toBe(0.4);
    expect(remaining(all, { services: ['api', 'ledger'] })).toBe(-0.2);
    expect(remaining([...all, measured(null, 0.1, { objective: 'latency' })])).toBe(0.1);
  });

  test('is whole where it touches no service, and no budget is everybody’s', () => {
    expect(remaining([measured('api', -1)], { services: [] })).toBe(1);
    expect(remaining([measured('api', -1), measured(null, 0.3)], { services: [] })).toBe(0.3);
  });

  test('is that of all where there is no catalogue to tell which are touched', () => {
    expect(remaining([measured('api', -1), measured('ledger', 1)], { services: [], names: {} })).toBe(-1);
    expect(remaining([measured(null, 0.3)], { services: [], names: {} })).toBe(0.3);
  });

  test('is not known where one of them is not', () => {
    expect(remaining([measured('api', 0.4)], { services: ['api', 'ledger'] })).toEqual({
      unknown: 'nothing in `ops/slo/*.json` measures that of `ledger`',
    });
    expect(remaining([], { services: [], names: {} })).toEqual({
      unknown: 'nothing in `ops/slo/*.json` measures that',
    });
  });

  test('is not known where a file cannot be read that may be about it', () => {
    expect(remaining([measured('api', 0.4), { source: 'ops/slo/x.json', problem: 'this is not YAML' }])).toEqual({
      unknown: '`ops/slo/x.json` cannot be counted: this is not YAML',
    });
    expect(remaining([measured('api', 0.4), measured('ledger', 42)])).toBe(0.4);
  });

  test('is not known of services that no rule measures, nor where none is for the environment', () => {
    expect(remaining([measured('api', 0.4)], { rules: [aRule({ services: ['led*'] })] })).toEqual({
      unknown: 'no rule measures that of `api`',
    });
    expect(remaining([measured('api', 0.4)], { rules: [aRule({ environments: ['staging'] })] })).toEqual({
      unknown: 'no rule of the policy measures it',
    });
  });

  test('is the smallest over all rules', () => {
    const other = aRule({ id: 'other', slo: { url: 'https://slo.example.com', minimumBudget: 0, maxAge: '1d' } });
    const told = { source: 'https://slo.example.com', content: { errorBudgetRemaining: 0.1, measuredAt: now } };

    expect(remaining([measured('api', 0.4), told], { rules: [aRule(), other] })).toBe(0.1);
  });

  test('is what conditions see, and what is given by hand goes before it', async () => {
    const policy = await aPolicy({
      services: { api: { paths: ['src/**'] } },
      evidence: [
        { id: 'budget', because: 'b', effect: 'note', slo: { file: 'ops/slo/*.json', minimumBudget: 0, maxAge: '1d' } },
      ],
      risk: { factors: [{ id: 'low', because: 'b', when: 'operations.errorBudgetRemaining < 0.5', points: 7 }] },
    });
    const score = (operations: { errorBudgetRemaining: number | { unknown: string } }) =>
      decide(policy, aChange({ services: ['api'], evidence: [measured('api', 0.4)], operations })).risk.score;

    expect(score({ errorBudgetRemaining: { unknown: 'not given' } })).toBe(7);
    expect(score({ errorBudgetRemaining: 0.8 })).toBe(0);
  });
});

describe('what is asked for', () => {
  const query = { url: 'https://prometheus.example.com/base/', query: 'a{b="c d"}' };
  const rules: readonly EvidenceRule[] = [
    { ...place, id: 'a', app: 'github-actions', checks: ['CI'] },
    { ...place, id: 'b', file: 'ops/a.yml', maxAge: '1d' },
    { ...place, id: 'c', file: 'ops/a.yml', maxAge: '2d', environments: ['prod*'] },
    aRule({ environments: ['staging'] }),
    aRule({ slo: { url: 'https://slo.example.com', openslo: 'ops/*.slo.yml', minimumBudget: 0, maxAge: '1d' } }),
    aRule({ slo: { prometheus: query, minimumBudget: 0, maxAge: '1d' } }),
  ];

  test('is each file and address of the rules for an environment, once', () => {
    const asked = 'https://prometheus.example.com/base/api/v1/query?query=a%7Bb%3D%22c%20d%22%7D';

    expect(queryUrl(query)).toBe(asked);
    expect(soughtBy(rules, 'production')).toEqual({
      globs: ['ops/a.yml', 'ops/*.slo.yml'],
      urls: ['https://slo.example.com', asked],
    });
    expect(soughtBy(rules, 'staging').globs).toEqual(['ops/a.yml', 'ops/slo/*.json', 'ops/*.slo.yml']);
    expect(urlsOf(rules)).toEqual(['https://slo.example.com', asked]);
  });
});

function aProof(name: string, parts: object): EvidenceDocument {
  return {
    source: `ops/evidence/${name}.yml`,
    content: { performedOn: '2026-11-20', by: 'alice', result: 'passed', service: name, ...parts },
  };
}

describe('doubts about evidence files', () => {
  const rules: readonly EvidenceRule[] = [
    { ...place, id: 'restore', file: 'ops/evidence/*.yml', maxAge: '90d' },
    { ...place, id: 'again', file: 'ops/evidence/*.yml', maxAge: '90d' },
    { ...place, id: 'checks', app: 'github-actions', checks: ['CI'] },
    aRule(),
    aRule({ id: 'asked', slo: { url: 'https://slo.example.com', minimumBudget: 0, maxAge: '1d' } }),
  ];
  const doubts = (...evidence: readonly EvidenceDocument[]) =>
    doubtsAboutEvidence(rules, { evidence, now: Date.parse(now) }).map(({ source, problem }) => `${source} ${problem}`);
  test('are none where there is nothing, or nothing doubtful, or only an old measurement', () => {
    expect(doubts()).toEqual([]);
    expect(doubts(aProof('a', {}), measured('api', 1, { measuredAt: '2020-01-01' }))).toEqual([]);
  });

  test('are each told once, with the file', () => {
    expect(
      doubts(
        aProof('a', { result: 'failed' }),
        aProof('b', { performedOn: '2026-01-01' }),
        aProof('c', { performedOn: '2026-09-01' }),
        measured('api', 42),
      ),
    ).toEqual([
      'ops/evidence/a.yml `ops/evidence/a.yml` says that it failed on 2026-11-20, for `a`',
      'ops/evidence/b.yml `ops/evidence/b.yml` of 2026-01-01 counted until 2026-04-01, for `b`',
      'ops/evidence/c.yml `ops/evidence/c.yml` of 2026-09-01 counts until 2026-11-30, for `c`',
      expect.stringContaining('ops/slo/api.json it cannot be counted: `errorBudgetRemaining` is `42`'),
    ]);
  });
});

describe('more that cannot be read', () => {
  const rules: readonly EvidenceRule[] = [
    aRule(),
    { ...place, id: 'restore', file: 'ops/evidence/*.yml', maxAge: '90d', maxTimeToRestore: '30m' },
  ];
  const anyContent = fc.record(
    {
      service: fc.constantFrom('api', 'ledger', 7),
      services: fc.constantFrom(['api'], []),
      performedOn: fc.constantFrom('2026-11-20', '2020-01-01', '2027-01-01', 'x'),
      by: fc.constantFrom('alice', ''),
      result: fc.constantFrom('passed', 'failed', 'x'),
      minutesToRestore: fc.constantFrom(1, 100),
      errorBudgetRemaining: fc.constantFrom(0.5, 0, -1, 2),
      measuredAt: fc.constantFrom(now, '2020-01-01', '2027-01-01', 'x'),
    },
    { requiredKeys: [] },
  );
  const anyDocument = fc.record({
    source: fc.constantFrom('ops/slo/a.json', 'ops/slo/b.json', 'ops/evidence/a.yml', 'ops/evidence/b.yml'),
    content: fc.oneof(anyContent, fc.array(anyContent, { maxLength: 3 })),
  });
  const found = (evidence: readonly EvidenceDocument[], services: readonly string[]) =>
    judgeEvidence(
      { rules, catalogue, saidBudget: { unknown: 'not given' } },
      aJudgedChange({ evaluatedAt: now, services, evidence }),
    ).map(({ code }) => code);

  test('never makes anything lighter', () => {
    fc.assert(
      fc.property(
        fc.array(anyDocument, { maxLength: 6 }),
        fc.nat(5),
        fc.subarray(['api', 'ledger']),
        (documents, index, services) => {
          const broken = documents.map((each, at) =>
            at === index ? { source: each.source, problem: 'it cannot be read' } : each,
          );

          expect(found(broken, services)).toEqual(expect.arrayContaining([...lacksIn(found(documents, services))]));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

function lacksIn(codes: readonly string[]): readonly string[] {
  return codes.filter((code) => code !== 'evidence/expires-soon');
}
