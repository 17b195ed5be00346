import { describe, expect, test } from 'vitest';
import type { RunningDeployment } from '../../src/change/facts.ts';
import type { ConflictRule } from '../../src/conflict/conflict-rule.ts';
import { judgeConflicts } from '../../src/conflict/judge.ts';
import { aJudgedChange } from '../builders.ts';

const rule: ConflictRule = { sameService: 'block', dependency: 'note', source: 'policy.yml:9' };
const during = (inProgress: number | { unknown: string }) => aJudgedChange({ deployments: { inProgress } });

const catalogue = {
  payments: { paths: ['payments/**'], tier: 1, dependsOn: ['ledger'] },
  ledger: { paths: ['ledger/**'], tier: 1 },
  search: { paths: ['search/**'], tier: 3 },
};

function aRunning(parts: Partial<RunningDeployment> = {}): RunningDeployment {
  return {
    id: '41',
    sha: null,
    environment: 'production',
    startedAt: '2026-11-24T09:48:30Z',
    lastStatusAt: '2026-11-24T09:49:00Z',
    url: 'https://github.com/acme/shop/actions/runs/7/job/8',
    services: ['payments'],
    ...parts,
  };
}

type Parts = { readonly rule?: Partial<ConflictRule>; readonly services?: readonly string[] | { unknown: string } };

function judge(running: readonly Partial<RunningDeployment>[], { rule: effects, services = ['payments'] }: Parts = {}) {
  return judgeConflicts(
    { rule: { ...rule, ...effects }, catalogue },
    aJudgedChange({ services, running: running.map(aRunning) }),
  );
}

describe('a number of other deployments in progress', () => {
  test('does not matter to a policy without the section', () => {
    expect(judgeConflicts({ rule: null, catalogue }, during(1))).toEqual([]);
    expect(judgeConflicts({ rule: null, catalogue }, during({ unknown: 'not readable' }))).toEqual([]);
  });

  test.each([0, 1, 2])('of %i is found when there is one', (inProgress) => {
    expect(judgeConflicts({ rule, catalogue }, during(inProgress)).map(({ code }) => code)).toEqual(
      inProgress === 0 ? [] : ['conflicts/same-service'],
    );
  });

  test.each(['note', 'hold', 'block'] as const)('has the effect that the policy gives it: %s', (sameService) => {
    expect(judgeConflicts({ rule: { ...rule, sameService }, catalogue }, during(1))).toMatchObject([
      { effect: sameService, source: 'policy.yml:9', facts: { 'deployments.inProgress': 1 }, assumed: [] },
    ]);
  });

  test('counts as one that there is while it is not known', () => {
    expect(judgeConflicts({ rule, catalogue }, during({ unknown: 'not readable' }))).toMatchObject([
      { effect: 'block', assumed: [{ fact: 'deployments.inProgress', reason: 'not readable' }] },
    ]);
  });

  test('counts where which ones they are is not known', () => {
    const change = aJudgedChange({ running: { unknown: 'not readable' }, deployments: { inProgress: 1 } });

    expect(judgeConflicts({ rule, catalogue }, change)).toMatchObject([{ effect: 'block' }]);
  });

  test.each([
    { sameService: 'note', dependency: 'block', codes: ['conflicts/same-service', 'conflicts/dependency'] },
    { sameService: 'hold', dependency: 'block', codes: ['conflicts/same-service', 'conflicts/dependency'] },
    { sameService: 'block', dependency: 'hold', codes: ['conflicts/same-service'] },
    { sameService: 'block', dependency: 'block', codes: ['conflicts/same-service'] },
  ] as const)('may be of a dependency where that is heavier: $sameService, $dependency', ({ codes, ...effects }) => {
    const found = judgeConflicts({ rule: { ...rule, ...effects }, catalogue }, during(1));

    expect(found.map(({ code }) => code)).toEqual(codes);
  });

  test('may be let through by those whom the policy names', () => {
    const held: ConflictRule = { ...rule, sameService: 'hold', approvers: ['sre'] };

    expect(judgeConflicts({ rule: held, catalogue }, during(2))).toMatchObject([{ approvers: ['sre'] }]);
  });
});

describe('another deployment in progress', () => {
  test.each([
    { what: 'the same service', services: ['payments'], others: ['payments'], codes: ['same-service'] },
    { what: 'one of the same services', services: ['payments', 'search'], others: ['search'], codes: ['same-service'] },
    { what: 'a service that it depends on', services: ['payments'], others: ['ledger'], codes: ['dependency'] },
    { what: 'a service that depends on it', services: ['ledger'], others: ['payments'], codes: ['dependency'] },
    { what: 'a service that has nothing to do with it', services: ['payments'], others: ['search'], codes: [] },
    { what: 'a service, while it touches none', services: [], others: ['search'], codes: [] },
    { what: 'no service, while it touches one', services: ['search'], others: [], codes: [] },
    { what: 'no service, like it', services: [], others: [], codes: ['same-service'] },
  ])('of $what is $codes', ({ services, others, codes }) => {
    expect(judge([{ services: others }], { services }).map(({ code }) => code)).toEqual(
      codes.map((code) => `conflicts/${code}`),
    );
  });

  test.each([
    { what: 'the change touches', services: { unknown: 'too many files' }, others: ['search'], fact: 'services' },
    { what: 'the other brings', services: ['payments'], others: { unknown: 'no clone' }, fact: 'running.services' },
    { what: 'a misspelt one is', services: ['payments'], others: ['serch'], fact: 'running.services' },
  ])('may be of any service while it is not known which $what', ({ services, others, fact }) => {
    const [found, ...rest] = judge([{ services: others }], { services });

    expect(found).toMatchObject({ code: 'conflicts/same-service', effect: 'block', assumed: [{ fact }] });
    expect(rest).toEqual([]);
  });

  test('of an unknown service may be of a dependency where that is heavier', () => {
    const found = judge([{ services: { unknown: 'no clone' } }], {
      rule: { sameService: 'note', dependency: 'hold' },
    });

    expect(found.map(({ code, effect }) => [code, effect])).toEqual([
      ['conflicts/same-service', 'note'],
      ['conflicts/dependency', 'hold'],
    ]);
  });

  test('is of the same service where there is no catalogue', () => {
    const change = aJudgedChange({ services: [], running: [aRunning({ services: [] })] });

    expect(judgeConflicts({ rule, catalogue: {} }, change)).toMatchObject([{ code: 'conflicts/same-service' }]);
  });

  test('may be of any service that a change replaces which brings nothing new', () => {
    const change = aJudgedChange({ services: [], files: [], running: [aRunning()] });

    expect(judgeConflicts({ rule, catalogue }, change)).toMatchObject([
      { code: 'conflicts/same-service', assumed: [{ fact: 'services' }] },
    ]);
  });

  test('is named, with its link, when it started and what to do', () => {
    expect(judge([{}])).toMatchObject([
      {
        problem:
          'another deployment of `payments` is in progress: `deployment 41` has been running since 2026-11-24 09:48 UTC',
        remedy: 'wait until it has ended, then run the gate again',
        link: { text: 'deployment 41', url: 'https://github.com/acme/shop/actions/runs/7/job/8' },
        facts: { running: { id: '41', startedAt: '2026-11-24T09:48:30Z', services: ['payments'] } },
      },
    ]);
  });

  test('has no link where none is known', () => {
    expect(judge([{ url: null }])[0]).not.toHaveProperty('link');
  });

  test.each([
    { lastStatusAt: '2026-11-24T04:00:00Z', words: null },
    { lastStatusAt: '2026-11-24T03:59:59Z', words: 'said nothing for 6 hours' },
    { lastStatusAt: '2026-11-22T10:00:00Z', words: 'said nothing for 2 days' },
  ])('that last spoke at $lastStatusAt is taken for dead: $words', ({ lastStatusAt, words }) => {
    const [found] = judge([{ lastStatusAt }]);

    expect(found?.effect).toBe('block');
    expect(found?.problem.includes('said nothing')).toBe(words !== null);
    expect(found?.problem).toContain(words ?? '');
    expect(found?.remedy).toContain(words === null ? 'wait until' : 'deployments/41/statuses -f state=error');
  });

  test('is told one by one up to ten, the rest by their number', () => {
    const found = judge(Array.from({ length: 12 }, (_, index) => ({ id: String(index) })));

    expect(found).toHaveLength(11);
    expect(found[10]).toMatchObject({ effect: 'block', problem: '2 more deployments are running that bear on it' });
  });
});

describe('a deployment of another repository', () => {
  const across = { payments: catalogue.payments, ledger: { paths: [], tier: 1, repository: 'acme/ledger' } };
  const elsewhere = aRunning({ id: '7', repository: 'acme/ledger', services: ['ledger'] });

  function judgeAcross(facts: Parameters<typeof aJudgedChange>[0], effects: Partial<ConflictRule> = {}) {
    return judgeConflicts(
      { rule: { ...rule, dependency: 'hold', acrossRepositories: true, ...effects }, catalogue: across },
      aJudgedChange({ services: ['payments'], running: [], ...facts }),
    );
  }

  test('of a service that the change depends on counts where the policy asks for it', () => {
    expect(judgeAcross({ runningElsewhere: [elsewhere] })).toMatchObject([
      {
        code: 'conflicts/dependency',
        effect: 'hold',
        problem:
          '`payments` depends on `ledger`, and one of them is being deployed: `deployment 7` of `acme/ledger` has been running since 2026-11-24 09:48 UTC',
        facts: { running: { repository: 'acme/ledger' } },
      },
    ]);
    expect(judgeAcross({ runningElsewhere: [] })).toEqual([]);
    expect(judgeAcross({ runningElsewhere: [elsewhere] }, { acrossRepositories: false })).toEqual([]);
  });

  test('is named with its repository where it is to be ended', () => {
    const [found] = judgeAcross({ runningElsewhere: [{ ...elsewhere, lastStatusAt: '2026-11-23T00:00:00Z' }] });

    expect(found?.remedy).toContain('gh api repos/acme/ledger/deployments/7/statuses -f state=error');
  });

  test.each([
    { what: 'GitHub does not tell', facts: { runningElsewhere: { unknown: 'GitHub answered 404' } }, reason: '404' },
    { what: 'nobody looked', facts: {}, reason: 'nobody looked' },
  ])('may be running where $what', ({ facts, reason }) => {
    expect(judgeAcross(facts)).toMatchObject([
      {
        code: 'conflicts/dependency',
        effect: 'hold',
        assumed: [{ fact: 'runningElsewhere', reason: expect.stringContaining(reason) }],
      },
    ]);
  });

  test('does not matter to a change that has nothing to do with its service', () => {
    const alone = { rule: { ...rule, acrossRepositories: true }, catalogue: { ...across, search: catalogue.search } };

    expect(judgeConflicts(alone, aJudgedChange({ services: ['search'], running: [] }))).toEqual([]);
  });

  test('counts beside those of this repository', () => {
    const codes = judgeAcross({
      running: { unknown: 'no' },
      deployments: { inProgress: 1 },
      runningElsewhere: [elsewhere],
    });

    expect(codes.map(({ code }) => code)).toEqual(['conflicts/same-service', 'conflicts/dependency']);
  });
});
