import { describe, expect, test } from 'vitest';
import { entryOfOutcome } from '../../src/github/ledger-entry.ts';
import { appendToLedger } from '../../src/github/ledger.ts';
import { anOutcome } from '../decision/a-record.ts';
import { client, shop, startShop } from '../fake-github/running.ts';
import type { IssueSeed, TokenSeed } from '../fake-github/seed.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { temporaryDirectory } from '../git/temporary-repository.ts';
import { hastyClient, ledger, quick } from '../github/a-ledger.ts';
import { pullRequested, pushed } from './action-events.ts';
import type { RunEvent } from './action-events.ts';
import { deployed, markMerged, mirror, openPull, shopOf, squash } from './action-mirror.ts';
import { anOrigin, aPull, checkOut, policyPath } from './action-repository.ts';
import type { Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

const label = 'post-implementation-review';

/** Standard changes of documentation; whatever else goes out is read by somebody. */
function withStandard(more = ''): string {
  return `version: 1
authorities: { peers: { permission: write } }
approvals: [{ id: four-eyes, because: two people see more than one, from: [peers] }]
emergency: { because: somebody must stand for it, approvals: { from: [peers] }, reviewWithin: 3d }
services: { shop: { paths: ['**'], tier: 2, owner: bob } }
schedule:
  timezone: UTC
  freezes:
    - id: open-incident
      because: what is on fire is not changed
      changeTypes: [normal]
      when: operations.openIncidents > 0 && !change.fixesIncident
standardChanges:
  - id: docs
    title: Documentation
    because: it hardly ever fails
    when: onlyTouches("docs/**")
    maxRisk: critical
    reviewBy: 2099-01-01
    suspendAfter: { failures: 1, within: 30d }
${more}`;
}

type Stage = { readonly fake: FakeGitHub; readonly story: Story };
type Given = {
  readonly policy?: string;
  readonly issues?: readonly IssueSeed[];
  readonly tokens?: readonly TokenSeed[];
};

/** A shop whose newest commit is live. */
async function aShop({ policy = withStandard(), issues = [], tokens }: Given = {}): Promise<Stage> {
  const story = anOrigin(policy);
  const shopSeed = { collaborators: { mia: 'write', bob: 'write' }, actionsMayApprove: true, issues } as const;
  const { fake } = await startShop(shopSeed, { now: ago(0), ...(tokens !== undefined && { tokens }) });
  mirror(fake, story);
  deployed(fake, { commit: story.tip });
  return { fake, story };
}

function ago(days: number): string {
  return `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 19)}Z`;
}

/** A commit on `main`, published; gives the sha. */
function land({ fake, story }: Stage, files: Readonly<Record<string, string>>): string {
  const sha = story.work.commit({ message: 'More', files, author: 'Mia' });
  story.publish();
  mirror(fake, story);
  return sha;
}

type Told = Readonly<Record<string, string>>;

async function judge({ fake, story }: Stage, event: RunEvent, inputs: Told = {}): Promise<Run> {
  const clone = checkOut(story, { sha: event.sha, ref: event.ref });
  const given = { environment: 'production', token: fake.token, ...inputs };
  return await runAction({ event, workspace: clone.directory, apiUrl: fake.url, inputs: given });
}

async function tellOutcome({ fake, story }: Stage, sha: string, outcome: string): Promise<Run> {
  const inputs = { command: 'record-outcome', environment: 'production', token: fake.token, outcome };
  return await runAction({ event: pushed(story, { sha }), workspace: temporaryDirectory(), apiUrl: fake.url, inputs });
}

function reviewsOn({ fake }: Stage) {
  return [...shopOf(fake).issues.values()].filter(({ labels }) => labels.includes(label));
}

function codesOf(run: Run): readonly string[] {
  return decisionOf(run).findings.map(({ code }) => code);
}

const rollback = { 'change-type': 'rollback', reason: 'the total is wrong' };

describe('a rollback', () => {
  test('is looked back at in one issue, however often the run is started', async () => {
    const stage = await aShop();
    deployed(stage.fake, { commit: stage.story.live });
    deployed(stage.fake, { commit: stage.story.tip });

    const first = await judge(stage, pushed(stage.story, { sha: stage.story.live }), rollback);
    const second = await judge(stage, pushed(stage.story, { sha: stage.story.live }), rollback);

    const [review, ...others] = reviewsOn(stage);
    expect(others).toEqual([]);
    expect(review).toMatchObject({
      title: `Post-implementation review: rollback in production (${stage.story.tip.slice(0, 12)})`,
      labels: [label],
      assignees: ['bob'],
    });
    expect(review?.body).toMatch(/\| Reason \| The total is wrong \|/);
    expect(review?.body).toMatch(/\/blob\/change-records\/\d{4}\/\d\d\/.*-decision-production-/);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.summary).toContain(`review #&#8203;${review?.number} was opened`);
    expect(second.summary).toContain(`review #&#8203;${review?.number} is there already`);
  });

  test('goes out all the same where no issue may be written, and says so', async () => {
    const permissions = { contents: 'write', deployments: 'read', 'pull-requests': 'read', issues: 'read' } as const;
    const stage = await aShop({ tokens: [{ token: 'reader', kind: 'actions', permissions }] });
    deployed(stage.fake, { commit: stage.story.live });
    deployed(stage.fake, { commit: stage.story.tip });

    const run = await judge(stage, pushed(stage.story, { sha: stage.story.live }), rollback);

    expect(run.code).toBe(0);
    expect(reviewsOn(stage)).toEqual([]);
    expect(run.summary).toContain('No post-implementation review was opened: GitHub answered 403');
    expect(run.summary).toContain('`issues: write`');
  });

  test('that is only advised about is looked back at by nobody', async () => {
    const stage = await aShop();
    deployed(stage.fake, { commit: stage.story.live });
    deployed(stage.fake, { commit: stage.story.tip });

    const run = await judge(stage, pushed(stage.story, { sha: stage.story.live }), { ...rollback, mode: 'advise' });

    expect(reviewsOn(stage)).toEqual([]);
    expect(run.summary).toContain('a post-implementation review would be opened');
  });
});

describe('a deployment that failed', () => {
  test('is looked back at with the questions of the repository, and what it left to do is told until it is done', async () => {
    const stage = await aShop();
    land(stage, {
      '.github/ISSUE_TEMPLATE/post-implementation-review.md': '---\nname: x\n---\n\n- [ ] Ask five times\n',
    });
    const sha = land(stage, { 'docs/guide.md': 'more\n' });
    await judge(stage, pushed(stage.story, { sha }));

    const told = await tellOutcome(stage, sha, 'failure');
    const again = await tellOutcome(stage, sha, 'failure');
    const next = await judge(stage, pushed(stage.story, { sha }));

    const [review, ...others] = reviewsOn(stage);
    expect(others).toEqual([]);
    expect(review?.title).toContain('failed change in production');
    expect(review?.body).toMatch(/\n- \[ \] Ask five times$/);
    expect([told.code, again.code]).toEqual([0, 0]);
    expect(told.summary).toContain('was opened');
    expect(codesOf(next)).toContain('operations/review-open');
    expect(next.summary).toContain('still to be done: Ask five times');

    await client(stage.fake, stage.fake.token).rest.issues.update({
      ...shop,
      issue_number: review?.number ?? 0,
      state: 'closed',
    });
    const done = await judge(stage, pushed(stage.story, { sha }));

    expect(codesOf(done)).not.toContain('operations/review-open');
  });
});

describe('a review that is overdue', () => {
  const lowRisk = `version: 1\nrisk: { levels: { medium: 10, high: 60, critical: 75 }, factors: [] }\n`;

  test('keeps the gate from approving a pull request by itself, until it is closed', async () => {
    const issues = [{ number: 31, title: 'Look back', labels: [label], createdAt: ago(3.01) }];
    const stage = await aShop({ policy: lowRisk, issues });
    const pull = aPull(stage.story, { 'src/topic.ts': 'topic\n' });
    mirror(stage.fake, stage.story);
    openPull(stage.fake, { number: 7, author: 'mia', head: 'topic' });
    const approving = { approve: 'pull-request' };

    const held = await judge(stage, pullRequested(pull), approving);
    const heldReviews = [...(shopOf(stage.fake).pulls.get(7)?.reviews.values() ?? [])];
    await client(stage.fake, stage.fake.token).rest.issues.update({ ...shop, issue_number: 31, state: 'closed' });
    const released = await judge(stage, pullRequested(pull), approving);

    expect(heldReviews).toEqual([]);
    expect(codesOf(held)).toContain('operations/review-overdue');
    expect(codesOf(released)).not.toContain('operations/review-overdue');
    expect([...(shopOf(stage.fake).pulls.get(7)?.reviews.values() ?? [])]).toMatchObject([{ state: 'APPROVED' }]);
    expect(released.summary).toContain('The gate approved the pull request');
  });
});

describe('a standard change', () => {
  test('is normal after it failed, says how often it went well, and is standard again when it was reviewed', async () => {
    const stage = await aShop();
    const entry = entryOfOutcome(anOutcome({ decisionId: 'a'.repeat(20), at: ago(40) }), 'docs');
    await appendToLedger(hastyClient(stage.fake), { ledger, entry, pace: quick });
    const first = land(stage, { 'docs/guide.md': 'more\n' });

    const passed = await judge(stage, pushed(stage.story, { sha: first }));
    await tellOutcome(stage, first, 'failure');
    const suspended = await judge(stage, pushed(stage.story, { sha: first }));

    expect(decisionOf(passed)).toMatchObject({ outcome: 'approved', changeModel: 'docs' });
    expect(passed.summary).toContain('1 of 1 past one went well');
    expect(decisionOf(suspended)).toMatchObject({ outcome: 'needs-approval', changeType: 'normal' });
    expect(codesOf(suspended)).toContain('standard/suspended');
    expect(suspended.summary).toContain('1 of 2 past ones went well');
  });

  test('is standard again from the day on which somebody looked', async () => {
    const stage = await aShop();
    const failure = anOutcome({ decisionId: 'a'.repeat(20), outcome: 'failure', at: ago(2) });
    await appendToLedger(hastyClient(stage.fake), { ledger, entry: entryOfOutcome(failure, 'docs'), pace: quick });
    const sha = land(stage, { 'docs/guide.md': 'more\n' });

    const suspended = await judge(stage, pushed(stage.story, { sha }));
    const reviewed = land(stage, { [policyPath]: withStandard(`    reviewedOn: ${ago(0).slice(0, 10)}\n`) });
    deployed(stage.fake, { commit: reviewed });
    const again = land(stage, { 'docs/guide.md': 'again\n' });
    const released = await judge(stage, pushed(stage.story, { sha: again }));

    expect(decisionOf(suspended)).toMatchObject({ changeType: 'normal' });
    expect(decisionOf(released)).toMatchObject({ outcome: 'approved', changeModel: 'docs' });
  });

  test('is normal where nobody can read how it went', async () => {
    const stage = await aShop();
    const sha = land(stage, { 'docs/guide.md': 'more\n' });
    stage.fake.fault({
      path: '/graphql',
      times: 1_000,
      with: { kind: 'field-error', path: 'repository.models', type: 'FORBIDDEN', message: 'no' },
    });

    const run = await judge(stage, pushed(stage.story, { sha }));

    expect(decisionOf(run)).toMatchObject({ outcome: 'needs-approval', changeType: 'normal' });
    expect(codesOf(run)).toContain('standard/suspended');
  });
});

/** A change of Mia's on its pull request, read by Bob and squashed onto `main`; gives the sha. */
function merged(stage: Stage, body: string): string {
  const { fake, story } = stage;
  story.work.git('checkout', '-q', '-b', 'topic', 'main');
  const head = story.work.commit({ message: 'Topic', files: { 'src/topic.ts': 'topic\n' }, author: 'Mia' });
  story.publish();
  mirror(fake, story);
  const reviews = [{ author: 'bob' }];
  openPull(fake, { number: 7, author: 'mia', title: 'Topic', head: 'topic', body, reviews });
  const mergeCommit = squash(story, { branch: 'topic', author: 'Mia' });
  mirror(fake, story);
  markMerged(fake, { mergeCommit, head });
  return mergeCommit;
}

describe('an open incident', () => {
  const incident = { number: 12, title: 'Checkout is down', labels: ['incident', 'service:shop'], createdAt: ago(0.1) };

  test('holds what goes to its service, until it is over', async () => {
    const stage = await aShop({ issues: [incident] });
    const sha = merged(stage, 'Round the total.');

    const held = await judge(stage, pushed(stage.story, { sha }));
    await client(stage.fake, stage.fake.token).rest.issues.update({ ...shop, issue_number: 12, state: 'closed' });
    const released = await judge(stage, pushed(stage.story, { sha }));

    expect(decisionOf(held).outcome).toBe('blocked');
    expect(codesOf(held)).toContain('schedule/open-incident');
    expect(decisionOf(released).outcome).toBe('approved');
  });

  test('lets its fix go, and tells that it is said to be one', async () => {
    const stage = await aShop({ issues: [incident] });
    const sha = merged(stage, 'Fixes #12');

    const run = await judge(stage, pushed(stage.story, { sha }));

    expect(decisionOf(run).outcome).toBe('approved');
    expect(run.summary).toContain('It says that it fixes the incident #&#8203;12 (Checkout is down)');
  });
});

/** How often GitHub is asked to judge a change of the documentation that came with a pull request. */
async function callsUnder(policy: string): Promise<number> {
  const labels = ['incident', 'known-problem', label];
  const stage = await aShop({ policy, issues: labels.map((each) => ({ labels: [each], createdAt: ago(2) })) });
  const sha = merged(stage, 'Round the total.');
  const before = stage.fake.requests.length;
  const run = await judge(stage, pushed(stage.story, { sha }), { mode: 'advise' });
  expect(run.summary).not.toContain('Not known');
  return stage.fake.requests.length - before;
}

describe('what a deployment must know of operations', () => {
  const bare = `version: 1
authorities: { peers: { permission: write } }
approvals: [{ id: four-eyes, because: two people see more than one, from: [peers] }]
`;
  const everything = withStandard(`conflicts: { sameService: block, dependency: hold }
evidence:
  - { id: tested, because: what was not tested fails, checks: ["CI / *"] }
incidents: { label: incident, problemLabel: known-problem }
`);

  test('costs at most 4 calls more than nothing of it', async () => {
    const [without, all] = [await callsUnder(bare), await callsUnder(everything)];

    expect(all - without).toBeLessThanOrEqual(4);
  });
});
