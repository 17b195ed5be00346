import { environmentsOf } from '../approval/routes.ts';
import type { GitHubFacts } from '../github/facts.ts';
import type { FactsRequest, Subject } from '../github/facts-request.ts';
import type { Policy } from '../policy/policy.ts';
import { findInputBase } from './base.ts';
import type { OwnEnforcement } from './enforcement.ts';
import { assumedEnvironment } from './inputs.ts';
import { ledgerFor } from './ledger-access.ts';
import type { Scene } from './scene.ts';

/** Asks GitHub about the change; null without a token. */
export async function askGitHub(scene: Scene, policy: Policy, own: OwnEnforcement): Promise<GitHubFacts | null> {
  if (scene.github === null) return null;
  const [{ gatherGitHubFacts }, github, request] = await Promise.all([
    import('../github/facts.ts'),
    scene.github(),
    requestOf(scene, policy),
  ]);
  const enforcement = own.kind === 'asked' ? own.query : null;
  return await gatherGitHubFacts(github, { ...request, enforcement });
}

async function requestOf(scene: Scene, policy: Policy): Promise<Omit<FactsRequest, 'enforcement'>> {
  const { event, inputs, runner, head } = scene;
  const evaluatedAt = runner.now();
  return {
    repository: { owner: event.owner, repo: event.repository },
    head,
    subject: await subjectOf(scene),
    deployments: {
      environments: environmentsOf(policy.approvals, inputs.environment ?? assumedEnvironment),
      deployers: policy.record.deployers,
      ownRunId: event.run?.id ?? runner.run.id,
      ownDeployment: event.deployment,
      evaluatedAt,
    },
    incidents: { rule: policy.incidents, evaluatedAt },
    reviewLabel: policy.reviews.label,
    records: await recordsFor(scene, policy),
    teams: teamsOf(policy),
    ownJob: ownJobOf(runner.run),
    dispatchedBy: event.name === 'workflow_dispatch' ? event.actor : null,
    conversation: null,
  };
}

async function recordsFor(scene: Scene, policy: Policy): Promise<FactsRequest['records']> {
  const { ledger, github } = ledgerFor(scene, policy);
  return github === null ? null : { ledger, github: await github() };
}

async function subjectOf(scene: Scene): Promise<Subject> {
  const { event, inputs } = scene;
  if (event.pull !== null) return { kind: 'pull', number: event.pull.number };
  if (event.mergeGroup !== null) return { kind: 'range', base: event.mergeGroup.baseSha };
  return { kind: 'deployment', base: await findInputBase(scene), isFirst: inputs.isFirstDeployment };
}

function ownJobOf({ id, job }: Scene['runner']['run']): FactsRequest['ownJob'] {
  return id === null || job === null ? null : { runId: id, name: job };
}

function teamsOf({ authorities }: Policy): readonly string[] {
  return [...new Set(Object.values(authorities).flatMap(({ teams }) => teams ?? []))];
}
