import { describe, expect, test } from 'vitest';
import { buildRun } from '../fake-github/build-actions.ts';
import { startShop } from '../fake-github/running.ts';
import type { EnvironmentSeed, RunSeed } from '../fake-github/seed-actions.ts';
import type { TokenSeed } from '../fake-github/seed.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import type { Run as WorkflowRun } from '../fake-github/state.ts';
import type { RunEvent } from './action-events.ts';
import { followed, protectionAsked, scheduled } from './action-events.ts';
import { deployed, mirror, shopOf } from './action-mirror.ts';
import { anOrigin, approving, blocking, checkOut, holding, policyPath } from './action-repository.ts';
import type { Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

const tokens: readonly TokenSeed[] = [
  { token: 'of-setup' },
  { token: 'of-the-workflow', kind: 'actions' },
  { token: 'of-the-app', kind: 'app', login: 'gatekeeper[bot]' },
  { token: 'of-another-app', kind: 'app', login: 'stranger[bot]' },
  { token: 'of-bob', kind: 'user', login: 'bob' },
  { token: 'of-rita', kind: 'user', login: 'rita' },
];

const withoutPlan = `${approving}rollback: { plans: [{ id: plan, because: what cannot be taken back is riskier }] }\n`;
const risky = `version: 1
risk: { base: 40, levels: { medium: 10, high: 60, critical: 75 } }
`;

type Stage = { readonly fake: FakeGitHub; readonly story: Story };

/** A shop whose second commit is live, and whose environment waits for somebody. */
async function aShop(policy: string, environment: Omit<EnvironmentSeed, 'name'>): Promise<Stage> {
  const story = anOrigin(policy);
  const environments = [
    { name: 'production', ...environment },
    { name: 'staging', ...environment },
  ];
  const { fake } = await startShop({ environments, collaborators: { bob: 'write', rita: 'write' } }, { tokens });
  mirror(fake, story);
  deployed(fake, { commit: story.live });
  return { fake, story };
}

/** A run that deploys a commit and waits. */
function waits({ fake, story }: Stage, seed: RunSeed = {}): WorkflowRun {
  const given = { name: 'Deploy', path: '.github/workflows/deploy.yml', commit: story.tip, actor: 'olga' };
  const site = { registry: fake.state, repository: shopOf(fake) };
  const run = buildRun({ ...given, waitsFor: ['production'], ...seed }, site);
  shopOf(fake).runs.set(run.id, run);
  return run;
}

function after({ story }: Stage, { id, event, headSha }: WorkflowRun): RunEvent {
  return followed(story, { id, event, head_sha: headSha, pull_requests: [] });
}

type Told = { readonly event: RunEvent; readonly token?: string; readonly inputs?: Readonly<Record<string, string>> };

async function judge({ fake, story }: Stage, { event, token = 'of-the-app', inputs }: Told): Promise<Run> {
  const workspace = checkOut(story, { sha: story.tip, ref: 'refs/heads/main' }).directory;
  const given = { environment: 'production', token, approve: 'deployment-rule', ...inputs };
  const env = { GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/answer.yml@refs/heads/main' };
  return await runAction({ event, workspace, apiUrl: fake.url, inputs: given, env });
}

function stateOf({ fake }: Stage, { id }: WorkflowRun): string {
  const run = shopOf(fake).runs.get(id);
  return run?.conclusion ?? run?.status ?? 'gone';
}

function answersTo({ fake }: Stage, { id }: WorkflowRun): readonly string[] {
  return (shopOf(fake).runs.get(id)?.verdicts ?? []).map(({ by, state }) => `${by} ${state}`);
}

const gated = { customRules: ['gatekeeper'] };

describe('a deployment that waits for the rule of an app', () => {
  test('goes on when the gate approves it, and is on record', async () => {
    const stage = await aShop(approving, gated);
    const run = waits(stage);

    const done = await judge(stage, { event: after(stage, run) });

    expect(done.code).toBe(0);
    expect([stateOf(stage, run), answersTo(stage, run)]).toEqual(['in_progress', ['gatekeeper[bot] approved']]);
    expect(decisionOf(done)).toMatchObject({ head: stage.story.tip, base: stage.story.live });
    expect(done.summary).toContain('the gate approved it');
    expect(decisionOf(done).findings.map(({ code }) => code)).not.toContain('gate/not-enforced');
    expect(shopOf(stage.fake).git.refs.has('heads/change-records')).toBe(true);
  });

  test('is told by the webhook of GitHub as well', async () => {
    const stage = await aShop(approving, gated);
    const run = waits(stage);

    const done = await judge(stage, { event: protectionAsked(stage.story, run) });

    expect([done.code, stateOf(stage, run)]).toEqual([0, 'in_progress']);
  });

  test.each([
    { what: 'misses an approval', policy: holding, code: 10 },
    { what: 'waits for the schedule', policy: blocking, code: 11 },
  ])('waits on when it $what, and says so once', async ({ policy, code }) => {
    const stage = await aShop(policy, gated);
    const run = waits(stage);

    const first = await judge(stage, { event: after(stage, run) });
    await judge(stage, { event: after(stage, run) });

    expect([first.code, stateOf(stage, run)]).toEqual([code, 'waiting']);
    expect(answersTo(stage, run)).toEqual(['gatekeeper[bot] pending']);
  });

  test('is rejected when it is blocked by what time does not mend', async () => {
    const stage = await aShop(withoutPlan, gated);
    const run = waits(stage);

    const done = await judge(stage, { event: after(stage, run) });

    expect([done.code, stateOf(stage, run)]).toEqual([11, 'failure']);
    expect(shopOf(stage.fake).runs.get(run.id)?.verdicts[0]?.comment).toContain('no rollback plan');
  });

  test('is left alone by a gate that only advises', async () => {
    const stage = await aShop(approving, gated);
    const run = waits(stage);

    await judge(stage, { event: after(stage, run), inputs: { mode: 'advise' } });

    expect(answersTo(stage, run)).toEqual([]);
  });

  test.each([
    { whose: 'the workflow', token: 'of-the-workflow', words: 'actions/create-github-app-token', calls: 0 },
    { whose: 'a person', token: 'of-bob', words: 'that of `bob`', calls: 0 },
    { whose: 'another app', token: 'of-another-app', words: 'GitHub answered 422', calls: 1 },
  ])('waits on for the token of $whose, which is told what is needed', async ({ token, words, calls }) => {
    const stage = await aShop(approving, gated);
    const run = waits(stage);

    const done = await judge(stage, { event: after(stage, run), token });

    expect(stateOf(stage, run)).toBe('waiting');
    expect(done.summary.replaceAll('\\', '')).toContain(words);
    expect(stage.fake.calls('actions/review-custom-gates-for-run')).toHaveLength(calls);
  });

  test('waits on where another commit was judged than it deploys', async () => {
    const stage = await aShop(approving, gated);
    const run = waits(stage);

    const done = await judge(stage, { event: after(stage, run), inputs: { head: stage.story.live } });

    expect(stateOf(stage, run)).toBe('waiting');
    expect(done.summary).toContain('deploys another commit than the one that was judged');
  });

  test('waits on where GitHub does not tell what waits', async () => {
    const stage = await aShop(approving, gated);
    const run = waits(stage);
    stage.fake.fault({
      path: '/repos/acme/shop/actions/runs/*/pending_deployments',
      times: 9,
      with: { kind: 'status', status: 503 },
    });

    await judge(stage, { event: after(stage, run) });

    expect(stateOf(stage, run)).toBe('waiting');
  });

  test('of another environment is none of it', async () => {
    const stage = await aShop(approving, gated);
    const run = waits(stage, { waitsFor: ['staging'] });

    const done = await judge(stage, { event: after(stage, run) });

    expect(stateOf(stage, run)).toBe('waiting');
    expect(done.summary).toContain('does not wait for the environment `production`, but for `staging`');
  });
});

/** A commit that leaves `main` and lets everything pass. */
function aLaxCommit({ fake, story }: Stage): string {
  story.work.git('checkout', '-q', '-b', 'lax', story.tip);
  const sha = story.work.commit({ message: 'Lax', files: { [policyPath]: approving } });
  story.publish();
  mirror(fake, story);
  return sha;
}

describe('a deployment that brings its own policy', () => {
  test.each<{ from: string; seed: RunSeed }>([
    { from: 'a branch of its own', seed: { branch: 'lax' } },
    { from: 'a tag with the name of the default branch', seed: { branch: 'main' } },
    { from: 'the default branch of a fork', seed: { branch: 'main', headRepository: 'mallory/shop' } },
    { from: 'a pull request', seed: { branch: 'lax', event: 'pull_request' } },
  ])('is not let pass by it, from $from', async ({ seed }) => {
    const stage = await aShop(blocking, gated);
    const run = waits(stage, { commit: aLaxCommit(stage), ...seed });

    const done = await judge(stage, { event: after(stage, run) });

    expect([done.code, stateOf(stage, run)]).toEqual([11, 'waiting']);
  });
});

describe('a deployment that waits for a reviewer', () => {
  const reviewed = { reviewers: ['bob', 'rita', 'olga'] };
  const inputs = { approve: 'deployment-review' };

  test('of low risk is approved in their name', async () => {
    const stage = await aShop(approving, reviewed);
    const run = waits(stage);

    const done = await judge(stage, { event: after(stage, run), token: 'of-rita', inputs });

    expect([done.code, stateOf(stage, run), answersTo(stage, run)]).toEqual([0, 'in_progress', ['rita approved']]);
  });

  test.each([
    { what: 'of more risk', policy: risky, words: 'its risk is medium' },
    { what: 'that misses an approval', policy: holding, words: 'the change is not approved yet' },
    { what: 'that is blocked', policy: withoutPlan, words: 'the change is blocked' },
  ])('$what is left to people', async ({ policy, words }) => {
    const stage = await aShop(policy, reviewed);
    const run = waits(stage);

    const done = await judge(stage, { event: after(stage, run), token: 'of-rita', inputs });

    expect([stateOf(stage, run), answersTo(stage, run)]).toEqual(['waiting', []]);
    expect(done.summary).toContain(words);
  });

  test.each([
    { what: 'they made', live: 'first' as const, seed: {}, token: 'of-bob', words: 'made it' },
    { what: 'they began', live: 'live' as const, seed: { actor: 'rita' }, token: 'of-rita', words: 'began the run' },
    {
      what: 'they began again',
      live: 'live' as const,
      seed: { triggeringActor: 'rita' },
      token: 'of-rita',
      words: 'began the run',
    },
  ])('is not approved in the name of somebody who $what', async ({ live, seed, token, words }) => {
    const stage = await aShop(approving, reviewed);
    deployed(stage.fake, { commit: stage.story[live] });
    const run = waits(stage, seed);

    const done = await judge(stage, { event: after(stage, run), token, inputs });

    expect([stateOf(stage, run), answersTo(stage, run)]).toEqual(['waiting', []]);
    expect(done.summary).toContain(words);
  });

  test.each([
    { whose: 'the workflow', token: 'of-the-workflow', words: 'give the token of a person' },
    { whose: 'an app', token: 'of-the-app', words: 'give the token of a person' },
    {
      whose: 'somebody who is no reviewer',
      token: 'of-rita',
      reviewers: ['bob'],
      words: 'make them a required reviewer',
    },
  ])('is not approved by the token of $whose', async ({ token, words, reviewers = reviewed.reviewers }) => {
    const stage = await aShop(approving, { reviewers });
    const run = waits(stage);

    const done = await judge(stage, { event: after(stage, run), token, inputs });

    expect(stateOf(stage, run)).toBe('waiting');
    expect(done.summary).toContain(words);
    expect(stage.fake.calls('actions/review-pending-deployments-for-run')).toEqual([]);
  });
});

describe('all deployments that wait', () => {
  const inputs = { command: 'release-held' };

  test('are answered, those of the environment, and nothing else is started', async () => {
    const stage = await aShop(approving, gated);
    const [one, other] = [waits(stage), waits(stage, { waitsFor: ['staging'] })];
    const failed = waits(stage, { waitsFor: [], conclusion: 'failure' });

    const done = await judge(stage, { event: scheduled(stage.story), inputs });

    expect(done.code).toBe(0);
    expect([one, other, failed].map((run) => stateOf(stage, run))).toEqual(['in_progress', 'waiting', 'failure']);
    expect(done.summary).toContain('1 deployment waiting for production');
    expect(shopOf(stage.fake).git.refs.has('heads/change-records')).toBe(true);
  });

  test('go one at a time where the policy has locks, though none is seen to run yet', async () => {
    const stage = await aShop(`${approving}conflicts: { sameService: hold, lock: 30m }\n`, gated);
    const runs = [waits(stage), waits(stage)];

    const done = await judge(stage, { event: scheduled(stage.story), inputs });

    expect(runs.map((run) => stateOf(stage, run)).toSorted()).toEqual(['in_progress', 'waiting']);
    expect(done.code).toBe(0);
    expect(shopOf(stage.fake).git.refs.has('heads/change-locks')).toBe(true);
  });

  test('that wait on are not recorded each time', async () => {
    const stage = await aShop(holding, gated);
    const run = waits(stage);

    const done = await judge(stage, { event: scheduled(stage.story), inputs });

    expect([done.code, stateOf(stage, run)]).toEqual([0, 'waiting']);
    expect(shopOf(stage.fake).git.refs.has('heads/change-records')).toBe(false);
  });

  test('and cannot be answered make the step fail', async () => {
    const stage = await aShop(approving, gated);
    waits(stage);

    const done = await judge(stage, { event: scheduled(stage.story), token: 'of-the-workflow', inputs });

    expect(done.code).toBe(3);
    expect(done.annotations).toContainEqual(
      expect.objectContaining({ level: 'error', message: expect.stringContaining('protection rule') }),
    );
  });
});
