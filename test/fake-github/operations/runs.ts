import { found, ok } from '../answer.ts';
import { address, minimalRepositoryBody, page, userBody } from '../bodies.ts';
import type { JsonRecord } from '../json.ts';
import { numberParam, onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { countedList } from '../paging.ts';
import type { Job, Run } from '../state.ts';

export const runOperations: readonly Operation[] = [
  onRepository('actions/get-workflow-run', 'actions=read', (call) => ok(runBody(call, runAsked(call)))),

  onRepository('actions/list-workflow-runs-for-repo', 'actions=read', (call) =>
    countedList(call, asked(call), { under: 'workflow_runs', render: (run) => runBody(call, run) }),
  ),

  onRepository('actions/list-jobs-for-workflow-run', 'actions=read', (call) => {
    const run = runAsked(call);
    return countedList(call, run.jobs, { under: 'jobs', render: (job) => jobBody(call, run, job) });
  }),
];

function runAsked(call: RepositoryCall): Run {
  return found(call.repository.runs.get(numberParam(call, 'run_id')));
}

/** Newest first. */
function asked({ query, repository }: RepositoryCall): Run[] {
  const wanted = (name: string, ...values: (string | null)[]) => [null, ...values].includes(query.get(name));
  return [...repository.runs.values()]
    .filter(
      (run) =>
        wanted('branch', run.branch) &&
        wanted('event', run.event) &&
        wanted('actor', run.actor) &&
        wanted('head_sha', run.headSha) &&
        (query.get('status') === null || wanted('status', run.status, run.conclusion)),
    )
    .sort((left, right) => right.createdAt.localeCompare(left.createdAt) || right.id - left.id);
}

function runBody({ repository, state }: RepositoryCall, run: Run): JsonRecord {
  const { id, name, path, event, status, conclusion, branch, headSha, createdAt } = run;
  return {
    id,
    name,
    path,
    event,
    status,
    conclusion,
    head_branch: branch,
    head_sha: headSha,
    run_attempt: run.attempt,
    display_title: name,
    actor: userBody(state, run.actor),
    triggering_actor: userBody(state, run.triggeringActor),
    created_at: createdAt,
    updated_at: createdAt,
    run_started_at: createdAt,
    url: address(repository, `/actions/runs/${id}`),
    html_url: page(repository, `/actions/runs/${id}`),
    repository: minimalRepositoryBody(state, repository),
    head_repository: minimalRepositoryBody(state, repository),
  };
}

function jobBody({ repository }: RepositoryCall, run: Run, { id, name, conclusion }: Job): JsonRecord {
  const isCompleted = conclusion !== null;
  return {
    id,
    name,
    conclusion,
    run_id: run.id,
    run_attempt: run.attempt,
    head_sha: run.headSha,
    head_branch: run.branch,
    status: isCompleted ? 'completed' : 'in_progress',
    workflow_name: run.name,
    created_at: run.createdAt,
    started_at: run.createdAt,
    completed_at: isCompleted ? run.createdAt : null,
    html_url: page(repository, `/actions/runs/${run.id}/job/${id}`),
  };
}
