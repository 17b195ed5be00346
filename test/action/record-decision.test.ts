import { describe, expect, test } from 'vitest';
import { readEvent } from '../../src/action/event.ts';
import { isForecast, keepDecision } from '../../src/action/record-decision.ts';
import { runIdentity } from '../../src/action/run-identity.ts';
import type { DecisionRecord } from '../../src/decision/record.ts';
import { readRecordFile } from '../../src/history/records.ts';
import { replay } from '../../src/history/replay.ts';
import { version } from '../../src/version.ts';
import { aPlan } from '../builders.ts';
import { aDecision, surroundings } from '../decision/a-record.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { aGitHub, filesOn, hastyClient, ledger, lengthOf, quick } from '../github/a-ledger.ts';

type Recording = Parameters<typeof keepDecision>[0];
type Parts = Partial<Recording> & { readonly facts?: Parameters<typeof aDecision>[0] };

async function keep(fake: FakeGitHub, { facts, ...parts }: Parts = {}): Promise<readonly string[]> {
  const { record, policy, facts: judged } = await aDecision(facts);
  const { notes } = await keepDecision({
    passage: { policy, facts: judged, decision: record.decision },
    event: { name: 'push', owner: 'acme', repository: 'shop' },
    run: surroundings.run,
    timeZoneData: '2026b',
    github: async () => hastyClient(fake),
    central: async () => hastyClient(fake),
    redacted: (text) => text.replaceAll('hunter2', '***'),
    pace: quick,
    ...parts,
  });
  return notes;
}

function recordsOn(fake: FakeGitHub): readonly DecisionRecord[] {
  return Object.entries(filesOn(fake)).flatMap(([path, text]) => {
    const read = readRecordFile({ path, text });
    return read.kind === 'record' && read.record.kind === 'decision' ? [read.record] : [];
  });
}

describe('a decision about a deployment', () => {
  test('is kept with all that made it', async () => {
    const { fake } = await aGitHub();

    expect(await keep(fake)).toEqual([]);
    expect(recordsOn(fake)).toMatchObject([
      { repository: 'acme/shop', engine: version, timeZoneData: '2026b', run: surroundings.run },
    ]);
  });

  test('is kept on the branch that the policy names', async () => {
    const { fake } = await aGitHub();
    const { record, policy, facts } = await aDecision({}, { record: { branch: 'audit/changes' } });

    await keep(fake, { passage: { policy, facts, decision: record.decision } });

    expect(lengthOf(fake, 'audit/changes')).toBe(1);
    expect(lengthOf(fake)).toBe(0);
  });

  test('is kept once, when the step is run again as it was', async () => {
    const { fake } = await aGitHub();
    await keep(fake);
    await keep(fake);

    expect(recordsOn(fake)).toHaveLength(1);
  });

  test.each(['pull_request', 'pull_request_target', 'pull_request_review', 'merge_group', 'issue_comment'])(
    'is not made on %s, which only asks',
    async (name) => {
      const { fake } = await aGitHub();

      expect(await keep(fake, { event: { name, owner: 'acme', repository: 'shop' } })).toEqual([]);
      expect(fake.requests).toEqual([]);
    },
  );

  test('is not made after the run of another workflow about a pull request', async () => {
    const { fake } = await aGitHub();
    const { pull } = readEvent({
      eventName: 'pull_request',
      sha: undefined,
      ref: undefined,
      actor: 'mia',
      repository: 'acme/shop',
      payload: {
        pull_request: { number: 7, head: { sha: 'b'.repeat(40) }, base: { sha: 'c'.repeat(40) } },
      },
    });

    expect(await keep(fake, { event: { name: 'workflow_run', owner: 'acme', repository: 'shop', pull } })).toEqual([]);
    expect(fake.requests).toEqual([]);
  });

  test.each(['push', 'workflow_dispatch', 'workflow_run', 'schedule', 'deployment', 'release', 'repository_dispatch'])(
    'is made on %s',
    (name) => {
      expect(isForecast({ name })).toBe(false);
    },
  );

  test('holds no secret, and can still be replayed', async () => {
    const { fake } = await aGitHub();
    const plan = aPlan({ text: 'password: hunter2', steps: ['log in with hunter2', 'deploy the tag before'] });

    await keep(fake, { facts: { plan, change: { title: 'Use hunter2' } } });

    expect(Object.values(filesOn(fake)).join('')).not.toContain('hunter2');
    const [kept] = recordsOn(fake);
    const { policy } = await aDecision();
    expect(kept?.facts.change.title).toBe('Use ***');
    expect(kept && replay(kept, policy)).toEqual({ same: true, differences: [] });
  });

  test('whose outcome hangs on a secret is kept as it was made', async () => {
    const { fake } = await aGitHub();
    const passage = await aDecision(
      { change: { title: 'hunter2' } },
      { evidence: [{ id: 'title', because: 'x', checks: ['none'], when: 'change.title == "hunter2"' }] },
    );
    const { policy, facts, record } = passage;

    await keep(fake, { passage: { policy, facts, decision: record.decision } });

    expect(record.decision.outcome).toBe('blocked');
    expect(recordsOn(fake)).toMatchObject([{ decision: { outcome: 'blocked' }, facts: { change: { title: '***' } } }]);
  });
});

async function noClient(): Promise<never> {
  throw new Error('the client could not be loaded');
}

describe('a decision that cannot be kept', () => {
  test('for want of permission is a note', async () => {
    const { fake } = await aGitHub({ tokens: [{ token: 'reader', permissions: { contents: 'read' } }] });

    expect(await keep(fake)).toEqual([
      'the decision was not recorded: GitHub answered 403 to writing to the branch `change-records`; the token lacks the permission `contents: write`',
    ]);
  });

  test('without a token is a note', async () => {
    const { fake } = await aGitHub();

    expect(await keep(fake, { github: null })).toEqual(['the decision was not recorded: there is no `token`']);
  });

  test('for whatever reason is a note', async () => {
    const { fake } = await aGitHub();

    expect(await keep(fake, { github: noClient })).toEqual([
      'the decision was not recorded: the client could not be loaded',
    ]);
    expect(filesOn(fake, ledger.branch)).toEqual({});
  });
});

describe('the identity of a run', () => {
  const known = { runUrl: null, actor: 'mia', mode: 'advise' } as const;

  test.each([
    { env: { GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '2' }, id: '7', attempt: 2 },
    { env: {}, id: null, attempt: null },
    { env: { GITHUB_RUN_ATTEMPT: 'x' }, id: null, attempt: null },
    { env: { GITHUB_RUN_ATTEMPT: '0' }, id: null, attempt: null },
  ])('with $env', ({ env, id, attempt }) => {
    expect(runIdentity(env, known)).toEqual({ url: null, id, attempt, actor: 'mia', mode: 'advise' });
  });
});
