import { describe, expect, test } from 'vitest';
import { permissionsOfJob } from '../contract/pasted-workflows.ts';
import { startShop } from '../fake-github/running.ts';
import type { RulesetSeed } from '../fake-github/seed-rules.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { temporaryDirectory } from '../git/temporary-repository.ts';
import { filesOn } from '../github/a-ledger.ts';
import type { RunEvent } from './action-events.ts';
import { deploymentEnded, dispatched, pushed } from './action-events.ts';
import { mirror } from './action-mirror.ts';
import { anOrigin, approving, checkOut } from './action-repository.ts';
import type { Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

type Stage = { readonly fake: FakeGitHub; readonly story: Story };

const tokens = [
  { token: 'of-the-gate', kind: 'actions' },
  { token: 'of-the-run', kind: 'actions', permissions: permissionsOfJob('gate-before-deploy.yml', 'outcome') },
  { token: 'of-a-reader', kind: 'actions', permissions: { contents: 'read' } },
] as const;

async function stage(policy: string = approving, rulesets: readonly RulesetSeed[] = []): Promise<Stage> {
  const story = anOrigin(policy);
  const { fake } = await startShop({ rulesets }, { tokens });
  mirror(fake, story);
  return { fake, story };
}

/** The gate, as the job before. */
async function judge({ fake, story }: Stage, given: Readonly<Record<string, string>> = {}): Promise<Run> {
  const clone = checkOut(story, { sha: story.tip, ref: 'refs/heads/main' });
  const inputs = { environment: 'production', token: 'of-the-gate', base: story.live, ...given };
  return await runAction({ event: pushed(story), workspace: clone.directory, apiUrl: fake.url, inputs });
}

type Told = { readonly event?: RunEvent; readonly attempt?: string; readonly runId?: string };

/** The job after the deployment, which checks nothing out. */
async function record(
  { fake, story }: Stage,
  inputs: Readonly<Record<string, string>>,
  { event = pushed(story), attempt = '1', runId = '4711' }: Told = {},
): Promise<Run> {
  const given = { command: 'record-outcome', environment: 'production', token: 'of-the-run', ...inputs };
  return await runAction({
    event,
    workspace: temporaryDirectory(),
    apiUrl: fake.url,
    inputs: given,
    env: { GITHUB_RUN_ATTEMPT: attempt, GITHUB_RUN_ID: runId },
  });
}

function factsRecorded(fake: FakeGitHub): readonly unknown[] {
  return recordsOn(fake, 'decision').map((decision) => Reflect.get(Object(decision), 'facts'));
}

function recordsOn(fake: FakeGitHub, kind: 'decision' | 'outcome', branch?: string): readonly unknown[] {
  return Object.entries(filesOn(fake, branch)).flatMap(([path, text]) =>
    path.includes(`-${kind}-`) ? [JSON.parse(text)] : [],
  );
}

describe('the outcome of a deployment', () => {
  test('stands in the ledger beside the decision that let it pass', async () => {
    const { fake, story } = await stage();
    const gate = await judge({ fake, story });

    const run = await record({ fake, story }, { outcome: 'success' });

    expect(decisionOf(gate).outcome).toBe('approved');
    expect(run.code).toBe(0);
    const [decision] = recordsOn(fake, 'decision');
    expect(recordsOn(fake, 'outcome')).toEqual([
      expect.objectContaining({
        outcome: 'success',
        head: story.tip,
        environment: 'production',
        repository: 'acme/shop',
        by: 'mia',
        decisionId: Reflect.get(Object(decision), 'id'),
      }),
    ]);
    expect(run.summary).toContain('Outcome recorded for production');
    expect(run.annotations.filter(({ level }) => level === 'warning')).toEqual([]);
  });

  test('is kept on the branch that the trusted policy names', async () => {
    const { fake, story } = await stage(`${approving}record: { branch: audit }\n`);

    const run = await record({ fake, story }, { outcome: 'failure' });

    expect(run.code).toBe(0);
    expect(recordsOn(fake, 'outcome', 'audit')).toMatchObject([{ outcome: 'failure' }]);
    expect(run.summary).toContain('the outcome stands alone');
  });

  test('stands there once, however often its job is run again', async () => {
    const { fake, story } = await stage();
    await judge({ fake, story });
    await record({ fake, story }, { outcome: 'success' });

    const again = await record({ fake, story }, { outcome: 'success' }, { attempt: '2' });

    expect(again.code).toBe(0);
    expect(again.summary).toContain('It stood in the ledger already');
    expect(recordsOn(fake, 'outcome')).toHaveLength(1);
  });

  test('is that of the commit that is named', async () => {
    const { fake, story } = await stage();

    const event = dispatched(story);
    const run = await record({ fake, story }, { outcome: 'rollback', head: story.live, reason: 'slow' }, { event });
    const unknown = await record({ fake, story }, { outcome: 'rollback', head: 'no-such-branch' }, { event });

    expect(run.code).toBe(0);
    expect(recordsOn(fake, 'outcome')).toMatchObject([{ outcome: 'rolled-back', head: story.live, note: 'slow' }]);
    expect(unknown.code).toBe(3);
    expect(unknown.summary).toContain('no such commit');
  });

  test('is told by the state of a deployment, with its environment', async () => {
    const { fake, story } = await stage();
    const event = deploymentEnded(story, { environment: 'staging', state: 'error' });

    const run = await record({ fake, story }, { outcome: 'error', environment: '' }, { event });

    expect(run.code).toBe(0);
    expect(recordsOn(fake, 'outcome')).toMatchObject([{ outcome: 'failure', environment: 'staging', head: story.tip }]);
  });

  test('says what is live where GitHub knows of no deployment, if the ledger is protected', async () => {
    const include = ['refs/heads/change-records'];
    const writer = { type: 'Integration', id: 15_368 } as const;
    const staged = await stage(approving, [
      { include, rules: ['non_fast_forward', 'deletion'] },
      { include, rules: ['update'], bypassActors: [writer] },
    ]);
    await record(staged, { outcome: 'success', head: staged.story.first }, { runId: '4700' });

    const gate = await judge(staged);

    expect(decisionOf(gate)).toMatchObject({ outcome: 'approved', base: staged.story.first });
    expect(factsRecorded(staged.fake)).toMatchObject([{ baseSource: 'ledger' }]);
  });

  test('says nothing that helps where the ledger is not protected, and the answer says how to', async () => {
    const staged = await stage();
    await record(staged, { outcome: 'success', head: staged.story.first }, { runId: '4700' });

    const gate = await judge(staged, { base: '' });

    expect(gate.outputs['reasons']).toContain('change/base-unknown');
    expect(gate.summary).toContain('protect the branch `change-records` by two rulesets');
  });

  test('of one that was cancelled is kept as that, and of one that was skipped not at all', async () => {
    const { fake, story } = await stage();

    const cancelled = await record({ fake, story }, { outcome: 'cancelled' });
    const skipped = await record({ fake, story }, { outcome: 'skipped' });

    expect(cancelled.code).toBe(0);
    expect(skipped.code).toBe(0);
    expect(skipped.summary).toContain('was skipped, so nothing went out');
    expect(recordsOn(fake, 'outcome')).toMatchObject([{ outcome: 'cancelled' }]);
  });

  test.each([
    { what: 'that nobody knows', inputs: { outcome: 'fine' }, code: 2, words: 'expected one of `success`' },
    { what: 'that is empty', inputs: { outcome: '' }, code: 2, words: 'needs the input `outcome`' },
    { what: 'without a token', inputs: { outcome: 'success', token: '' }, code: 2, words: 'needs the input `token`' },
    {
      what: 'that may not be written',
      inputs: { outcome: 'success', token: 'of-a-reader' },
      code: 3,
      words: 'contents: write',
    },
  ])('$what is an error, and says so', async ({ inputs, code, words }) => {
    const { fake, story } = await stage();

    const run = await record({ fake, story }, Object.fromEntries(Object.entries(inputs)));

    expect(run.code).toBe(code);
    expect(run.summary).toContain(words);
    expect(recordsOn(fake, 'outcome')).toEqual([]);
  });
});
