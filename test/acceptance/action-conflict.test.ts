import { describe, expect, test } from 'vitest';
import { startShop } from '../fake-github/running.ts';
import type { DeploymentSeed } from '../fake-github/seed.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { pushed } from './action-events.ts';
import { deployed, mirror, shopOf } from './action-mirror.ts';
import { anOrigin, checkOut } from './action-repository.ts';
import type { Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

const policy = `version: 1
services:
  payments: { paths: ['payments/**'], dependsOn: [ledger] }
  ledger: { paths: ['ledger/**'] }
  search: { paths: ['search/**'] }
conflicts: { sameService: block, dependency: hold }
`;

/** A shop in which a change of `payments` is to be deployed. */
type Stage = { readonly fake: FakeGitHub; readonly story: Story; readonly head: string };

async function aShop(text = policy): Promise<Stage> {
  const story = anOrigin(text);
  const head = story.work.commit({ message: 'Refunds', files: { 'payments/refund.ts': 'one\n' } });
  story.publish();
  const { fake } = await startShop({});
  mirror(fake, story);
  deployed(fake, { commit: story.tip });
  return { fake, story, head };
}

/** A commit that another deployment brings, from what is live; it is not in the clone of the run. */
function elsewhere({ fake, story }: Stage, files: Readonly<Record<string, string>>): string {
  story.work.git('checkout', '-q', '-b', 'elsewhere', story.tip);
  const sha = story.work.commit({ message: 'Elsewhere', files });
  story.work.git('checkout', '-q', 'main');
  story.publish();
  mirror(fake, story);
  return sha;
}

function start({ fake }: Stage, parts: DeploymentSeed): void {
  const now = new Date().toISOString();
  const logUrl = 'https://github.example/acme/shop/actions/runs/7/job/8';
  deployed(fake, { createdAt: now, statuses: [{ state: 'in_progress', createdAt: now, logUrl }], ...parts });
}

function endAll({ fake }: Stage): void {
  const createdAt = new Date().toISOString();
  for (const { statuses } of shopOf(fake).deployments.values()) {
    if (statuses.at(-1)?.state !== 'in_progress') continue;
    statuses.push({ id: 1, creator: 'github-actions[bot]', createdAt, state: 'failure', description: '', logUrl: '' });
  }
}

type Told = { readonly run?: string; readonly inputs?: Readonly<Record<string, string>> };

async function judge({ fake, story, head }: Stage, { run = '4711', inputs: more = {} }: Told = {}): Promise<Run> {
  const event = pushed(story, { sha: head, ref: 'refs/heads/main' });
  const clone = checkOut(story, { sha: event.sha, ref: event.ref });
  const inputs = { environment: 'production', token: fake.token, comment: 'false', check: 'false', ...more };
  const env = { GITHUB_RUN_ID: run };
  return await runAction({ event, workspace: clone.directory, apiUrl: fake.url, inputs, env });
}

function conflictsOf(run: Run): readonly string[] {
  return decisionOf(run).findings.flatMap(({ code }) => (code.startsWith('conflicts/') ? [code] : []));
}

describe('another deployment that runs', () => {
  test('of the same service blocks until it has ended', async () => {
    const stage = await aShop();
    start(stage, { commit: elsewhere(stage, { 'payments/other.ts': 'two\n' }) });

    const blocked = await judge(stage);
    endAll(stage);
    const released = await judge(stage);

    expect(blocked.code).toBe(11);
    expect(conflictsOf(blocked)).toEqual(['conflicts/same-service']);
    expect(blocked.summary).toMatch(
      /Another deployment of `payments` is in progress: \[`deployment \d+`\]\(https:\/\/github\.example\/acme\/shop\/actions\/runs\/7\/job\/8\) has been running since/,
    );
    expect(released.code).toBe(0);
    expect(conflictsOf(released)).toEqual([]);
  });

  test('of a service that it depends on holds', async () => {
    const stage = await aShop();
    start(stage, { commit: elsewhere(stage, { 'ledger/book.ts': 'two\n' }) });

    const run = await judge(stage);

    expect(run.code).toBe(10);
    expect(conflictsOf(run)).toEqual(['conflicts/dependency']);
  });

  test('of another service is none of its business', async () => {
    const stage = await aShop();
    start(stage, { commit: elsewhere(stage, { 'search/index.ts': 'two\n' }) });

    expect((await judge(stage)).code).toBe(0);
  });

  test('is of the services that its payload names', async () => {
    const stage = await aShop();
    const commit = elsewhere(stage, { 'search/index.ts': 'two\n' });
    start(stage, { commit, payload: { services: ['payments'] } });

    expect(conflictsOf(await judge(stage))).toEqual(['conflicts/same-service']);
  });

  test('is of the same service if its commit is nowhere to be found', async () => {
    const stage = await aShop();
    const commit = elsewhere(stage, { 'search/index.ts': 'two\n' });
    start(stage, { commit });
    stage.story.work.git('branch', '-q', '-D', 'elsewhere');
    stage.story.work.git('push', '-q', 'origin', ':elsewhere');
    stage.story.work.git('-C', stage.story.directory, 'gc', '-q', '--prune=now');

    const run = await judge(stage);

    expect(conflictsOf(run)).toEqual(['conflicts/same-service']);
    expect(decisionOf(run).findings.flatMap(({ assumed }) => assumed)).toContainEqual({
      fact: 'running.services',
      reason: expect.stringContaining('its commit cannot be compared with what is live'),
    });
  });
});

describe('a run that was let through', () => {
  test('keeps others out until it says how its deployment ended', async () => {
    const stage = await aShop(policy.replace('conflicts: {', 'conflicts: { lock: 45m,'));

    const first = await judge(stage);
    const second = await judge(stage, { run: '4712' });
    const ended = await judge(stage, { inputs: { command: 'record-outcome', outcome: 'success' } });
    const third = await judge(stage, { run: '4713' });

    expect([first, second, ended, third].map(({ code }) => code)).toEqual([0, 11, 0, 0]);
    expect(second.summary).toContain(
      '`run 4711`](https://github.example/acme/shop/actions/runs/4711) was let through at',
    );
    expect(ended.annotations.filter(({ level }) => level === 'warning')).toEqual([]);
  });
});
