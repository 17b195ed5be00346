import { describe, expect, test } from 'vitest';
import { buildRun } from '../fake-github/build-actions.ts';
import { buildPull } from '../fake-github/build-pull.ts';
import { startShop } from '../fake-github/running.ts';
import type { RunSeed } from '../fake-github/seed-actions.ts';
import type { TokenSeed } from '../fake-github/seed.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import type { Run as WorkflowRun } from '../fake-github/state.ts';
import { permissionsOfJob } from '../contract/pasted-workflows.ts';
import { pullRequested, scheduled } from './action-events.ts';
import { mirror, openPull, shopOf } from './action-mirror.ts';
import { anOrigin, aPull, checkOut, policyPath } from './action-repository.ts';
import type { Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { runAction } from './action-run.ts';

const hour = 3_600_000;
const start = Date.now();

function hoursAgo(hours: number): string {
  return `${new Date(start - hours * hour).toISOString().slice(0, 19)}Z`;
}

/** Closed from twelve hours ago on; in force on every commit, so that only time opens it. */
function frozenUntil(end: string): string {
  return `version: 1
schedule:
  timezone: UTC
  freezes: [{ id: night, because: nobody is awake, during: { from: "${hoursAgo(12)}", to: "${end}" } }]
`;
}

const workflow = '.github/workflows/deploy.yml';
const gate = 'jobs: { gate: { steps: [\n  uses: change-gate/change-gate@v0\n] } }\n';
const token: TokenSeed = {
  token: 'of-the-run',
  kind: 'actions',
  permissions: permissionsOfJob('release-held.yml', 'release'),
};

type Stage = {
  readonly fake: FakeGitHub;
  readonly story: Story;
  readonly release: (inputs?: object, tip?: string) => Promise<Run>;
};

/** A shop whose first commit is live, with a policy and a workflow that asks the gate. */
async function stage(policy: string, tokens: readonly TokenSeed[] = [token, { token: 'of-a-test' }]): Promise<Stage> {
  const story = anOrigin(policy);
  story.work.git('checkout', '-q', 'main');
  const live = story.work.commit({ message: 'Deploy', files: { [workflow]: gate } });
  const tip = story.work.commit({ message: 'Fifth', files: { 'src/app.ts': 'five\n' } });
  story.publish();
  const whole = { ...story, live, tip };
  const { fake } = await startShop({ deployments: [] }, { tokens, now: hoursAgo(0) });
  mirror(fake, whole);
  const release = async (inputs: object = {}, sha: string = tip): Promise<Run> =>
    await runAction({
      event: scheduled({ ...whole, tip: sha }),
      workspace: checkOut(whole, { sha, ref: 'refs/heads/main' }).directory,
      apiUrl: fake.url,
      inputs: { command: 'release-held', environment: 'production', base: live, token: 'of-the-run', ...inputs },
      env: {
        GITHUB_ACTION_REPOSITORY: 'change-gate/change-gate',
        GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/release-held.yml@refs/heads/main',
      },
    });
  return { fake, story: whole, release };
}

function aRun(fake: FakeGitHub, seed: RunSeed): WorkflowRun {
  const failed = { name: 'Deploy', path: workflow, conclusion: 'failure', createdAt: hoursAgo(3) } as const;
  const jobs = [{ name: 'gate', conclusion: 'failure' }] as const;
  const run = buildRun({ ...failed, jobs, ...seed }, { registry: fake.state, repository: shopOf(fake) });
  shopOf(fake).runs.set(run.id, run);
  return run;
}

function started(fake: FakeGitHub): readonly number[] {
  return fake.calls('actions/re-run-workflow-failed-jobs').map(({ path }) => Number(path.split('/')[6]));
}

describe('a change that waited for the schedule', () => {
  test('is started again when that has opened', async () => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)));
    const run = aRun(fake, { commit: story.tip });

    const released = await release();

    expect(released.code).toBe(0);
    expect(started(fake)).toEqual([run.id]);
    expect(released.summary).toContain('### 1 change started again for production');
    expect(shopOf(fake).runs.get(run.id)).toMatchObject({ attempt: 2, status: 'queued' });
  });

  test('is started once', async () => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)));
    aRun(fake, { commit: story.tip });

    await release();
    const again = await release();

    expect(started(fake)).toHaveLength(1);
    expect(again.summary).toContain('No change waits for the schedule');
  });

  test('is left waiting while that is closed', async () => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(-2)));
    aRun(fake, { commit: story.tip });

    const released = await release();

    expect(released.code).toBe(0);
    expect(started(fake)).toEqual([]);
    expect(released.summary).toContain('waits until');
  });

  test('goes out after those that waited longer', async () => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)));
    const before = aRun(fake, { commit: story.live, createdAt: hoursAgo(5) });
    const after = aRun(fake, { commit: story.tip, createdAt: hoursAgo(3) });

    await release({ base: story.first });

    expect(started(fake)).toEqual([before.id, after.id]);
  });

  test('is held where approvals are missing all the same', async () => {
    const approvals = `approvals: [{ id: four-eyes, because: two see more than one, from: [peers] }]
authorities: { peers: { permission: write } }
`;
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)) + approvals);
    aRun(fake, { commit: story.tip });

    const released = await release();

    expect(started(fake)).toEqual([]);
    expect(released.summary).toContain('approvals are missing');
  });

  test('and cannot be started is an error that names the permission', async () => {
    const permissions = { ...token.permissions, actions: 'read' } as const;
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)), [{ ...token, permissions }]);
    aRun(fake, { commit: story.tip });

    const released = await release();

    expect(released.code).toBe(3);
    expect(released.summary).toContain('was not started again');
    expect(released.summary).toContain('`actions: write`');
  });
});

describe('a failed run', () => {
  test.each([
    { what: 'of a workflow that asks no gate', seed: { path: '.github/workflows/ci.yml' } },
    { what: 'that failed while the schedule was open', seed: { createdAt: hoursAgo(0.5) } },
    { what: 'of a pull request', seed: { event: 'pull_request' } },
    { what: 'of another branch', seed: { branch: 'topic' } },
  ])('$what is left alone', async ({ seed }) => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)));
    story.work.git('branch', 'topic', story.tip);
    mirror(fake, story);
    aRun(fake, { commit: story.tip, ...seed });

    const released = await release();

    expect(released.code).toBe(0);
    expect(started(fake)).toEqual([]);
    expect(released.summary).toContain('No change waits');
  });
});

describe('a change that was overtaken', () => {
  test('is told so on its pull request, once, and not started', async () => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)));
    merged(fake, story.live);
    aRun(fake, { commit: story.live });

    await release({ base: story.tip });
    const again = await release({ base: story.tip });

    expect(started(fake)).toEqual([]);
    expect(again.summary).toContain('something newer is live');
    const bodies = [...shopOf(fake).comments.values()].map(({ body }) => body);
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toContain('Not started again for production');
  });

  test('by the month is told so, and not started', async () => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)).replace(hoursAgo(12), hoursAgo(800)));
    merged(fake, story.tip);
    aRun(fake, { commit: story.tip, createdAt: hoursAgo(30 * 24 + 1) });

    const released = await release();

    expect(started(fake)).toEqual([]);
    expect(released.summary).toContain('older than 30 days');
    const [comment] = [...shopOf(fake).comments.values()];
    expect(comment?.body).toContain('Start a new run of the workflow');
  });
});

describe('an answer on an open pull request', () => {
  test('is brought up to date after the schedule has closed, and only then', async () => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)));
    const pull = aPull(story, { 'src/topic.ts': 'topic\n' });
    mirror(fake, story);
    openPull(fake, { number: 7, author: 'mia', head: 'topic' });
    const clone = checkOut(story, { sha: pull.merge, ref: 'refs/pull/7/merge' });
    const inputs = { environment: 'production', token: 'of-the-run', mode: 'advise' };
    await runAction({ event: pullRequested(pull), workspace: clone.directory, apiUrl: fake.url, inputs });
    const green = bodyOn(fake);
    const frozen = story.work.commit({ message: 'Freeze', files: { [policyPath]: frozenUntil(hoursAgo(-2)) } });
    story.publish();
    mirror(fake, story);
    aRun(fake, {
      name: 'Release',
      path: '.github/workflows/release-held.yml',
      conclusion: 'success',
      createdAt: hoursAgo(0),
    });

    const unturned = await release({ mode: 'advise' }, frozen);
    const unturnedBody = bodyOn(fake);
    for (const [id, run] of shopOf(fake).runs) shopOf(fake).runs.set(id, { ...run, createdAt: hoursAgo(20) });
    const turned = await release({ mode: 'advise' }, frozen);

    expect(green).toContain('Would be approved');
    expect(unturned.code).toBe(0);
    expect(unturnedBody).toBe(green);
    expect(turned.summary).toContain('1 open pull request judged again');
    expect(bodyOn(fake)).toContain('Would be blocked');
  });

  test('is written by nobody where none was asked for', async () => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(-2)));
    aPull(story, { 'src/topic.ts': 'topic\n' });
    mirror(fake, story);
    openPull(fake, { number: 7, author: 'mia', head: 'topic' });

    const released = await release();

    expect(released.code).toBe(0);
    expect(shopOf(fake).comments.size).toBe(0);
  });
});

function bodyOn(fake: FakeGitHub): string {
  return [...shopOf(fake).comments.values()].map(({ body }) => body).join('\n');
}

function merged(fake: FakeGitHub, mergeCommit: string): void {
  const site = { registry: fake.state, repository: shopOf(fake) };
  buildPull({ number: 7, author: 'mia', state: 'closed', mergeCommit, mergedBy: 'bob' }, site);
}
