import { describe, expect, test } from 'vitest';
import { startShop } from '../fake-github/running.ts';
import { pullRequested, pushed } from './action-events.ts';
import type { Story } from './action-repository.ts';
import { anOrigin, aPull, approving, blocking, checkOut, policyPath } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

const broken = 'version: 1\napprovls: []\nrisk: { base: high }\n';
const offline = { apiUrl: 'http://127.0.0.1:9', inputs: { environment: 'production', token: '' } };

async function judgePull(
  story: Story,
  files: Readonly<Record<string, string>>,
  { apiUrl, inputs }: { readonly apiUrl: string; readonly inputs: Readonly<Record<string, string>> } = offline,
): Promise<Run> {
  const pull = aPull(story, files);
  const clone = checkOut(story, { sha: pull.merge, ref: 'refs/pull/7/merge' });
  return await runAction({ event: pullRequested(pull), workspace: clone.directory, apiUrl, inputs });
}

describe('a pull request that edits the policy', () => {
  test('is judged by the old one, with the effect of the new one beside', async () => {
    const run = await judgePull(anOrigin(blocking), { [policyPath]: approving });

    expect(run.code).toBe(11);
    expect(decisionOf(run).findings).toContainEqual(
      expect.objectContaining({ code: 'change/policy-edited', effect: 'note', facts: { files: [policyPath] } }),
    );
    expect(run.summary).toContain('⛔ Blocked for production');
    expect(run.summary).toMatch(/\*\*The policy in this change\*\* would judge it otherwise: blocked → approved/);
    expect(run.summary).toMatch(
      /\*\*Past changes\*\* decided again, as far as git knows: \*\*2 of the last 2\*\* would flip: ✓ 2 blocked → approved, stopped until now by `schedule\/stopped`/,
    );
    expect(run.summary).toMatch(
      /\*\*The schedule in this change\*\* newly opens \*\*9,50\d h\*\* in the next 13 months/,
    );
  });

  test('tells what it newly closes, in the comment too', async () => {
    const { fake } = await startShop({ pulls: [{ number: 7, author: 'mia' }] });
    const inputs = { environment: 'production', token: fake.token };

    const run = await judgePull(anOrigin(approving), { [policyPath]: blocking }, { apiUrl: fake.url, inputs });

    const [comment] = [...fake.repository('acme/shop').comments.values()];
    for (const text of [run.summary, comment?.body]) {
      expect(text).toMatch(/\*\*The policy in this change\*\* would judge it otherwise: .*new: `schedule\/stopped`/);
      expect(text).toMatch(/\*\*The schedule in this change\*\* newly closes \*\*9,50\d h\*\*/);
    }
  });

  test('into a broken one is judged all the same, with its mistakes beside their lines', async () => {
    const run = await judgePull(anOrigin(blocking), { [policyPath]: broken });

    expect(run.code).toBe(11);
    expect(run.summary).toContain('**The policy in this change** has **2 errors**');
    expect(run.summary).toContain('Did you mean `approvals`?');
    expect(run.annotations).toContainEqual(
      expect.objectContaining({
        level: 'error',
        properties: expect.objectContaining({ file: policyPath, line: '2' }),
        message: expect.stringContaining('did you mean `approvals`?'),
      }),
    );
  });

  test('by a file in the folder of another policy is told too', async () => {
    const story = anOrigin(approving);
    const inputs = { ...offline.inputs, policy: 'ops/gate' };
    story.work.git('checkout', '-q', 'main');
    const live = story.work.commit({ message: 'Gate', files: { 'ops/gate/policy.yml': approving } });
    story.publish();

    const files = { 'ops/gate/freezes.yml': blocking };
    const run = await judgePull({ ...story, live, tip: live }, files, { ...offline, inputs });

    expect(decisionOf(run).findings.map(({ code }) => code)).not.toContain('schedule/stopped');
    expect(run.summary).toContain('new: `schedule/stopped`');
  });

  test('or another that does not, says nothing of policies', async () => {
    const run = await judgePull(anOrigin(approving), { 'src/topic.ts': 'topic\n' });

    expect(run.summary).not.toContain('in this change**');
  });
});

describe('a push of a policy', () => {
  test('to the default branch is judged by it, so that nothing stands beside', async () => {
    const story = anOrigin(approving);
    story.work.git('checkout', '-q', 'main');
    const sha = story.work.commit({ message: 'Stop', files: { [policyPath]: blocking } });
    story.publish();
    const clone = checkOut(story, { sha, ref: 'refs/heads/main' });
    const inputs = { ...offline.inputs, base: story.tip };

    const run = await runAction({ ...offline, event: pushed(story, { sha }), workspace: clone.directory, inputs });

    expect(run.code).toBe(11);
    expect(decisionOf(run).findings.map(({ code }) => code)).toContain('change/policy-edited');
    expect(run.summary).not.toContain('in this change**');
  });
});
