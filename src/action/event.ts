import { FactsError } from '../errors.ts';
import type { DeployingRun } from '../github/waiting-runs.ts';
import { isCommitSha, recordOf, textOf } from './payload.ts';
import type { PayloadRecord } from './payload.ts';
import type { PullRequest } from './pull-request.ts';
import { pullRequestOf } from './pull-request.ts';

/** Where the group of a merge queue is to land. */
export type MergeGroup = { readonly baseSha: string; readonly baseBranch: string };

/** What an event says about the change. */
export type GateEvent = {
  readonly name: string;
  readonly owner: string;
  readonly repository: string;
  /** Null: the event does not say. */
  readonly defaultBranch: string | null;
  /** The commit that the event would deploy; null if it names none, so that the input `head` must. */
  readonly head: string | null;
  /** The commit that the run is on, whatever the event is about. */
  readonly sha: string | null;
  /** The branch of a push, a dispatch or the run that this one follows; null for a tag. */
  readonly branch: string | null;
  readonly pull: PullRequest | null;
  readonly mergeGroup: MergeGroup | null;
  /** The deployment that the event is about, by its node id; null if it is about none. */
  readonly deployment: string | null;
  /** The environment of that deployment. */
  readonly environment: string | null;
  /** Who started the run; a re-run keeps its first one. */
  readonly actor: string | null;
  /** The run that deploys, if it is another one than this. */
  readonly run: DeployingRun | null;
};

/** What the runner says about the run, as the toolkit's `context` has it. */
export type RunContext = {
  readonly eventName: string | undefined;
  readonly sha: string | undefined;
  readonly ref: string | undefined;
  readonly actor: string | undefined;
  /** `owner/name`. */
  readonly repository: string | undefined;
  readonly payload: unknown;
};

/** Reads the event of a run; throws a `FactsError` if it says too little. */
export function readEvent(context: RunContext): GateEvent {
  const name = context.eventName ?? '';
  const payload = recordOf(context.payload);
  const repository = recordOf(payload['repository']);
  const pull = pullRequestOf(payload);
  const mergeGroup = mergeGroupOf(payload);
  checkPayload(name, { pull_request: pull, merge_group: mergeGroup });
  return {
    name,
    ...placeOf(context.repository ?? textOf(repository['full_name']) ?? ''),
    defaultBranch: textOf(repository['default_branch']),
    head: pull?.headSha ?? headOf(name, context),
    sha: textOf(context.sha),
    branch: branchIn(name, context),
    pull,
    mergeGroup,
    ...deploymentOf(payload),
    actor: textOf(context.actor),
    run: null,
  };
}

/** Events whose GITHUB_SHA is what they are about; for others, such as a comment, it is just the default branch. */
const eventsOfCommits = [
  'push',
  'workflow_dispatch',
  'merge_group',
  'schedule',
  'repository_dispatch',
  'release',
  'create',
  'deployment',
  'deployment_status',
];

/** Events whose GITHUB_REF is the default branch, whatever they are about. */
const eventsOfDefaultBranch = ['issue_comment'];

function headOf(name: string, { sha, payload }: RunContext): string | null {
  const named = name === 'workflow_run' ? headOfRun(payload) : sha;
  return [...eventsOfCommits, 'workflow_run'].includes(name) && named !== undefined && isCommitSha(named)
    ? named
    : null;
}

/**
 * The branch that an event is about. Of another workflow's run only the name is told, which may be that of a tag or of a
 * fork's branch: whether its commit is on the default branch shows the clone.
 */
function branchIn(name: string, { ref, payload }: RunContext): string | null {
  if (name !== 'workflow_run') return eventsOfDefaultBranch.includes(name) ? null : branchOf(ref ?? '');
  const run = recordOf(recordOf(payload)['workflow_run']);
  const isPull = String(run['event']).startsWith('pull_request');
  const defaultBranch = textOf(recordOf(recordOf(payload)['repository'])['default_branch']);
  return !isPull && run['head_branch'] === defaultBranch ? defaultBranch : null;
}

/** What the run was about that this one follows. */
function headOfRun(payload: unknown): string | undefined {
  return textOf(recordOf(recordOf(payload)['workflow_run'])['head_sha']) ?? undefined;
}

/** Without its payload a pull request would be judged as a push of GitHub's trial merge. */
function checkPayload(name: string, parts: Readonly<Record<string, object | null>>): void {
  const missing = Object.keys(parts).find((part) => name.startsWith(part) && parts[part] === null);
  if (name !== '' && missing === undefined) return;
  throw new FactsError({
    problem: name === '' ? 'the run has no event' : `the event \`${name}\` has no \`${missing}\` in its payload`,
    remedy: 'check the variable GITHUB_EVENT_NAME and the file that GITHUB_EVENT_PATH names',
  });
}

function placeOf(fullName: string): Pick<GateEvent, 'owner' | 'repository'> {
  const [owner = '', name = ''] = fullName.split('/');
  if (owner !== '' && name !== '') return { owner, repository: name };
  throw new FactsError({
    problem: 'the run does not say which repository it is about',
    remedy: 'set GITHUB_REPOSITORY to `owner/name`',
  });
}

function deploymentOf(payload: PayloadRecord): Pick<GateEvent, 'deployment' | 'environment'> {
  const deployment = recordOf(payload['deployment']);
  return { deployment: textOf(deployment['node_id']), environment: textOf(deployment['environment']) };
}

function mergeGroupOf(payload: PayloadRecord): MergeGroup | null {
  const group = recordOf(payload['merge_group']);
  const [baseSha, baseRef] = [textOf(group['base_sha']), textOf(group['base_ref'])];
  if (baseSha === null || baseRef === null || !isCommitSha(baseSha)) return null;
  return { baseSha, baseBranch: baseRef.replace(/^refs\/heads\//, '') };
}

function branchOf(ref: string): string | null {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
}
