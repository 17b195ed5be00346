import { describe, expect, test } from 'vitest';
import { startShop } from '../fake-github/running.ts';
import type { RulesetSeed } from '../fake-github/seed-rules.ts';
import type { RunEvent } from './action-events.ts';
import { dispatched, pullRequested, pushed } from './action-events.ts';
import type { Story } from './action-repository.ts';
import { anOrigin, aPull, approving, blocking, checkOut, policyPath } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

const trusting = `${blocking}trustedBranches: ["release/*"]\n`;
const broken = 'version: 1\napprovls: []\nrisk: { base: high }\n';

function ofTier(tier: number, name = 'payments'): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name}, annotations: { change-gate/tier: '${tier}' } }
spec: { owner: payments }
`;
}

/** Puts a commit on a branch that leaves \`main\` at its tip; gives its sha. */
function onBranch({ work, publish, tip }: Story, branch: string, files: Readonly<Record<string, string>>): string {
  work.git('checkout', '-q', '-b', branch, tip);
  const sha = work.commit({ message: 'On a branch', files });
  publish();
  return sha;
}

async function judge(
  story: Story,
  event: RunEvent,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Run & { readonly apiUrl?: string }> {
  const clone = checkOut(story, { sha: event.sha, ref: event.ref });
  return await runAction({
    event,
    workspace: clone.directory,
    apiUrl: 'http://127.0.0.1:9',
    inputs: { base: story.live, comment: 'false', ...inputs },
  });
}

describe('a pull request', () => {
  test.each([
    { what: 'an easier policy', policy: approving },
    { what: 'a broken one', policy: broken },
  ])('cannot judge itself by $what', async ({ policy }) => {
    const story = anOrigin(blocking);
    const pull = aPull(story, { [policyPath]: policy });

    const run = await judge(story, pullRequested(pull));

    expect(run.code).toBe(11);
    expect(run.outputs['reasons']).toContain('schedule/stopped');
  });

  test('cannot change the catalogue that judges it, nor add to it', async () => {
    const critical = blocking.replace('nothing goes out today', 'nothing critical goes out today, when: tier == 1');
    const story = anOrigin(`${critical}services: { from: 'services/*/catalog-info.yaml' }\n`);
    const tip = story.work.commit({ files: { 'services/pay/catalog-info.yaml': ofTier(1) } });
    story.publish();
    const pull = aPull(
      { ...story, live: tip, tip },
      { 'services/pay/catalog-info.yaml': ofTier(4), 'services/new/catalog-info.yaml': ofTier(4, 'new') },
    );

    const run = await judge(story, pullRequested(pull));

    expect(run.code).toBe(11);
    expect(decisionOf(run)).toMatchObject({ services: ['payments'], tier: 1 });
    expect(decisionOf(run).findings).toContainEqual(
      expect.objectContaining({
        code: 'change/policy-edited',
        facts: { files: ['services/new/catalog-info.yaml', 'services/pay/catalog-info.yaml'] },
      }),
    );
    expect(run.summary).toContain('blocked → approved');
  });

  test('cannot take its policy from another branch by the input `head`', async () => {
    const story = anOrigin(blocking);
    const pull = aPull(story, { 'src/topic.ts': 'topic\n' });
    const lax = onBranch(story, 'lax', { [policyPath]: approving });

    const run = await judge(story, pullRequested(pull), { head: 'lax' });

    expect(run.code).toBe(11);
    expect(decisionOf(run).head).toBe(lax);
  });

  test('to a branch of its author is judged by the default branch', async () => {
    const story = anOrigin(blocking);
    const lax = onBranch(story, 'lax', { [policyPath]: approving });
    const pull = { ...aPull(story, { 'src/topic.ts': 'topic\n' }), base: lax };

    const run = await judge(story, pullRequested(pull, { baseBranch: 'lax' }));

    expect(run.code).toBe(11);
  });
});

describe('a pull request to a branch of its author', () => {
  const sized = `version: 1
risk: { factors: [{ id: size, because: more fails more often, measure: change.linesChanged, points: { 1: 9 } }] }
`;

  test('counts what the default branch counts, whatever that branch marks as generated', async () => {
    const story = anOrigin(sized);
    const lax = onBranch(story, 'lax', { '.gitattributes': '* linguist-generated\n' });
    const pull = { ...aPull({ ...story, live: lax }, { 'src/topic.ts': 'topic\n' }), base: lax };

    const run = await judge(story, pullRequested(pull, { baseBranch: 'lax' }));

    expect(decisionOf(run).risk.score).toBe(9);
  });
});

describe('a run on the default branch', () => {
  test.each([
    { how: 'pushed', eventOf: pushed },
    { how: 'dispatched', eventOf: dispatched },
  ])('that was $how before a freeze landed is held by it when it is run again', async ({ eventOf }) => {
    const story = anOrigin(approving);
    story.work.commit({ message: 'A freeze', files: { [policyPath]: blocking } });
    story.publish();

    const run = await judge(story, eventOf(story));

    expect(run.code).toBe(11);
    expect(run.outputs['reasons']).toContain('schedule/stopped');
    expect(decisionOf(run).head).toBe(story.tip);
  });
});

describe('a run on a branch', () => {
  test.each([
    { how: 'pushed to', eventOf: pushed },
    { how: 'dispatched from', eventOf: dispatched },
  ])('that was $how is judged by the default branch', async ({ eventOf }) => {
    const story = anOrigin(blocking);
    const sha = onBranch(story, 'lax', { [policyPath]: approving });

    const run = await judge(story, eventOf(story, { sha, ref: 'refs/heads/lax' }));

    expect(run.code).toBe(11);
    expect(decisionOf(run).head).toBe(sha);
  });

  test('is judged by what the default branch says now, not when the branch was cut', async () => {
    const story = anOrigin(approving);
    const sha = onBranch(story, 'old', { 'src/app.ts': 'old\n' });
    story.work.git('checkout', '-q', 'main');
    story.work.commit({ message: 'A freeze', files: { [policyPath]: blocking } });
    story.publish();

    const run = await judge(story, pushed(story, { sha, ref: 'refs/heads/old' }));

    expect(run.code).toBe(11);
  });

  test('is a tag as little', async () => {
    const story = anOrigin(blocking);
    const sha = onBranch(story, 'lax', { [policyPath]: approving });
    story.work.git('tag', 'v1', sha);
    story.publish();

    const run = await judge(story, pushed(story, { sha, ref: 'refs/tags/v1' }));

    expect(run.code).toBe(11);
  });

  test('of which nobody says which is the default one cannot be judged', async () => {
    const story = anOrigin(approving);
    const event = pushed(story);

    const run = await judge(story, { ...event, payload: {} });

    expect(run.code).toBe(3);
    expect(run.outputs).toEqual({});
    expect(run.summary).toContain('repository.default_branch');
  });
});

async function judgeRelease(apiUrl: string, inputs: Readonly<Record<string, string>>): Promise<Run> {
  const story = anOrigin(trusting);
  const sha = onBranch(story, 'release/1.0', { [policyPath]: approving });
  const event = pushed(story, { sha, ref: 'refs/heads/release/1.0' });
  const clone = checkOut(story, { sha, ref: event.ref });
  const given = { base: story.live, comment: 'false', ...inputs };
  return await runAction({ event, workspace: clone.directory, apiUrl, inputs: given });
}

describe('a branch that the default branch trusts', () => {
  const protecting: RulesetSeed = { include: ['refs/heads/release/**'], rules: ['pull_request'] };

  test.each([
    {
      name: 'is judged by its own policy where pull requests are required',
      rulesets: [protecting],
      code: 0,
      note: '',
    },
    {
      name: 'is judged by the default one where anybody may push',
      rulesets: [{ ...protecting, rules: ['deletion'] }],
      code: 11,
      note: 'no rule requires pull requests there',
    },
    {
      name: 'is judged by the default one where the rule is not in force',
      rulesets: [{ ...protecting, enforcement: 'evaluate' as const }],
      code: 11,
      note: 'no rule requires pull requests there',
    },
  ])('$name', async ({ rulesets, code, note }) => {
    const { fake } = await startShop({ rulesets, refs: { 'heads/release/1.0': 'main' } });

    const run = await judgeRelease(fake.url, { token: fake.token });

    expect(run.code).toBe(code);
    expect(run.summary).toContain(note);
  });

  test.each([
    {
      name: 'is judged by its own policy where the older branch protection asks for reviews',
      requiredApprovals: 1,
      code: 0,
      note: '',
    },
    {
      name: 'is judged by the default one where it may ask for none',
      requiredApprovals: 0,
      code: 11,
      note: 'administration: read',
    },
  ])('$name', async ({ requiredApprovals, code, note }) => {
    const branchProtections = [{ pattern: 'release/*', requiredApprovals }];
    const { fake } = await startShop({ branchProtections, refs: { 'heads/release/1.0': 'main' } });

    const run = await judgeRelease(fake.url, { token: fake.token });

    expect(run.code).toBe(code);
    expect(run.summary).toContain(note);
  });

  test('is judged by the default one where its rules cannot be read', async () => {
    const { fake } = await startShop({ rulesets: [protecting], refs: { 'heads/release/1.0': 'main' } });
    fake.fault({ path: '/repos/acme/shop/rules/**', times: 99, with: { kind: 'status', status: 404 } });
    fake.fault({
      path: '/graphql',
      times: 99,
      with: { kind: 'field-error', path: 'repository.branch', type: 'FORBIDDEN', message: 'no' },
    });

    const run = await judgeRelease(fake.url, { token: fake.token });

    expect(run.code).toBe(11);
    expect(run.summary).toContain('whether its rules require pull requests is not known: GitHub answered 404');
  });

  test('is judged by the default one where there is no token', async () => {
    const run = await judgeRelease('http://127.0.0.1:9', {});

    expect(run.code).toBe(11);
    expect(run.summary).toContain('without a `token`');
  });
});

describe('a policy that is wrong', () => {
  test('tells every mistake with its place, and where it must be mended; no output is set', async () => {
    const story = anOrigin(broken);
    const pull = aPull(story, { [policyPath]: approving });

    const run = await judge(story, pullRequested(pull));

    expect(run.code).toBe(2);
    expect(run.outputs).toEqual({});
    expect(run.annotations.filter(({ properties }) => properties['file'] === policyPath)).toHaveLength(2);
    expect(run.annotations).toContainEqual(
      expect.objectContaining({
        level: 'error',
        properties: expect.objectContaining({ file: policyPath, line: '2', col: '1' }),
        message: expect.stringContaining('did you mean `approvals`?'),
      }),
    );
    expect(run.summary).toContain('Not judged, and so not approved');
    expect(run.summary).toMatch(/read from the branch `main` at `?[0-9a-f]{12}/);
  });

  test('is one that is named and is not there', async () => {
    const story = anOrigin();

    const run = await judge(story, pushed(story), { policy: 'ops/gate.yml' });

    expect(run.code).toBe(2);
    expect(run.summary).toContain('ops/gate.yml');
  });

  test('is missing where the repository has none: the shipped standard judges', async () => {
    const story = anOrigin();
    story.work.git('rm', '-q', policyPath);
    const sha = story.work.commit({ message: 'No policy' });
    story.publish();

    const run = await judge(story, pushed(story, { sha }));

    expect([0, 10, 11]).toContain(run.code);
    expect(decisionOf(run).risk.contributions.map(({ factor }) => factor)).toContain('code-size');
  });
});
