import type { RequiredWorkflow } from './branch-rules.ts';

/** The workflow that runs, as the runner names it. */
export type RunningWorkflow = {
  /** `owner/name` of the repository that its file is in. */
  readonly repository: string;
  readonly path: string;
  /** In full: `refs/heads/main`. */
  readonly ref: string;
  readonly sha: string | null;
};

/** The repository that the run is about. */
export type OwnRepository = {
  /** `owner/name`. */
  readonly fullName: string;
  readonly id: number | null;
  readonly defaultBranch: string | null;
};

/** The workflow that a text of the runner names: `owner/name/.github/workflows/gate.yml@refs/heads/main`. */
export function parseWorkflowRef(text: string, sha: string | null): RunningWorkflow | null {
  const [, repository, path, ref] = /^([^/@]+\/[^/@]+)\/([^@]+)@(.+)$/u.exec(text) ?? [];
  if (repository === undefined || path === undefined || ref === undefined) return null;
  return { repository, path, ref, sha };
}

/** Whether the workflow that runs is one that a ruleset demands, at the place where the ruleset takes it from. */
export function isRequired(workflow: RunningWorkflow, required: RequiredWorkflow, own: OwnRepository): boolean {
  if (workflow.path !== required.path) return false;
  if (required.sha !== null) return isOfRepository(workflow, required, own) && workflow.sha === required.sha;
  return isOfRepository(workflow, required, own) && isOfRef(workflow, required, own);
}

/** GitHub runs a workflow of another repository here only if a ruleset demands it. */
function isOfRepository(
  { repository }: RunningWorkflow,
  { repositoryId }: RequiredWorkflow,
  own: OwnRepository,
): boolean {
  if (own.id === null) return false;
  return isOwn(repository, own) ? repositoryId === own.id : repositoryId !== own.id;
}

/** Left out, the ref is the default branch, which of another repository nobody tells. */
function isOfRef({ repository, ref }: RunningWorkflow, required: RequiredWorkflow, own: OwnRepository): boolean {
  const wanted = required.ref ?? (isOwn(repository, own) ? own.defaultBranch : null);
  return wanted === null ? !isOwn(repository, own) : spellings(wanted).includes(ref);
}

function spellings(ref: string): readonly string[] {
  return [ref, `refs/heads/${ref}`, `refs/tags/${ref}`];
}

function isOwn(repository: string, { fullName }: OwnRepository): boolean {
  return repository.toLowerCase() === fullName.toLowerCase();
}
