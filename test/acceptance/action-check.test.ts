import { describe, expect, test } from 'vitest';
import { startShop } from '../fake-github/running.ts';
import type { TokenSeed } from '../fake-github/seed.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import type { CheckRun } from '../fake-github/state.ts';
import { pullRequested, pushed } from './action-events.ts';
import type { RunEvent } from './action-events.ts';
import { deployed, mirror, openPull, shopOf } from './action-mirror.ts';
import { anOrigin, aPull, approving, blocking, checkOut, holding, policyPath } from './action-repository.ts';
import type { Pull, Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { runAction } from './action-run.ts';

type Stage = { readonly fake: FakeGitHub; readonly story: Story; readonly pull: Pull };

async function aShop(policy: string, tokens?: readonly TokenSeed[], files: object = {}): Promise<Stage> {
  const story = anOrigin(policy);
  const pull = aPull(story, { 'src/topic.ts': 'topic\n', ...files });
  const { fake } = await startShop({ collaborators: { bob: 'write' } }, tokens === undefined ? {} : { tokens });
  mirror(fake, story);
  deployed(fake, { commit: story.live });
  openPull(fake, { number: 7, author: 'mia', head: 'topic' });
  return { fake, story, pull };
}

type Told = { readonly event?: RunEvent; readonly inputs?: Readonly<Record<string, string>> };

async function judge({ fake, story, pull }: Stage, { event = pullRequested(pull), inputs }: Told = {}): Promise<Run> {
  const clone = checkOut(story, { sha: event.sha, ref: event.ref });
  const given = { environment: 'production', token: fake.token, ...inputs };
  return await runAction({ event, workspace: clone.directory, apiUrl: fake.url, inputs: given });
}

function checksOf({ fake }: Stage): readonly CheckRun[] {
  return [...shopOf(fake).checkRuns.values()];
}

describe('the check run', () => {
  test.each([
    { policy: approving, conclusion: 'success', advised: 'success', title: 'Approved for production' },
    { policy: holding, conclusion: 'action_required', advised: 'neutral', title: 'Needs 1 approval for production' },
    { policy: blocking, conclusion: 'failure', advised: 'neutral', title: 'Blocked for production' },
  ])('of "$title" concludes $conclusion, and $advised as advice', async ({ policy, conclusion, advised, title }) => {
    const stage = await aShop(policy);

    await judge(stage);
    await judge(stage, { inputs: { mode: 'advise' } });

    const [enforcing, advising] = checksOf(stage);
    expect(enforcing).toMatchObject({ name: 'change-gate / production / main', headSha: stage.pull.head, conclusion });
    expect(enforcing?.output).toMatchObject({ title });
    expect(advising?.conclusion).toBe(advised);
  });

  test('stands beside the commit that a push would deploy', async () => {
    const stage = await aShop(approving);

    await judge(stage, { event: pushed(stage.story), inputs: { environment: 'staging' } });

    expect(checksOf(stage)).toMatchObject([{ name: 'change-gate / staging / main', headSha: stage.story.tip }]);
  });

  test('marks the lines of the policy that stand in the way', async () => {
    const stage = await aShop(blocking);

    await judge(stage);

    expect(checksOf(stage)[0]?.annotations).toMatchObject([
      { path: policyPath, start_line: 4, annotation_level: 'failure', title: 'change-gate schedule/stopped' },
    ]);
  });

  test('marks a rollback plan that will not do', async () => {
    const plan = { '.change/rollback.yml': 'strategy: revert\nowner: TBD\n' };
    const planned =
      'version: 1\nrollback: { plans: [{ id: plan, because: b, require: [strategy, owner], weak: block }] }\n';
    const stage = await aShop(planned, undefined, plan);

    await judge(stage);

    expect(checksOf(stage)[0]?.annotations).toContainEqual(
      expect.objectContaining({ path: '.change/rollback.yml', start_line: 1, annotation_level: 'failure' }),
    );
  });

  test('is none of the checks that the gate looks at', async () => {
    const tested = `${approving}evidence: [{ id: all, because: all must pass, checks: ["*"] }]\n`;
    const stage = await aShop(tested);

    await judge(stage);
    const again = await judge(stage);

    expect(again.summary).not.toContain('change-gate / production');
  });

  test('says of a run that failed that nothing was judged', async () => {
    const stage = await aShop('version: 1\napprovls: []\n');

    const run = await judge(stage);

    expect(run.code).toBe(2);
    expect(checksOf(stage)).toMatchObject([{ headSha: stage.pull.head, conclusion: 'failure' }]);
    expect(checksOf(stage)[0]?.output['title']).toBe('Not judged, and so not approved');
  });

  test('is not wanted with `check: false`', async () => {
    const stage = await aShop(blocking);

    await judge(stage, { inputs: { check: 'false' } });

    expect(checksOf(stage)).toEqual([]);
  });

  test.each([
    {
      what: 'may not write checks',
      token: { token: 'of-another', kind: 'actions', permissions: { contents: 'read' } },
    },
    { what: 'is a person’s', token: { token: 'of-another', kind: 'user', login: 'robot' } },
  ] as const)('is left out where the token $what, and nothing else changes', async ({ token }) => {
    const stage = await aShop(blocking, [token]);

    const run = await judge(stage);

    expect(run.code).toBe(11);
    expect(run.outputs['outcome']).toBe('blocked');
    expect(run.log).toContain('no check run was written');
    expect(run.summary).not.toContain('no check run');
  });

  test.each([
    { name: 'a lost answer', with: { kind: 'drop-answer' } },
    { name: '502', with: { kind: 'status', status: 502 } },
  ] as const)('is written once for all of $name', async ({ with: fault }) => {
    const stage = await aShop(blocking);
    stage.fake.fault({ method: 'POST', path: '/repos/acme/shop/check-runs', with: fault });

    await judge(stage);

    expect(checksOf(stage)).toHaveLength(1);
  });

  test('keeps within GitHub’s limits whatever the policy says', async () => {
    const because = 'é'.repeat(400);
    const rules = Array.from({ length: 150 }, (_, id) => `    - { id: freeze-${id}, because: ${because} }`);
    const stage = await aShop(`version: 1\nschedule:\n  timezone: UTC\n  freezes:\n${rules.join('\n')}\n`);

    const run = await judge(stage);

    expect(run.code).toBe(11);
    expect(checksOf(stage)).toHaveLength(1);
    expect(checksOf(stage)[0]?.annotations.length).toBeLessThanOrEqual(50);
  });
});
