import { describe, expect, test } from 'vitest';
import { seePast } from '../../src/action/policy-past.ts';
import { decide } from '../../src/decision/decide.ts';
import { policyFile, recordFile } from '../../src/decision/record-file.ts';
import { openRepository } from '../../src/git/repository.ts';
import { deepen } from '../../src/git/deepen.ts';
import type { PolicyPast } from '../../src/report/policy-past.ts';
import { anOrigin, approving, checkOut, cutOff, holding } from '../acceptance/action-repository.ts';
import type { Story } from '../acceptance/action-repository.ts';
import { aChange, anApproval, aPolicy } from '../builders.ts';
import { aDecision } from '../decision/a-record.ts';
import type { TemporaryRepository } from '../git/temporary-repository.ts';

const approvingSections = {
  authorities: { peers: { permission: 'write' } },
  approvals: [{ id: 'never', because: 'it never applies', when: 'false', from: ['peers'] }],
};

type Given = {
  readonly story: Story;
  readonly clone?: TemporaryRepository;
  readonly old?: string | object;
  readonly brought?: string | object;
  readonly limits?: { readonly mostPast: number; readonly mostSeconds: number };
};

/** What is told of the past where a pull request brings a policy, built on the tip of the story. */
async function see({ story, clone = whole(story), old, brought, limits }: Given): Promise<PolicyPast> {
  const policy = await aPolicy(old ?? approving);
  const facts = aChange({ base: story.tip });
  const repository = await openRepository({ directory: clone.directory, missingObjects: 'fetch' });
  return await seePast(
    {
      repository,
      event: { owner: 'acme', repository: 'shop' },
      inputs: { token: null, services: null },
      runner: { workspace: clone.directory },
    },
    { policy, facts, decision: decide(policy, facts) },
    { brought: await aPolicy(brought ?? holding), ...(limits !== undefined && { limits }) },
  );
}

function whole(story: Story): TemporaryRepository {
  return checkOut(story, { sha: story.tip, ref: 'refs/heads/main', depth: 0 });
}

/** As many records as there are names, in a ledger on the server; each name stands for the head of its change. */
async function record(
  story: Story,
  names: readonly string[],
  parts: Parameters<typeof aChange>[0] = {},
): Promise<void> {
  const { work } = story;
  const made = await Promise.all(
    names.map((name, index) =>
      aDecision({
        evaluatedAt: new Date(Date.UTC(2026, 8, 1) + index * 3_600_000).toISOString(),
        head: headOf(name),
        ...parts,
        change: { title: `Change ${name}`, ...parts.change },
      }),
    ),
  );
  const files = made.flatMap(({ record: each, policy }) => [recordFile(each), policyFile(policy)]);
  work.git('checkout', '-q', '--orphan', 'change-records');
  work.git('rm', '-q', '-r', '-f', '.');
  work.commit({ files: Object.fromEntries(files.map(({ path, text }) => [path, text])) });
  work.git('checkout', '-q', 'main');
  story.publish();
}

function headOf(name: string): string {
  return Buffer.from(name.padEnd(20, '.')).toString('hex');
}

const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `c${index}`);

describe('past changes under a policy that a change brings', () => {
  test('are decided again from the records of the environment, with the facts of their time', async () => {
    const story = anOrigin();
    await record(story, numbers(40), { approvals: [anApproval('bob', { sha: headOf('c7') })] });

    const past = await see({ story });

    expect(past).toMatchObject({
      kind: 'replayed',
      from: 'records',
      changes: 40,
      leftOut: 0,
      flips: [
        {
          from: 'approved',
          to: 'needs-approval',
          changes: 39,
          by: [{ code: 'approvals/four-eyes', changes: 39 }],
        },
      ],
    });
    const [flip] = past.kind === 'replayed' ? past.flips : [];
    expect(flip?.examples[0]).toMatchObject({
      commit: headOf('c39'),
      date: '2026-09-02T15:00:00.000Z',
      title: 'Change c39',
    });
    expect(flip?.examples.map(({ commit }) => commit)).not.toContain(headOf('c7'));
  });

  test('count once each, as their last record has them', async () => {
    const story = anOrigin();
    const again = [...numbers(35), ...numbers(35)];
    await record(story, again);

    expect(await see({ story })).toMatchObject({ changes: 35, flips: [{ changes: 35 }] });
  });

  test('are no more than the last 200', async () => {
    const story = anOrigin();
    await record(story, numbers(203));

    const past = await see({ story });

    expect(past).toMatchObject({ changes: 200, leftOut: 0 });
    const [flip] = past.kind === 'replayed' ? past.flips : [];
    expect(flip?.examples.map(({ title }) => title)).not.toContain('Change c2');
    expect(flip?.examples.map(({ title }) => title)).toContain('Change c3');
  });

  test.each([
    { what: 'few records', records: 29, parts: {}, says: 'only 29 changes are recorded' },
    {
      what: 'records of another environment',
      records: 30,
      parts: { environment: 'production-eu' },
      says: 'only 0 changes are recorded',
    },
  ])('are commits where there are $what', async ({ records, parts, says }) => {
    const story = anOrigin();
    await record(story, numbers(records), parts);

    const past = await see({ story });

    expect(past).toMatchObject({ from: 'git', changes: 3, flips: [{ changes: 3 }] });
    expect(JSON.stringify(past)).toContain(says);
  });

  test('are those of the history where nothing is recorded', async () => {
    const story = anOrigin();

    const past = await see({ story });

    expect(past).toMatchObject({
      from: 'git',
      changes: 3,
      flips: [
        {
          from: 'approved',
          to: 'needs-approval',
          changes: 3,
          examples: [{ commit: story.tip, title: 'Third' }, { title: 'Second' }, { title: 'Start' }],
        },
      ],
    });
    expect(JSON.stringify(past)).toContain('there are no records on a branch `change-records`');
  });

  test('flip by nothing that git cannot know of either', async () => {
    const evidence = { evidence: [{ id: 'ci', because: 'it must run', checks: ['CI'] }] };

    expect(await see({ story: anOrigin(), old: approving, brought: evidence })).toMatchObject({
      changes: 3,
      flips: [],
    });
  });

  test('have their sizes in a clone that was deepened without contents, and the clone fetches them at once', async () => {
    const story = anOrigin();
    const clone = checkOut(story, { sha: story.tip, ref: 'refs/heads/main' });
    const shallow = await openRepository({ directory: clone.directory, missingObjects: 'fetch' });
    await deepen({ repository: shallow, remote: 'origin', commits: [story.tip] });
    const brought = {
      risk: {
        levels: { medium: 50, high: 60, critical: 70 },
        factors: [{ id: 'size', because: 'large is hard', measure: 'change.linesChanged', points: { 10: 50 } }],
      },
      authorities: { peers: { permission: 'write' } },
      approvals: [{ id: 'peer', because: 'two see more', riskLevels: ['medium', 'high', 'critical'], from: ['peers'] }],
    };

    const past = await see({ story, clone, brought });

    expect(past).toMatchObject({ from: 'git', changes: 3, flips: [] });
    expect(JSON.stringify(past)).not.toContain('lacks');
  });

  test('are not looked at with the history before them where that is too long', async () => {
    const brought = { risk: { factors: [{ id: 'new', because: 'x', when: 'author.changesBefore < 1', points: 100 }] } };
    const limits = { mostPast: -1, mostSeconds: 30 };

    const past = await see({ story: anOrigin(), brought, limits });

    expect(past).toMatchObject({ changes: 3 });
    expect(JSON.stringify(past)).toContain('the history before them is long and was not read');
  });

  test.each([
    {
      why: 'there is no time',
      limits: { mostPast: 100, mostSeconds: 0 },
      reason: /took too long|took longer than 0 s/,
    },
  ])('are not told where $why', async ({ limits, reason }) => {
    const past = await see({ story: anOrigin(), limits });

    expect(past).toMatchObject({ kind: 'unseen', reason: expect.stringMatching(reason) });
  });

  test('are told from git where the ledger is in another repository', async () => {
    const story = anOrigin();
    await record(story, numbers(40));

    const past = await see({ story, old: { ...approvingSections, record: { repository: 'acme/records' } } });

    expect(past).toMatchObject({ from: 'git', changes: 3 });
    expect(JSON.stringify(past)).toContain('they are kept in `acme/records`');
  });

  test('are told from git where the network is down', async () => {
    const story = anOrigin();
    const clone = whole(story);
    cutOff(clone);

    const past = await see({ story, clone });

    expect(past).toMatchObject({ from: 'git', changes: 3 });
    expect(JSON.stringify(past)).toContain('the records were not read');
  });

  test('are not told of a clone that is cut off', async () => {
    const story = anOrigin();
    const clone = checkOut(story, { sha: story.tip, ref: 'refs/heads/main' });
    cutOff(clone);

    expect(await see({ story, clone })).toMatchObject({ kind: 'unseen', reason: expect.stringMatching(/shallow|git/) });
  });
});
