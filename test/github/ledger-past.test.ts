import { describe, expect, test } from 'vitest';
import type { OutcomeRecord } from '../../src/decision/record.ts';
import { recordFile } from '../../src/decision/record-file.ts';
import type { GitHubFacts } from '../../src/github/facts.ts';
import { gatherGitHubFacts } from '../../src/github/facts.ts';
import type { FactsRequest } from '../../src/github/facts-request.ts';
import type { Ledger } from '../../src/github/ledger-branch.ts';
import { anOutcome } from '../decision/a-record.ts';
import type { FaultKind } from '../fake-github/faults.ts';
import { letGo, start } from '../fake-github/running.ts';
import type { CommitSeed, DeploymentSeed, RepositorySeed } from '../fake-github/seed.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { hastyClient } from './a-ledger.ts';
import { aRequest, daysAgo, sha } from './scene.ts';

const ledger: Ledger = { repository: { owner: 'acme', repo: 'shop' }, branch: 'change-records', folder: '' };
const include = ['refs/heads/change-records'];
const protection = [
  { include, rules: ['non_fast_forward', 'deletion'] },
  { include, rules: ['update'], bypassActors: [{ type: 'Integration', id: 15_368 }] },
] as const;

/** a ▸ b ▸ c on the default branch; d has the files of a again. */
const commits: readonly CommitSeed[] = [
  { sha: sha('a'), changes: { 'total.ts': 'one\n' }, date: daysAgo(9) },
  { sha: sha('b'), changes: { 'total.ts': 'two\n' }, date: daysAgo(6) },
  { sha: sha('c'), changes: { 'total.ts': 'three\n' }, date: daysAgo(3) },
  { sha: sha('d'), changes: { 'total.ts': 'one\n' }, date: daysAgo(1) },
];

type Case = {
  readonly outcomes?: readonly OutcomeRecord[];
  readonly rulesets?: RepositorySeed['rulesets'];
  readonly deployments?: readonly DeploymentSeed[];
  readonly folder?: string;
  readonly request?: Partial<FactsRequest>;
};

function went(outcome: OutcomeRecord['outcome'], sign: string, days: number): OutcomeRecord {
  return anOutcome({ outcome, head: sha(sign), at: daysAgo(days) });
}

async function stage({
  outcomes = [],
  rulesets = protection,
  deployments = [],
  folder = '',
}: Case): Promise<FakeGitHub> {
  const files = outcomes.map(recordFile).map(({ path, text }) => [folder === '' ? path : `${folder}/${path}`, text]);
  const branch =
    outcomes.length === 0 ? [] : [{ branch: ledger.branch, parents: [], changes: Object.fromEntries(files) }];
  const shop = { fullName: 'acme/shop', commits: [...commits, ...branch], rulesets, deployments };
  const { fake } = await start({ now: daysAgo(0), repositories: [shop] });
  return fake;
}

async function gather(fake: FakeGitHub, { folder = '', request = {} }: Case = {}): Promise<GitHubFacts> {
  const github = hastyClient(fake);
  const subject = { kind: 'deployment', base: null, isFirst: false } as const;
  const records = { github, ledger: { ...ledger, folder } };
  return await gatherGitHubFacts(github, aRequest({ head: sha('d'), subject, records, ...request }));
}

async function factsOf(given: Case): Promise<GitHubFacts> {
  return await gather(await stage(given), given);
}

const given = { kind: 'deployment', base: sha('c'), isFirst: false } as const;
const first = { kind: 'deployment', base: null, isFirst: true } as const;

describe('what is live where GitHub knows of no deployment', () => {
  test('is the last success in a ledger that is trusted', async () => {
    const outcomes = [went('success', 'a', 8), went('success', 'b', 5), went('failure', 'c', 2)];

    const facts = await factsOf({ outcomes });

    expect(facts).toMatchObject({ base: sha('b'), baseSource: 'ledger', lineage: 'ahead' });
    expect(facts.live).toEqual({ sha: sha('b'), since: daysAgo(5) });
    expect(facts.deployments.daysSinceLast).toBe(5);
  });

  test('is what was there before one that was rolled back', async () => {
    const outcomes = [went('success', 'a', 8), went('success', 'b', 5), went('rolled-back', 'b', 4)];

    expect(await factsOf({ outcomes })).toMatchObject({ base: sha('a'), baseSource: 'ledger' });
  });

  test('is one that was rolled back, and went well later', async () => {
    const outcomes = [went('success', 'b', 5), went('rolled-back', 'b', 4), went('success', 'b', 3)];

    expect(await factsOf({ outcomes })).toMatchObject({ base: sha('b'), baseSource: 'ledger' });
  });

  test.each([
    { what: 'cancelled', outcome: went('cancelled', 'c', 1) },
    { what: 'for another environment', outcome: anOutcome({ environment: 'production-eu', head: sha('c') }) },
    { what: 'of another repository', outcome: anOutcome({ repository: 'acme/web', head: sha('c') }) },
    { what: 'of this very run', outcome: anOutcome({ head: sha('c'), run: { ...run, id: '55' } }) },
  ])('is no deployment $what', async ({ outcome }) => {
    const deployments = { ...aRequest().deployments, ownRunId: 55 };

    const facts = await factsOf({ outcomes: [went('success', 'b', 50), outcome], request: { deployments } });

    expect(facts).toMatchObject({ base: sha('b'), baseSource: 'ledger' });
  });

  test('is found far back, and among many', async () => {
    const later = Array.from({ length: 45 }, (_, index) => went('failure', 'c', 40 - index / 2));

    expect(await factsOf({ outcomes: [went('success', 'a', 400), ...later] })).toMatchObject({ base: sha('a') });
  });

  test('is not known where there is more than is looked at', async () => {
    const later = Array.from({ length: 200 }, (_, index) => went('failure', 'c', 40 - index / 10));

    const facts = await factsOf({ outcomes: [went('success', 'a', 400), ...later], request: { subject: given } });

    expect(facts.base).toMatchObject({ unknown: expect.stringContaining('none of the last 200 outcomes') });
  });

  test('stands in the folder of the repository where the ledger is one of many', async () => {
    const folder = 'acme/shop';

    expect(await factsOf({ outcomes: [went('success', 'b', 5)], folder })).toMatchObject({ base: sha('b') });
  });

  test('goes before the input, since that could make the change smaller', async () => {
    const facts = await factsOf({ outcomes: [went('success', 'b', 5)], request: { subject: given } });

    expect(facts).toMatchObject({ base: sha('b'), baseSource: 'ledger' });
  });

  test('is the input where there is no ledger, or none of its successes', async () => {
    const request = { subject: given };

    expect(await factsOf({ request })).toMatchObject({ base: sha('c'), baseSource: 'input' });
    expect(await factsOf({ outcomes: [went('failure', 'b', 5)], request })).toMatchObject({ baseSource: 'input' });
  });
});

const run = { url: null, id: '7', attempt: 1, actor: 'mia', mode: 'enforce' } as const;

describe('a ledger that anybody may write to', () => {
  const outcomes = [went('success', 'b', 5)];

  test('tells nothing that helps, and says why', async () => {
    const facts = await factsOf({ outcomes, rulesets: [] });

    expect(facts.base).toMatchObject({
      unknown: expect.stringMatching(/deployment of b{12} on 2026-11-15, but it is not trusted: it may be rewritten/),
    });
    expect(facts.wasLiveBefore).toBe(false);
    expect(facts.live).toBeNull();
  });

  test('leaves the input as it is', async () => {
    expect(await factsOf({ outcomes, rulesets: [], request: { subject: given } })).toMatchObject({
      base: sha('c'),
      baseSource: 'input',
    });
  });

  test('makes it no first deployment', async () => {
    const [untold, told] = [
      await factsOf({ rulesets: [], request: { subject: first } }),
      await factsOf({ outcomes, rulesets: [], request: { subject: first } }),
    ];

    expect(untold.baseSource).toBe('first-deployment');
    expect(told.baseSource).toMatchObject({ unknown: expect.stringContaining('not trusted') });
  });
});

describe('what GitHub knows to be live', () => {
  test('is not looked for in the ledger', async () => {
    const fake = await stage({ outcomes: [went('success', 'c', 1)], deployments: [{ commit: sha('a') }] });

    expect(await gather(fake)).toMatchObject({ base: sha('a'), baseSource: 'deployment' });
    expect(
      fake
        .calls('graphql')
        .map(({ body }) => JSON.stringify(body))
        .join(),
    ).not.toContain('change-records');
  });
});

describe('a rollback where GitHub knows of no deployment', () => {
  const outcomes = [went('success', 'a', 8), went('success', 'b', 5), went('success', 'c', 2)];

  test.each([
    { what: 'a commit that went well', head: sha('b'), proven: true },
    { what: 'the files of one', head: sha('d'), proven: true },
  ])('to $what is proven by a ledger that is trusted', async ({ head, proven }) => {
    expect((await factsOf({ outcomes, request: { head } })).wasLiveBefore).toBe(proven);
  });

  test('to what never went well is not', async () => {
    const [, ...others] = outcomes;

    expect((await factsOf({ outcomes: others })).wasLiveBefore).toBe(false);
  });

  test('to what was rolled back itself is not', async () => {
    const rolled = [...outcomes, went('rolled-back', 'b', 1)];

    expect((await factsOf({ outcomes: rolled, request: { head: sha('b') } })).wasLiveBefore).toBe(false);
  });
});

describe('a fault while the ledger is read', () => {
  const outcomes = [went('success', 'a', 8)];
  const request = { subject: given };

  test.each<FaultKind>([
    { kind: 'status', status: 403 },
    { kind: 'status', status: 404 },
    { kind: 'status', status: 503 },
    { kind: 'primary-limit' },
    { kind: 'drop' },
  ])('that stays, %o at any call, leaves the base what it was or unknown', async (fault) => {
    const calm = await stage({ outcomes });
    const expected = await gather(calm, { request });
    const calls = Array.from({ length: calm.requests.length }, (_, index) => index + 1);
    await calm.close();

    for (const nth of calls) {
      letGo();
      const fake = await stage({ outcomes });
      fake.fault({ nth, times: 99, with: fault });
      const { base, baseSource, wasLiveBefore } = await gather(fake, { request });
      fake.takeViolations();
      await fake.close();

      expect([expected.base, { unknown: expect.any(String) }]).toContainEqual(base);
      expect(['ledger', { unknown: expect.any(String) }]).toContainEqual(baseSource);
      expect([true, { unknown: expect.any(String) }]).toContainEqual(wasLiveBefore);
    }
  });
});
