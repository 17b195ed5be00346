import { describe, expect, test } from 'vitest';
import { startShop } from '../fake-github/running.ts';
import type { RepositorySeed } from '../fake-github/seed.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { pullRequested, pushed } from './action-events.ts';
import type { RunEvent } from './action-events.ts';
import { deployed, mirror, openPull, shopOf } from './action-mirror.ts';
import { anOrigin, aPull, blocking, checkOut } from './action-repository.ts';
import type { Pull, Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

const growing = `version: 1
risk:
  levels: { medium: 10, high: 60, critical: 75 }
  factors: [{ id: core, because: the core is hard to change, when: 'touches("core/**")', points: 20 }]
`;

function routed(...environments: readonly (string | null)[]): string {
  const rules = environments.map((environment, index) => {
    const route = environment === null ? '' : `, environment: ${environment}`;
    return `  - { id: rule-${index}, because: somebody looks, from: [peers]${route} }`;
  });
  return `version: 1\nauthorities: { peers: { permission: write } }\napprovals:\n${rules.join('\n')}\n`;
}

type Stage = { readonly fake: FakeGitHub; readonly story: Story; readonly pull: Pull };
type Shop = Omit<RepositorySeed, 'fullName'>;

async function aShop(policy: string, shop: Shop = {}, path = 'src/topic.ts'): Promise<Stage> {
  const story = anOrigin(policy);
  const pull = aPull(story, { [path]: 'topic\n' });
  const { fake } = await startShop({ actionsMayApprove: true, collaborators: { bob: 'write' }, ...shop });
  mirror(fake, story);
  deployed(fake, { commit: story.live });
  openPull(fake, { number: 7, author: 'mia', head: 'topic' });
  return { fake, story, pull };
}

type Told = { readonly event?: RunEvent; readonly inputs?: Readonly<Record<string, string>> };

async function judge({ fake, story, pull }: Stage, { event = pullRequested(pull), inputs }: Told = {}): Promise<Run> {
  const clone = checkOut(story, { sha: event.sha, ref: event.ref });
  const given = { environment: 'production', token: fake.token, approve: 'pull-request', ...inputs };
  return await runAction({ event, workspace: clone.directory, apiUrl: fake.url, inputs: given });
}

/** Another commit on the pull request; gives its head. */
function push({ fake, story }: Stage, path: string): string {
  const { work, publish } = story;
  work.git('checkout', '-q', 'topic');
  const head = work.commit({ message: 'More', files: { [path]: 'more\n' }, author: 'Mia' });
  publish();
  mirror(fake, story);
  return head;
}

function reviewsOn({ fake }: Stage): readonly { readonly state: string; readonly commit: string }[] {
  const reviews = shopOf(fake).pulls.get(7)?.reviews.values() ?? [];
  return [...reviews].map(({ state, commit }) => ({ state, commit }));
}

describe('the gate’s own approval of a pull request', () => {
  test('is given once to a change of low risk with nothing in its way', async () => {
    const stage = await aShop(growing);

    const first = await judge(stage);
    const second = await judge(stage);

    expect(reviewsOn(stage)).toEqual([{ state: 'APPROVED', commit: stage.pull.head }]);
    expect(first.summary).toContain('The gate approved the pull request');
    expect(second.log).toContain('was left as it is');
  });

  test('is taken back when a push makes the change riskier', async () => {
    const stage = await aShop(growing);

    await judge(stage);
    const head = push(stage, 'core/total.ts');
    const run = await judge(stage, { event: pullRequested({ ...stage.pull, head }) });

    expect(decisionOf(run)).toMatchObject({ outcome: 'approved', risk: { level: 'medium' } });
    expect(reviewsOn(stage)).toEqual([{ state: 'DISMISSED', commit: stage.pull.head }]);
    expect(run.summary).toContain('its risk is medium');
  });

  test('is taken back when a run cannot judge any more', async () => {
    const stage = await aShop(growing);

    await judge(stage);
    const run = await judge(stage, { inputs: { policy: 'nowhere' } });

    expect(run.code).toBe(2);
    expect(reviewsOn(stage)).toMatchObject([{ state: 'DISMISSED' }]);
  });

  test('follows the head', async () => {
    const stage = await aShop(growing);

    await judge(stage);
    const head = push(stage, 'src/more.ts');
    await judge(stage, { event: pullRequested({ ...stage.pull, head }) });

    expect(reviewsOn(stage)).toContainEqual({ state: 'APPROVED', commit: head });
  });

  test('is not given to a head that was judged and has gone since', async () => {
    const stage = await aShop(growing);
    push(stage, 'core/total.ts');

    const run = await judge(stage);

    expect(reviewsOn(stage)).toEqual([]);
    expect(run.summary).toContain('its head is');
  });

  test('never counts among the approvals that a rule asks for', async () => {
    const stage = await aShop(routed(null));
    const review = { author: 'github-actions[bot]', state: 'APPROVED', commit: stage.pull.head, body: '' } as const;
    shopOf(stage.fake)
      .pulls.get(7)
      ?.reviews.set(1, { ...review, id: 1, submittedAt: '2026-11-20T12:00:00Z' });

    const run = await judge(stage);

    expect(run.code).toBe(10);
    expect(reviewsOn(stage)).toMatchObject([{ state: 'DISMISSED' }]);
  });

  test.each([
    { path: '.github/change-gate/schedule.yml' },
    { path: '.gitattributes' },
    { path: '.github/workflows/deploy.yml' },
    { path: '.github/actions/deploy/action.yml' },
  ])('is not given to an edit of $path, however low its risk', async ({ path }) => {
    const stage = await aShop(growing, {}, path);

    const run = await judge(stage);

    expect(decisionOf(run)).toMatchObject({ outcome: 'approved', risk: { level: 'low' } });
    expect(reviewsOn(stage)).toEqual([]);
    expect(run.code).toBe(0);
    expect(run.summary).not.toContain('The gate approved');
  });

  test('is taken back when a push edits the policy', async () => {
    const stage = await aShop(growing);

    await judge(stage);
    const head = push(stage, '.github/change-gate/schedule.yml');
    const run = await judge(stage, { event: pullRequested({ ...stage.pull, head }) });

    expect(reviewsOn(stage)).toMatchObject([{ state: 'DISMISSED' }]);
    expect(run.summary).toContain('it edits what judges changes');
  });

  test.each([
    { what: 'without the input', inputs: { approve: '' } },
    { what: 'as advice', inputs: { mode: 'advise' } },
  ])('is not given $what', async ({ inputs }) => {
    const stage = await aShop(growing);

    await judge(stage, { inputs });

    expect(reviewsOn(stage)).toEqual([]);
  });

  test('that the repository forbids is told, and the decision stands', async () => {
    const stage = await aShop(growing, { actionsMayApprove: false });

    const run = await judge(stage);

    expect(run.code).toBe(0);
    expect(run.summary).toContain('Allow GitHub Actions to create and approve pull requests');
  });

  test('that cannot be taken back is told', async () => {
    const stage = await aShop(growing);
    await judge(stage);
    const head = push(stage, 'core/total.ts');
    stage.fake.fault({ method: 'PUT', path: '/repos/**', times: 9, with: { kind: 'status', status: 403 } });

    const run = await judge(stage, { event: pullRequested({ ...stage.pull, head }) });

    expect(run.summary).toMatch(/approval of the gate may still stand/);
  });
});

async function route(policy: string, shop: Shop = {}, inputs = {}): Promise<Run> {
  const stage = await aShop(policy, shop);
  return await judge(stage, { event: pushed(stage.story), inputs: { approve: 'route', ...inputs } });
}

describe('a route', () => {
  const reviewed = { name: 'production-reviewed', reviewers: ['bob'], preventsSelfReview: true };

  test('leads to the environment whose reviewers give what is missing', async () => {
    const run = await route(routed('production-reviewed'), { environments: [reviewed] });

    expect(run.code).toBe(0);
    expect(run.outputs).toMatchObject({
      outcome: 'needs-approval',
      approved: 'false',
      proceed: 'true',
      environment: 'production-reviewed',
    });
  });

  test.each([
    { why: 'no such environment', shop: {}, words: 'there is no environment' },
    { why: 'no reviewers', shop: { environments: [{ name: 'production-reviewed' }] }, words: 'no required reviewers' },
  ])('leads nowhere for $why', async ({ shop, words }) => {
    const run = await route(routed('production-reviewed'), shop);

    expect(run.code).toBe(10);
    expect(run.outputs).toMatchObject({ proceed: 'false', environment: 'production' });
    expect(run.summary).toContain(words);
  });

  test.each([
    { why: 'a rule names none', policy: routed('production-reviewed', null), words: 'names no `environment`' },
    {
      why: 'two approvals are missing, and one reviewer would do',
      policy: routed('production-reviewed', 'production-reviewed'),
      words: 'GitHub asks one reviewer of an environment, and 2 approvals are missing',
    },
    { why: 'rules name several', policy: routed('production-reviewed', 'other'), words: 'name several' },
    {
      why: 'more than approvals is missing',
      policy: `${routed('production-reviewed')}rollback: { plans: [{ id: plan, because: b, missing: hold }] }\n`,
      words: 'is in the way too',
    },
  ])('leads nowhere where $why', async ({ policy, words }) => {
    const run = await route(policy, { environments: [reviewed] });

    expect(run.code).toBe(10);
    expect(run.outputs['proceed']).toBe('false');
    expect(run.summary).toContain(words);
  });

  test('leads nowhere for what is blocked', async () => {
    const run = await route(`${blocking}${routed('production-reviewed').replace('version: 1\n', '')}`, {
      environments: [reviewed],
    });

    expect(run.code).toBe(11);
    expect(run.outputs).toMatchObject({ proceed: 'false', environment: 'production' });
  });

  test('leads nowhere where the environment cannot be read', async () => {
    const stage = await aShop(routed('production-reviewed'), { environments: [reviewed] });
    stage.fake.fault({ path: '/repos/acme/shop/environments/*', times: 9, with: { kind: 'status', status: 403 } });

    const run = await judge(stage, { event: pushed(stage.story), inputs: { approve: 'route' } });

    expect(run.code).toBe(10);
    expect(run.outputs['proceed']).toBe('false');
  });

  test('makes the deployments of that environment those of the judged one', async () => {
    const stage = await aShop(routed('production-reviewed'), { environments: [reviewed] });
    deployed(stage.fake, { environment: 'production-reviewed', commit: stage.story.tip });

    const run = await judge(stage, { event: pushed(stage.story), inputs: { approve: 'route' } });

    expect(decisionOf(run).base).toBe(stage.story.tip);
  });
});
