import { describe, expect, test } from 'vitest';
import { isUnknown } from '../../src/change/facts.ts';
import { connect } from '../../src/github/client.ts';
import type { GitHubFacts } from '../../src/github/facts.ts';
import { gatherGitHubFacts } from '../../src/github/facts.ts';
import { aRequest, minutesAgo, now, sha } from './scene.ts';
import type { Seed } from '../fake-github/seed.ts';
import type { FakeGitHub, Fault, FaultKind } from '../fake-github/server.ts';
import { fakeGitHub } from '../fake-github/server.ts';

const seed: Seed = {
  now,
  repositories: [
    {
      fullName: 'acme/shop',
      commits: [
        { sha: sha('a') },
        { sha: sha('b'), branch: 'round-total', author: 'ann' },
        { sha: sha('c'), committer: 'web-flow', isVerified: true, parents: [sha('a'), sha('b')] },
      ],
      pulls: [
        {
          number: 7,
          author: 'ann',
          head: 'round-total',
          headSha: sha('b'),
          mergeCommit: sha('c'),
          labels: ['docs'],
          reviews: [{ author: 'bob' }],
          comments: [{ author: 'cid', body: `/change-gate approve ${sha('c')}`, createdAt: minutesAgo(5) }],
        },
      ],
      collaborators: { bob: 'write', cid: 'write' },
      deployments: [{ commit: sha('a') }],
      runs: [{ id: 5, commit: sha('c') }],
      checkRuns: [{ run: 5, commit: sha('c') }],
      issues: [{ labels: ['incident'] }],
    },
  ],
};

const request = aRequest({
  head: sha('c'),
  subject: { kind: 'deployment', base: sha('b'), isFirst: true },
  enforcement: {
    environment: 'production',
    purpose: 'deployment',
    branch: 'main',
    workflow: null,
    own: { fullName: 'acme/shop', id: 1, defaultBranch: 'main' },
    lacking: [],
  },
});

async function gather(fake: FakeGitHub): Promise<GitHubFacts> {
  return await gatherGitHubFacts(connect({ token: fake.token, apiUrl: fake.url }), request);
}

async function withFault(fault: FaultKind, which: Omit<Fault, 'with'>): Promise<GitHubFacts> {
  const fake = await fakeGitHub(seed);
  fake.fault({ ...which, with: fault });
  const facts = await gather(fake);
  fake.takeViolations();
  await fake.close();
  return facts;
}

async function withoutFault(): Promise<{ facts: GitHubFacts; calls: number }> {
  const fake = await fakeGitHub(seed);
  const facts = await gather(fake);
  const calls = fake.requests.length;
  await fake.close();
  return { facts, calls };
}

/** The places where a fact is neither what it was nor unknown for a reason. */
function lighterIn(found: unknown, known: unknown, place = ''): readonly string[] {
  if (isUnknown(found)) return found.unknown === '' ? [place] : [];
  if (typeof known !== 'object' || known === null || typeof found !== 'object' || found === null) {
    return Object.is(found, known) ? [] : [`${place}: ${JSON.stringify(found)}`];
  }
  const names = new Set([...Object.keys(known), ...Object.keys(found)]);
  return [...names].flatMap((name) =>
    lighterIn(Reflect.get(found, name), Reflect.get(known, name), `${place}.${name}`),
  );
}

const lists = ['pulls', 'ignoredCommands', 'declared'] as const;

/** What the gate decides by: why its answer does not bind is told in words that a fault may change. */
function decisive({ enforcement, ...facts }: GitHubFacts): object {
  const own = Object.fromEntries(Object.entries(facts).filter(([name]) => !lists.some((list) => list === name)));
  const isKnown = enforcement !== undefined && !isUnknown(enforcement);
  return { ...own, enforcement: isKnown ? enforcement.by : enforcement };
}

const expected = await withoutFault();
const calls = Array.from({ length: expected.calls }, (_, index) => index + 1);

describe('a fault in passing', () => {
  test.concurrent.each<FaultKind>([
    { kind: 'status', status: 500 },
    { kind: 'status', status: 502 },
    { kind: 'drop' },
    { kind: 'drop-answer' },
    { kind: 'truncate' },
    { kind: 'secondary-limit', retryAfterSeconds: 1 },
    { kind: 'secondary-limit', status: 429, retryAfterSeconds: 1 },
    { kind: 'slow', milliseconds: 200 },
    { kind: 'clock-skew', seconds: 3_600 },
  ])(
    '%o at any call changes nothing',
    async (fault) => {
      const all = await Promise.all(calls.map((nth) => withFault(fault, { nth, times: 1 })));

      for (const facts of all) expect(facts).toEqual(expected.facts);
    },
    60_000,
  );
});

describe('a fault that stays', () => {
  test.concurrent.each<FaultKind>([
    { kind: 'status', status: 401 },
    { kind: 'status', status: 403, headers: { 'x-accepted-github-permissions': 'contents=read' } },
    { kind: 'status', status: 404 },
    { kind: 'status', status: 409 },
    { kind: 'status', status: 422 },
    { kind: 'status', status: 503 },
    { kind: 'primary-limit' },
    { kind: 'primary-limit', status: 429 },
    { kind: 'secondary-limit', retryAfterSeconds: 61 },
    { kind: 'drop' },
    { kind: 'truncate' },
    { kind: 'query-error', type: 'RESOURCE_LIMITS_EXCEEDED', message: 'too much' },
  ])(
    '%o from any call on makes nothing lighter',
    async (fault) => {
      const all = await Promise.all(calls.map((nth) => withFault(fault, { nth, times: 1_000 })));

      for (const facts of all) {
        expect(lighterIn(decisive(facts), decisive(expected.facts))).toEqual([]);
      }
    },
    120_000,
  );

  test.concurrent.each([
    ['repository', 'everything'],
    ['repository.deployments', 'live'],
    ['repository.head', 'checks'],
    ['repository.head.statusCheckRollup', 'checks'],
    ['repository.openIncidents', 'incidents'],
    ['repository.recentIncidents', 'incidents'],
    ['repository.knownProblems', 'incidents'],
    ['repository.openReviews', 'reviews'],
    ['repository.pullRequest7.closes', 'closes'],
    ['viewer', 'approvals'],
  ])('at the field %s makes nothing lighter', async (path, fact) => {
    const facts = await withFault(
      { kind: 'field-error', path, type: 'FORBIDDEN', message: 'no' },
      { path: '/graphql', times: 1_000 },
    );

    expect(lighterIn(decisive(facts), decisive(expected.facts))).toEqual([]);
    const touched = Object.entries(facts).filter(([name]) => fact === 'everything' || name === fact);
    expect(touched.some(([, value]) => isUnknown(value))).toBe(true);
  });

  test('at a list that GitHub promises hides nothing beside it', async () => {
    const fault = { kind: 'field-error', path: 'repository.openIncidents', type: 'FORBIDDEN', message: 'no' } as const;

    const facts = await withFault(fault, { path: '/graphql', times: 1_000 });

    expect(facts).toEqual({
      ...expected.facts,
      incidents: {
        unknown:
          'GitHub answered FORBIDDEN to reading the open incidents; the token lacks the permission `issues: read`',
      },
    });
  });
});
