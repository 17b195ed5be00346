import { describe, expect, test } from 'vitest';
import { aServer, json, nobody, silence, status } from '../endpoint/json-server.ts';
import { startShop } from '../fake-github/running.ts';
import { pullRequested, pushed } from './action-events.ts';
import { deployed, mirror } from './action-mirror.ts';
import { anOrigin, aPull, approving, checkOut, cutOff } from './action-repository.ts';
import type { Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

const path = 'ops/evidence/restore-1.yml';
const restoring = `${approving}evidence:
  - { id: restore-test, because: a backup is tried, file: ops/evidence/restore-*.yml, maxAge: 90d }
`;

function budgeting(url: string): string {
  return `${approving}evidence:
  - { id: error-budget, because: it is broken already, slo: { url: "${url}", minimumBudget: 0, maxAge: 1d } }
`;
}

/** The runner's clock is the real one. */
const today = (): string => new Date().toISOString().slice(0, 10);

function proof(result: 'passed' | 'failed'): string {
  return `performedOn: ${today()}\nby: alice\nresult: ${result}\n`;
}

type Told = { readonly event?: ReturnType<typeof pushed>; readonly inputs?: Readonly<Record<string, string>> };

async function judge(story: Story, { event = pushed(story), inputs = {} }: Told = {}): Promise<Run> {
  const clone = checkOut(story, { sha: event.sha, ref: event.ref });
  return await runAction({
    event,
    workspace: clone.directory,
    apiUrl: 'http://127.0.0.1:9',
    inputs: { base: story.live, environment: 'production', comment: 'false', ...inputs },
  });
}

function landed(story: Story, files: Readonly<Record<string, string | null>>): void {
  story.work.git('checkout', '-q', 'main');
  story.work.commit({ message: 'Land evidence', files });
  story.publish();
}

function lacksOf(run: Run): readonly string[] {
  return decisionOf(run)
    .findings.filter(({ code, effect }) => code.startsWith('evidence/') && effect !== 'note')
    .map(({ problem }) => problem);
}

describe('evidence files', () => {
  test('count as the default branch has them now, not when the run was begun', async () => {
    const story = anOrigin(restoring);

    expect(lacksOf(await judge(story))).toEqual(['there is no evidence in `ops/evidence/restore-*.yml`']);
    landed(story, { [path]: proof('passed') });
    expect(lacksOf(await judge(story))).toEqual([]);
    landed(story, { [path]: proof('failed') });
    expect(lacksOf(await judge(story))).toEqual([`\`${path}\` says that it failed on ${today()}`]);
  });

  test('of a pull request count only once they have landed', async () => {
    const story = anOrigin(restoring);
    const pull = aPull(story, { [path]: proof('passed') });

    const run = await judge(story, { event: pullRequested(pull) });

    expect(lacksOf(run)).toHaveLength(1);
    expect(decisionOf(run).findings).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ code: 'evidence/edited', facts: { files: [path] } })]),
    );
  });

  test('that failed and are rewritten by a pull request still hold it', async () => {
    const story = anOrigin(restoring);
    landed(story, { [path]: proof('failed') });
    const pull = aPull({ ...story, live: story.work.git('rev-parse', 'main') }, { [path]: proof('passed') });

    expect(lacksOf(await judge(story, { event: pullRequested(pull) }))).toEqual([
      `\`${path}\` says that it failed on ${today()}`,
    ]);
  });

  test('of which nobody knows the newest are not known', async () => {
    const story = anOrigin(restoring);
    landed(story, { [path]: proof('passed') });
    const event = pushed({ ...story, tip: story.work.git('rev-parse', 'main') });
    const clone = checkOut(story, { sha: event.sha, ref: event.ref, depth: 0 });
    cutOff(clone);

    const run = await runAction({
      event,
      workspace: clone.directory,
      apiUrl: 'http://127.0.0.1:9',
      inputs: { base: story.live, environment: 'production', comment: 'false' },
    });

    expect(run.code).toBe(11);
    expect(lacksOf(run)).toEqual([expect.stringContaining('the history could not be fetched')]);
  });

  test('cost no call to GitHub', async () => {
    const calls = await Promise.all([approving, restoring].map(callsUnder));

    expect(calls[1]).toBe(calls[0]);
  });
});

/** How often GitHub is asked for the same change under a policy. */
async function callsUnder(policy: string): Promise<number> {
  const story = anOrigin(policy);
  const { fake } = await startShop({ collaborators: { mia: 'write' } });
  landed(story, { [path]: proof('passed') });
  mirror(fake, story);
  deployed(fake, { commit: story.live });
  const event = pushed(story);
  const clone = checkOut(story, { sha: event.sha, ref: event.ref });
  const inputs = { environment: 'production', token: fake.token, comment: 'false' };
  const run = await runAction({ event, workspace: clone.directory, apiUrl: fake.url, inputs });
  expect(lacksOf(run)).toEqual([]);
  return fake.requests.length;
}

const budget = (errorBudgetRemaining: number) => json({ errorBudgetRemaining, measuredAt: new Date().toISOString() });

describe('an error budget', () => {
  test('is asked of the server that the policy names, and its token reaches nobody else', async () => {
    const server = await aServer(budget(0.4), budget(-0.1));
    const story = anOrigin(budgeting(server.url));

    const good = await judge(story, { inputs: { 'slo-token': 'very-secret' } });
    const spent = await judge(story, { inputs: { 'slo-token': 'very-secret' } });

    expect(lacksOf(good)).toEqual([]);
    expect(lacksOf(spent)).toEqual([expect.stringContaining('the error budget is overspent by 10 %')]);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer very-secret',
      'Bearer very-secret',
    ]);
    expect(spent.log + spent.summary + JSON.stringify(decisionOf(spent))).not.toContain('very-secret');
  });

  test.each([
    { what: 'is down', url: nobody, says: 'it cannot be reached' },
    { what: 'is slow', url: async () => (await aServer(silence())).url, says: 'it did not answer within 10 seconds' },
    { what: 'says what is no budget', url: async () => (await aServer(json({}))).url, says: 'is missing' },
    { what: 'no longer takes the token', url: async () => (await aServer(status(401))).url, says: 'or no longer' },
  ])('of a server that $what is not known, and blocks', async ({ url, says }) => {
    const run = await judge(anOrigin(budgeting(await url())), { inputs: { 'slo-token': 'expired' } });

    expect(run.code).toBe(11);
    expect(lacksOf(run)).toEqual([expect.stringContaining(says)]);
  });

  test('is not asked where a pull request says', async () => {
    const server = await aServer(budget(1));
    const story = anOrigin(approving);
    const pull = aPull(story, { '.github/change-gate/policy.yml': budgeting(server.url) });

    await judge(story, { event: pullRequested(pull), inputs: { 'slo-token': 'very-secret' } });

    expect(server.requests).toEqual([]);
  });
});
