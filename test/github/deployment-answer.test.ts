import { describe, expect, test } from 'vitest';
import { connect } from '../../src/github/client.ts';
import type { GitHub } from '../../src/github/client.ts';
import type { Answering } from '../../src/github/deployment-answer.ts';
import { answerRule, approveDeployment, reportOnRule } from '../../src/github/deployment-answer.ts';
import { listWaitingRuns, readPending, readRun } from '../../src/github/waiting-runs.ts';
import type { RunSeed } from '../fake-github/seed-actions.ts';
import type { FakeGitHub, FaultKind } from '../fake-github/server.ts';
import { openShop, shop } from './scene.ts';

const tokens = [
  { token: 'app', kind: 'app', login: 'gatekeeper[bot]' },
  { token: 'bobs', kind: 'user', login: 'bob' },
] as const;

async function openWaiting(run: RunSeed = {}): Promise<{ fake: FakeGitHub; github: GitHub; bobs: GitHub }> {
  const environments = [{ name: 'production', customRules: ['gatekeeper'], reviewers: ['bob'] }];
  const runs = [{ id: 5, waitsFor: ['production'], ...run }];
  const { fake, github } = await openShop({ environments, runs }, { tokens });
  return { fake, github, bobs: connect({ token: 'bobs', apiUrl: fake.url }) };
}

const place: Answering = { repository: shop, run: 5, environment: 'production', viewer: 'gatekeeper[bot]' };
const approval = { state: 'approved', comment: 'low risk' } as const;

function saidIn(fake: FakeGitHub): readonly string[] {
  return (fake.repository('acme/shop').runs.get(5)?.verdicts ?? []).map(({ by, state }) => `${by} ${state}`);
}

describe('an answer for an app', () => {
  test('is given once', async () => {
    const { fake, github } = await openWaiting();

    expect(await answerRule(github, place, approval)).toEqual({ kind: 'given' });
    expect(await answerRule(github, place, approval)).toEqual({ kind: 'given-already' });
    expect(saidIn(fake)).toEqual(['gatekeeper[bot] approved']);
  });

  test.each<FaultKind>([
    { kind: 'drop' },
    { kind: 'drop-answer' },
    { kind: 'truncate' },
    { kind: 'status', status: 502 },
  ])('is given once where GitHub fails in passing: $kind', async (fault) => {
    const { fake, github } = await openWaiting();
    fake.fault({ method: 'POST', path: '/repos/**', times: 1, with: fault });

    expect((await answerRule(github, place, approval)).kind).toMatch(/^given/);
    expect(saidIn(fake)).toEqual(['gatekeeper[bot] approved']);
  });

  test('that GitHub forbids is refused, with the permission', async () => {
    const { fake, github } = await openWaiting();
    const headers = { 'x-accepted-github-permissions': 'deployments=write' };
    fake.fault({ method: 'POST', path: '/repos/**', times: 9, with: { kind: 'status', status: 403, headers } });

    expect(await answerRule(github, place, approval)).toEqual({
      kind: 'refused',
      reason:
        'GitHub answered 403 to answering for the deployment; the token lacks the permission `deployments: write`',
    });
  });

  test('that says otherwise than before is refused', async () => {
    const { github } = await openWaiting();
    await answerRule(github, place, approval);

    expect(await answerRule(github, place, { ...approval, state: 'rejected' })).toMatchObject({ kind: 'refused' });
  });
});

describe('a report on what a deployment waits for', () => {
  test('stands there once, and again when it says something else', async () => {
    const { fake, github } = await openWaiting();

    for (const words of ['1 approval', '1 approval', 'the night']) {
      expect(await reportOnRule(github, place, words)).toBeNull();
    }

    expect(saidIn(fake)).toEqual(['gatekeeper[bot] pending', 'gatekeeper[bot] pending']);
  });

  test('is not written where GitHub takes no more', async () => {
    const { fake, github } = await openWaiting();
    for (let index = 0; index < 10; index += 1) await reportOnRule(github, place, `words ${index}`);

    expect(await reportOnRule(github, place, 'more words')).toBe('GitHub takes no more than 10 reports');
    expect(fake.calls('actions/review-custom-gates-for-run')).toHaveLength(10);
  });

  test.each(['GET', 'POST'])('that cannot be written gives the reason: %s', async (method) => {
    const { fake, github } = await openWaiting();
    fake.fault({ method, path: '/repos/**', times: 9, with: { kind: 'status', status: 403 } });

    expect(await reportOnRule(github, place, 'words')).toContain('GitHub answered 403');
  });
});

describe('an approval for a reviewer', () => {
  const bob: Answering = { ...place, viewer: 'bob' };

  async function approve(fake: FakeGitHub, github: GitHub): Promise<unknown> {
    const environmentId = fake.repository('acme/shop').environments.get('production')?.id ?? 0;
    return await approveDeployment(github, bob, { environmentId, comment: 'low risk' });
  }

  test('is given once', async () => {
    const { fake, bobs } = await openWaiting();

    expect(await approve(fake, bobs)).toEqual({ kind: 'given' });
    expect(await approve(fake, bobs)).toEqual({ kind: 'given-already' });
    expect(saidIn(fake)).toEqual(['bob approved']);
  });

  test('is refused to an app', async () => {
    const { fake, github } = await openWaiting();

    expect(await approve(fake, github)).toMatchObject({ kind: 'refused', reason: expect.stringContaining('403') });
  });
});

describe('runs that wait', () => {
  test('are listed to the last page', async () => {
    const runs = Array.from({ length: 101 }, (_, index) => ({ id: index + 1, waitsFor: ['production'] }));
    const { github } = await openShop({ environments: [{ name: 'production', reviewers: ['bob'] }], runs });

    expect(await listWaitingRuns(github, shop)).toHaveLength(101);
  });

  test('tell who began them, and their branch only where it is here', async () => {
    const { fake, github } = await openWaiting({ actor: 'ann', triggeringActor: 'bob' });
    const known = { id: 5, actor: 'ann', startedBy: 'bob' };

    expect(await readRun(github, shop, 5)).toMatchObject({ ...known, ref: 'main' });
    const run = fake.repository('acme/shop').runs.get(5);
    if (run !== undefined) fake.repository('acme/shop').runs.set(5, { ...run, headRepository: 'mallory/shop' });
    expect(await readRun(github, shop, 5)).toMatchObject({ ...known, ref: null });
  });

  test('tell whether the account of the token may review', async () => {
    const { github, bobs } = await openWaiting();

    expect(await readPending(github, shop, 5)).toMatchObject([{ environment: 'production', mayReview: false }]);
    expect(await readPending(bobs, shop, 5)).toMatchObject([{ environment: 'production', mayReview: true }]);
  });

  test('are unknown without the permission', async () => {
    const { fake, github } = await openWaiting();
    fake.fault({ path: '/repos/**', times: 9, with: { kind: 'status', status: 403 } });

    for (const read of [listWaitingRuns(github, shop), readRun(github, shop, 5), readPending(github, shop, 5)]) {
      expect(await read).toEqual({ unknown: expect.stringContaining('GitHub answered 403') });
    }
  });
});
