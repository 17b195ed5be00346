import { describe, expect, test } from 'vitest';
import { buildRun } from '../fake-github/build-actions.ts';
import { buildPull } from '../fake-github/build-pull.ts';
import { start as startGitHub } from '../fake-github/running.ts';
import type { RunSeed } from '../fake-github/seed-actions.ts';
import type { RepositorySeed, TokenSeed } from '../fake-github/seed.ts';
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
const gate = 'jobs:\n  gate:\n    steps:\n      - uses: change-gate/change-gate@v0\n';
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
async function stage(
  policy: string,
  tokens: readonly TokenSeed[] = [token, { token: 'of-a-test' }],
  others: readonly RepositorySeed[] = [],
): Promise<Stage> {
  const story = anOrigin(policy);
  story.work.git('checkout', '-q', 'main');
  const live = story.work.commit({ message: 'Deploy', files: { [workflow]: gate } });
  const tip = story.work.commit({ message: 'Fifth', files: { 'src/app.ts': 'five\n' } });
  story.publish();
  const whole = { ...story, live, tip };
  const repositories = [{ fullName: 'acme/shop', actionsMayApprove: true }, ...others];
  const { fake } = await startGitHub({ repositories, tokens, now: hoursAgo(0) });
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

/** The runs that were started again, in this order. */
function started(fake: FakeGitHub): readonly number[] {
  const runs = [...shopOf(fake).runs.values()];
  return fake
    .calls('actions/re-run-job-for-workflow-run')
    .map(({ path }) => Number(path.split('/')[6]))
    .flatMap((job) => runs.find(({ jobs }) => jobs.some(({ id }) => id === job))?.id ?? []);
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

  test('goes on waiting for a freeze that landed since', async () => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)));
    aRun(fake, { commit: story.tip });
    const frozen = land(fake, story, frozenUntil(hoursAgo(-2)));

    const released = await release({}, frozen);

    expect(started(fake)).toEqual([]);
    expect(released.summary).toContain('waits until');
  });

  test('is started again when its freeze was taken out of the policy', async () => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(-2)));
    const run = aRun(fake, { commit: story.tip });
    const open = land(fake, story, 'version: 1\n');

    await release({}, open);

    expect(started(fake)).toEqual([run.id]);
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

const caller = '.github/workflows/release.yml';
const called = 'acme/change-policy/.github/workflows/gate.yml';
const jobsOfCaller = [
  { name: 'test', conclusion: 'failure', steps: ['Run npm test'] },
  { name: 'release / gate', conclusion: 'failure', steps: ['Set up job', 'Run change-gate/change-gate@v0'] },
  { name: 'deploy', conclusion: 'skipped' },
] as const;

describe('a gate in a workflow that another one calls', () => {
  const sha = 'e'.repeat(40);

  test.each([
    { what: 'that can be read', policyToken: 'of-a-test', jobs: namedSteps() },
    { what: 'that cannot be read', policyToken: '', jobs: jobsOfCaller },
  ])('is found in one $what, and started without what else failed', async ({ policyToken, jobs }) => {
    const central = { fullName: 'acme/change-policy', isPrivate: true, commits: [{ sha, changes: filesOfCentral }] };
    const tokens = [{ ...token, repositories: ['acme/shop'] }, { token: 'of-a-test' }];
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)), tokens, [central]);
    const run = aRun(fake, { commit: story.tip, path: caller, called: [{ path: `${called}@v1`, sha }], jobs });

    const released = await release({ 'policy-token': policyToken });

    expect(released.code).toBe(0);
    expect(started(fake)).toEqual([run.id]);
    const { jobs: after } = shopOf(fake).runs.get(run.id) ?? { jobs: [] };
    expect(after.map(({ conclusion }) => conclusion)).toEqual(['failure', null, 'skipped']);
  });

  test('is found in one of the same repository', async () => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)));
    const own = { path: `acme/shop/${workflow}@refs/heads/main`, sha: story.live };
    const run = aRun(fake, { commit: story.tip, path: caller, called: [own], jobs: namedSteps() });

    await release();

    expect(started(fake)).toEqual([run.id]);
  });
});

const filesOfCentral = { '.github/workflows/gate.yml': gate };

/** Of steps with names of their own the run does not tell what they use. */
function namedSteps() {
  return jobsOfCaller.map((job) => ({ ...job, steps: ['May it go?'] }));
}

describe('a run whose gate passed', () => {
  test('and whose deployment failed is left alone', async () => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)));
    const jobs = [
      { name: 'gate', conclusion: 'success' },
      { name: 'deploy', conclusion: 'failure' },
    ] as const;
    aRun(fake, { commit: story.tip, jobs });

    const released = await release();

    expect(released.code).toBe(0);
    expect(started(fake)).toEqual([]);
    expect(released.summary).toContain('No change waits');
  });
});

describe('a run that was started though its answer got lost', () => {
  test('is not started twice, and told as started', async () => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)));
    const run = aRun(fake, { commit: story.tip });
    fake.fault({ method: 'POST', path: '/repos/*/*/actions/jobs/*/rerun', with: { kind: 'drop-answer' } });

    const released = await release();

    expect(released.code).toBe(0);
    expect(released.summary).toContain('1 change started again');
    expect(shopOf(fake).runs.get(run.id)?.attempt).toBe(2);
  });
});

describe('a failed run', () => {
  test('of a release is started again too, though it is of a tag', async () => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)));
    const run = aRun(fake, { commit: story.tip, event: 'release', branch: 'v1.0.0' });

    await release();

    expect(started(fake)).toEqual([run.id]);
  });

  test('of a branch that the policy trusts is started again too, and of no other', async () => {
    const { fake, story, release } = await stage(`${frozenUntil(hoursAgo(1))}trustedBranches: ["release/*"]\n`);
    for (const branch of ['release/1.0', 'topic']) story.work.git('branch', branch, story.tip);
    mirror(fake, story);
    const run = aRun(fake, { commit: story.tip, branch: 'release/1.0' });
    aRun(fake, { commit: story.live, branch: 'topic' });

    const released = await release({ base: story.first });

    expect(released.code).toBe(0);
    expect(started(fake)).toEqual([run.id]);
  });

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

  test('is brought up to date after the policy was changed, also where it is a check run alone', async () => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)));
    const pull = aPull(story, { 'src/topic.ts': 'topic\n' });
    mirror(fake, story);
    openPull(fake, { number: 7, author: 'mia', head: 'topic' });
    const clone = checkOut(story, { sha: pull.merge, ref: 'refs/pull/7/merge' });
    const inputs = { environment: 'production', token: 'of-the-run', comment: 'false' };
    await runAction({ event: pullRequested(pull), workspace: clone.directory, apiUrl: fake.url, inputs });
    const before = conclusionsOn(fake);
    const own = { name: 'Release', path: '.github/workflows/release-held.yml', conclusion: 'success' } as const;
    aRun(fake, { ...own, commit: story.tip, createdAt: hoursAgo(0) });

    const same = await release({}, story.tip);
    const frozen = story.work.commit({ message: 'Freeze', files: { [policyPath]: frozenUntil(hoursAgo(-2)) } });
    story.publish();
    mirror(fake, story);
    const changed = await release({}, frozen);

    expect(before).toEqual(['success']);
    expect(same.summary).not.toContain('judged again');
    expect(changed.summary).toContain('1 open pull request judged again');
    expect(conclusionsOn(fake)).toEqual(['success', 'failure']);
    expect(shopOf(fake).comments.size).toBe(0);
  });

  test.each([
    { when: 'the schedule has closed', policy: frozenUntil(hoursAgo(-2)) },
    { when: 'nothing can be judged any more', policy: 'version: 2\n' },
  ])('takes the approval of the gate along when $when', async ({ policy }) => {
    const { fake, story, release } = await stage(frozenUntil(hoursAgo(1)));
    const pull = aPull(story, { 'src/topic.ts': 'topic\n' });
    mirror(fake, story);
    openPull(fake, { number: 7, author: 'mia', head: 'topic' });
    const clone = checkOut(story, { sha: pull.merge, ref: 'refs/pull/7/merge' });
    const inputs = { environment: 'production', token: 'of-the-run', approve: 'pull-request' };
    await runAction({ event: pullRequested(pull), workspace: clone.directory, apiUrl: fake.url, inputs });
    const before = reviewsOn(fake);
    const frozen = story.work.commit({ message: 'Freeze', files: { [policyPath]: policy } });
    story.publish();
    mirror(fake, story);

    await release({ approve: 'pull-request' }, frozen);

    expect([before, reviewsOn(fake)]).toEqual([['APPROVED'], ['DISMISSED']]);
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

/** Puts another policy onto the default branch; gives its tip. */
function land(fake: FakeGitHub, story: Story, policy: string): string {
  const tip = story.work.commit({ message: 'Another policy', files: { [policyPath]: policy } });
  story.publish();
  mirror(fake, story);
  return tip;
}

/** What check runs of the gate say, the oldest first. */
function conclusionsOn(fake: FakeGitHub): readonly (string | null)[] {
  return [...shopOf(fake).checkRuns.values()].map(({ conclusion }) => conclusion);
}

function reviewsOn(fake: FakeGitHub): readonly string[] {
  return [...(shopOf(fake).pulls.get(7)?.reviews.values() ?? [])].map(({ state }) => state);
}

function bodyOn(fake: FakeGitHub): string {
  return [...shopOf(fake).comments.values()].map(({ body }) => body).join('\n');
}

function merged(fake: FakeGitHub, mergeCommit: string): void {
  const site = { registry: fake.state, repository: shopOf(fake) };
  buildPull({ number: 7, author: 'mia', state: 'closed', mergeCommit, mergedBy: 'bob' }, site);
}
