import { describe, expect, test } from 'vitest';
import type { JobPermissions } from '../contract/pasted-workflows.ts';
import { commentMarker } from '../../src/report/comment.ts';
import { permissionsOfJob } from '../contract/pasted-workflows.ts';
import { buildRun } from '../fake-github/build-actions.ts';
import { buildCheckRun } from '../fake-github/build-repository.ts';
import { client, shop, startShop } from '../fake-github/running.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import type { RunEvent } from './action-events.ts';
import { commented, followed, pullRequested, pushed, scheduled } from './action-events.ts';
import { mirror, openPull, shopOf } from './action-mirror.ts';
import { anOrigin, aPull, checkOut } from './action-repository.ts';
import type { Pull, Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

/** Every part of it looks at something that GitHub alone knows. */
const policy = `version: 1
authorities: { peers: { permission: write } }
emergency: { because: somebody must stand for it, approvals: { from: [peers] } }
evidence: [{ id: tested, because: what was not tested fails, checks: ["CI / *"] }]
schedule:
  timezone: UTC
  freezes:
    - { id: incident, because: it burns already, when: operations.openIncidents > 5 || deployments.failuresLast30d > 3 }
    - { id: night, because: nobody is awake, during: { from: "${hoursAgo(12)}", to: "${hoursAgo(1)}" } }
`;

/** What waits for the schedule alone asks for no approval. */
const approvals = 'approvals: [{ id: four-eyes, because: two see more than one, from: [peers] }]\n';

function hoursAgo(hours: number): string {
  return `${new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 19)}Z`;
}

const workflow = '.github/workflows/deploy.yml';
const gateWorkflow = 'jobs:\n  gate:\n    steps:\n      - uses: change-gate/change-gate@v0\n';

const ofApp = { kind: 'app', login: 'gatekeeper[bot]' } as const;
const ofWorkflow = { kind: 'actions' } as const;

type Stage = { readonly fake: FakeGitHub; readonly story: Story; readonly pull: Pull };

/** A shop with something live, a check, a failed run of the gate and an open pull request. */
async function stage({ job }: Flow, permissions: JobPermissions): Promise<Stage> {
  const story = anOrigin(job === 'release' ? policy : policy + approvals);
  const tokens = [
    { token: 'of-the-run', ...(job === 'answer' ? ofApp : ofWorkflow), permissions },
    { token: 'of-setup', kind: 'actions' },
  ] as const;
  const environments = job === 'answer' ? [{ name: 'production', customRules: ['gatekeeper'] }] : [];
  const incidents = [{ number: 90, title: 'The shop is slow', labels: ['incident'] }] as const;
  const { fake } = await startShop(
    { issues: incidents, collaborators: { mia: 'write', bob: 'write' }, environments },
    { tokens, now: hoursAgo(0) },
  );
  const tip = story.work.commit({ message: 'Deploy', files: { [workflow]: gateWorkflow } });
  story.publish();
  const whole = { ...story, tip };
  const pull = aPull(whole, { 'src/topic.ts': 'topic\n' });
  mirror(fake, story);
  const comments = [{ author: 'github-actions[bot]', body: `${commentMarker('production')}\nold` }];
  const reviews = [{ author: 'bob', state: 'APPROVED' }] as const;
  openPull(fake, { number: 7, author: 'mia', head: 'topic', reviews, comments });
  // So that all that goes live came with pull request #8, which Bob approved.
  await deploy(fake, story.tip);
  for (const commit of [tip, pull.head]) {
    succeed(fake, commit);
    await client(fake, 'of-setup').rest.repos.createCommitStatus({
      ...shop,
      sha: commit,
      state: 'success',
      context: 'lint',
    });
  }
  fail(fake, tip);
  openPull(fake, { number: 8, author: 'mia', state: 'closed', mergeCommit: tip, mergedBy: 'bob', reviews });
  return { fake, story: whole, pull };
}

async function deploy(fake: FakeGitHub, sha: string): Promise<void> {
  const octokit = client(fake, 'of-setup');
  const wanted = { ref: sha, environment: 'production', auto_merge: false, required_contexts: [] };
  const { data } = await octokit.rest.repos.createDeployment({ ...shop, ...wanted });
  if (!('id' in data)) throw new Error('no deployment was made');
  await octokit.rest.repos.createDeploymentStatus({ ...shop, deployment_id: data.id, state: 'success' });
}

function succeed(fake: FakeGitHub, commit: string): void {
  const site = { registry: fake.state, repository: shopOf(fake) };
  const run = buildRun({ name: 'CI', commit }, site);
  const unit = buildCheckRun({ name: 'unit', run: run.id, commit }, site);
  shopOf(fake).runs.set(run.id, run);
  shopOf(fake).checkRuns.set(unit.id, unit);
}

/** A run of the gate while the schedule was closed. */
function fail(fake: FakeGitHub, commit: string): void {
  const jobs = [{ name: 'gate', conclusion: 'failure' }] as const;
  const failed = {
    name: 'Deploy',
    path: workflow,
    commit,
    conclusion: 'failure',
    createdAt: hoursAgo(3),
    jobs,
  } as const;
  const run = buildRun(failed, { registry: fake.state, repository: shopOf(fake) });
  shopOf(fake).runs.set(run.id, run);
}

/** A run that waits for the rule of the gate's app; gives its number. */
function waiting({ fake, story }: Stage): number {
  const run = buildRun(
    { name: 'Ship', path: '.github/workflows/ship.yml', commit: story.tip, waitsFor: ['production'] },
    { registry: fake.state, repository: shopOf(fake) },
  );
  shopOf(fake).runs.set(run.id, run);
  return run.id;
}

const onMain = 'refs/heads/main';
/** What goes out past the rules is looked back at in an issue. */
const emergency = { 'change-type': 'emergency', reason: 'nobody can pay', incident: '#90' } as const;
const flows = [
  {
    workflow: 'gate-before-deploy.yml',
    job: 'gate',
    inputs: emergency,
    event: ({ story }: Stage): RunEvent => pushed(story),
    checkedOut: ({ story }: Stage) => ({ sha: story.tip, ref: onMain }),
  },
  {
    workflow: 'gate-before-deploy.yml',
    job: 'outcome',
    inputs: { command: 'record-outcome', outcome: 'failure' },
    event: ({ story }: Stage): RunEvent => pushed(story),
    checkedOut: ({ story }: Stage) => ({ sha: story.tip, ref: onMain }),
  },
  {
    workflow: 'pull-request-forecast.yml',
    job: 'forecast',
    inputs: { mode: 'advise' },
    event: ({ pull }: Stage): RunEvent => pullRequested(pull),
    checkedOut: ({ pull }: Stage) => ({ sha: pull.merge, ref: 'refs/pull/7/merge' }),
  },
  {
    workflow: 'comment-commands.yml',
    job: 'command',
    inputs: { mode: 'advise' },
    event: ({ story }: Stage): RunEvent => commented(story),
    checkedOut: ({ story }: Stage) => ({ sha: story.tip, ref: onMain }),
  },
  {
    workflow: 'deployment-rule.yml',
    job: 'answer',
    inputs: { approve: 'deployment-rule', ...emergency },
    event: (staged: Stage): RunEvent => followed(staged.story, { id: waiting(staged), event: 'push' }),
    checkedOut: ({ story }: Stage) => ({ sha: story.tip, ref: onMain }),
  },
  {
    workflow: 'release-held.yml',
    job: 'release',
    inputs: { command: 'release-held', mode: 'advise' },
    event: ({ story }: Stage): RunEvent => scheduled(story),
    checkedOut: ({ story }: Stage) => ({ sha: story.tip, ref: onMain }),
  },
];

type Flow = (typeof flows)[number];

async function run(flow: Flow, permissions: JobPermissions): Promise<{ readonly told: string; readonly done: Run }> {
  const staged = await stage(flow, permissions);
  const workspace = checkOut(staged.story, flow.checkedOut(staged)).directory;
  const inputs = { environment: 'production', token: 'of-the-run', ...flow.inputs };
  const env = {
    GITHUB_ACTION_REPOSITORY: 'change-gate/change-gate',
    GITHUB_WORKFLOW_REF: `acme/shop/.github/workflows/${flow.workflow}@${onMain}`,
  };
  const done = await runAction({ event: flow.event(staged), workspace, apiUrl: staged.fake.url, inputs, env });
  const decision = done.outputs['decision'] === undefined ? '' : JSON.stringify(decisionOf(done));
  const comments = [...shopOf(staged.fake).comments.values()].map(({ body }) => body);
  return { done, told: [done.summary, done.log, decision, ...comments, JSON.stringify(done.annotations)].join('\n') };
}

const refusal = /.{0,200}(?:lacks the permission|Resource not accessible|FORBIDDEN|answered 40[34]).{0,100}/;

describe('the permissions of a workflow', () => {
  test.each(flows)('are enough: $job in $workflow', async (flow) => {
    const { told } = await run(flow, permissionsOfJob(flow.workflow, flow.job));

    expect(refusal.exec(told)?.[0]).toBeUndefined();
  });

  const lowered = flows.flatMap((flow) =>
    Object.entries(permissionsOfJob(flow.workflow, flow.job)).map(([permission, level]) => ({
      flow,
      workflow: flow.workflow,
      job: flow.job,
      permission,
      level,
    })),
  );

  test.each(lowered)('are needed: $level of $permission for $job in $workflow', async ({ flow, permission, level }) => {
    const given = permissionsOfJob(flow.workflow, flow.job);
    const less: JobPermissions = { ...given, [permission]: level === 'write' ? 'read' : 'none' };

    const { told } = await run(flow, less);

    expect(told).toMatch(refusal);
  });
});
