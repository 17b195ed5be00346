import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/finding/finding.ts';
import { startShop } from '../fake-github/running.ts';
import type { RepositorySeed } from '../fake-github/seed.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { commented, pullRequested, pushed } from './action-events.ts';
import type { RunEvent } from './action-events.ts';
import { deployed, mirror, openPull } from './action-mirror.ts';
import { anOrigin, aPull, checkOut } from './action-repository.ts';
import type { Pull, Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

type Stage = { readonly fake: FakeGitHub; readonly story: Story; readonly pull: Pull };

async function aShop(shop: Omit<RepositorySeed, 'fullName'> = {}): Promise<Stage> {
  const story = anOrigin();
  const pull = aPull(story, { 'src/topic.ts': 'topic\n' });
  const { fake } = await startShop(shop);
  mirror(fake, story);
  deployed(fake, { commit: story.live });
  openPull(fake, { number: 7, author: 'mia', head: 'topic' });
  return { fake, story, pull };
}

type Told = {
  readonly event: RunEvent;
  /** What the job checked out, if not what the run is on. */
  readonly checkedOut?: { readonly sha: string; readonly ref: string };
  readonly workflow?: string;
  readonly token?: string;
};

const own = 'acme/shop/.github/workflows/gate.yml@';

async function judge({ fake, story }: Stage, told: Told): Promise<Run> {
  const { event, checkedOut = event, workflow = `${own}${event.ref}`, token = fake.token } = told;
  const clone = checkOut(story, checkedOut);
  const inputs = { environment: 'production', base: story.live, comment: 'false', check: 'false', token };
  const env = { GITHUB_WORKFLOW_REF: workflow, GITHUB_REPOSITORY_ID: '1' };
  return await runAction({ event, workspace: clone.directory, apiUrl: fake.url, inputs, env });
}

function noteOf(run: Run): Finding | null {
  return decisionOf(run).findings.find(({ code }) => code === 'gate/not-enforced') ?? null;
}

function targeted({ pull, story }: Stage): RunEvent {
  return { ...pullRequested(pull), name: 'pull_request_target', ref: 'refs/heads/main', sha: story.tip };
}

describe('an answer that the author of a change could do without', () => {
  test('says so, and why, and stops nobody for it', async () => {
    const stage = await aShop({ environments: [{ name: 'production' }] });

    const run = await judge(stage, { event: pushed(stage.story) });

    expect(run.code).toBe(0);
    expect(noteOf(run)).toMatchObject({
      effect: 'note',
      problem:
        'its author could take the gate out of its workflow: any branch may deploy to the environment `production`',
    });
    expect(run.summary).toContain('docs/threat-model.md');
  });

  test('on a pull request says that the workflow is its own', async () => {
    const stage = await aShop();

    const run = await judge(stage, { event: pullRequested(stage.pull) });

    expect(noteOf(run)?.problem).toContain('on `pull_request` the workflow is the change’s own');
  });

  test('may be one without a token, which says so', async () => {
    const stage = await aShop();

    const run = await judge(stage, { event: pushed(stage.story), token: '' });

    expect(noteOf(run)?.assumed).toEqual([{ fact: 'enforcement', reason: expect.stringContaining('no `token`') }]);
  });

  test('names the permission without which that cannot be seen', async () => {
    const stage = await aShop({ environments: [{ name: 'production' }] });
    const headers = { 'x-accepted-github-permissions': 'actions=read' };
    const fault = { kind: 'status', status: 403, headers } as const;
    stage.fake.fault({ path: '/repos/acme/shop/environments/**', times: 9, with: fault });

    const run = await judge(stage, { event: pushed(stage.story) });

    expect(noteOf(run)?.problem).toContain('the token lacks the permission `actions: read`');
  });
});

describe('an answer that binds', () => {
  test('before a deployment is one for an environment of reviewed branches', async () => {
    const stage = await aShop({
      environments: [{ name: 'production', branchPolicies: ['main'] }],
      rulesets: [{ rules: ['pull_request'] }],
    });

    expect(noteOf(await judge(stage, { event: pushed(stage.story) }))).toBeNull();
  });

  test('on a pull request is one of a workflow that a ruleset requires', async () => {
    const workflows = [{ path: '.github/workflows/gate.yml', repository_id: 99 }];
    const stage = await aShop({ rulesets: [{ rules: [{ type: 'workflows', parameters: { workflows } }] }] });
    const workflow = 'acme/gates/.github/workflows/gate.yml@refs/heads/main';

    expect(noteOf(await judge(stage, { event: pullRequested(stage.pull), workflow }))).toBeNull();
  });

  test('on `pull_request_target` is one without a checkout of the head', async () => {
    const stage = await aShop();
    const event = targeted(stage);
    const merge = { sha: stage.pull.merge, ref: 'refs/pull/7/merge' };

    expect(noteOf(await judge(stage, { event }))).toBeNull();
    expect(noteOf(await judge(stage, { event, checkedOut: merge }))?.problem).toContain(
      'the job checked out another commit than that of its workflow',
    );
  });

  test('on `pull_request_target` is none of a workflow of another branch', async () => {
    const stage = await aShop();

    const run = await judge(stage, { event: targeted(stage), workflow: `${own}refs/heads/release` });

    expect(noteOf(run)?.problem).toContain('the workflow is not that of the default branch');
  });

  test('is one to a command in a comment', async () => {
    const stage = await aShop();

    expect(noteOf(await judge(stage, { event: commented(stage.story) }))).toBeNull();
  });
});
