import { found, ok } from '../answer.ts';
import { address, minimalRepositoryBody, page, userBody } from '../bodies.ts';
import type { JsonRecord } from '../json.ts';
import { numberParam, onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { countedList } from '../paging.ts';
import { suiteIdOf } from '../check-suites.ts';
import { settled } from '../pending.ts';
import { headShaOf, type Job, type Run } from '../state.ts';
import { workflowIdOf } from '../workflows.ts';

export const runOperations: readonly Operation[] = [
  onRepository('actions/get-workflow-run', 'actions=read', (call) => ok(runBody(call, runAsked(call)))),

  onRepository('actions/get-workflow-run-attempt', 'actions=read', (call) => {
    const [run, attempt] = [runAsked(call), numberParam(call, 'attempt_number')];
    return ok(runBody(call, found([...run.earlier, run].find((one) => one.attempt === attempt))));
  }),

  onRepository('actions/list-workflow-runs', 'actions=read', (call) => {
    const { repository, params } = call;
    const isAsked = (path: string) =>
      [path.split('/').at(-1), String(workflowIdOf(repository, path))].includes(params['workflow_id']);
    const runs = asked(call).filter(({ path }) => isAsked(path));
    return countedList(call, runs, { under: 'workflow_runs', render: (run) => runBody(call, run) });
  }),

  onRepository('actions/list-workflow-runs-for-repo', 'actions=read', (call) =>
    countedList(call, asked(call), { under: 'workflow_runs', render: (run) => runBody(call, run) }),
  ),

  onRepository('actions/list-jobs-for-workflow-run', 'actions=read', (call) => {
    const run = runAsked(call);
    return countedList(call, run.jobs, { under: 'jobs', render: (job) => jobBody(call, run, job) });
  }),
];

export function runAsked({ repository, state, params }: RepositoryCall): Run {
  return settled(repository, found(repository.runs.get(Number(params['run_id']))), state.now);
}

/** Newest first. */
function asked({ query, repository, state }: RepositoryCall): Run[] {
  const wanted = (name: string, ...values: (string | null)[]) => [null, ...values].includes(query.get(name));
  return [...repository.runs.values()]
    .map((run) => settled(repository, run, state.now))
    .filter(
      (run) =>
        wanted('branch', run.branch) &&
        wanted('event', run.event) &&
        wanted('actor', run.actor) &&
        wanted('head_sha', run.headSha) &&
        wanted('status', run.status, run.conclusion) &&
        wanted('check_suite_id', String(suiteIdOf(run))) &&
        isWithin(query.get('created') ?? '*', run.createdAt),
    )
    .sort((left, right) => right.createdAt.localeCompare(left.createdAt) || right.id - left.id);
}

/** Ranges as GitHub's search has them: `>=2026-11-01`, `2026-11-01..2026-11-20`, `2026-11-20`. */
function isWithin(range: string, instant: string): boolean {
  const [, sign = '', bound = ''] = /^([<>]=?)?(.*)$/.exec(range) ?? [];
  const [from = '', to] = bound.split('..');
  if (to !== undefined) return isWithin(`>=${from}`, instant) && isWithin(`<=${to}`, instant);
  if (from === '*') return true;
  const shortened = instant.slice(0, from.replace(/Z$/, '').length);
  const order = shortened.localeCompare(from.replace(/Z$/, ''));
  if (sign === '') return order === 0;
  return (order === 0 && sign.endsWith('=')) || (sign.startsWith('>') ? order > 0 : order < 0);
}

function runBody(call: RepositoryCall, run: Run): JsonRecord {
  const { repository, state } = call;
  const { id, name, path, event, status, conclusion, branch, headSha, createdAt } = run;
  return {
    id,
    name,
    path,
    event,
    status,
    conclusion,
    head_branch: branch,
    run_number: 1,
    workflow_id: workflowIdOf(repository, path),
    check_suite_id: suiteIdOf(run),
    pull_requests: pullsOf(call, run),
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
    referenced_workflows: run.called.map(({ path, sha }) => ({ path, sha })),
    repository: minimalRepositoryBody(state, repository),
    head_repository: { ...minimalRepositoryBody(state, repository), full_name: run.headRepository },
  };
}

/** The open pull requests of this repository whose head it ran on. */
function pullsOf({ repository }: RepositoryCall, { headSha }: Run): JsonRecord[] {
  const own = [...repository.pulls.values()].filter(({ headRepository }) => headRepository === repository.fullName);
  const { id, name } = repository;
  const repo = { id, name, url: address(repository, '') };
  return own
    .filter((pull) => pull.state === 'open' && headShaOf(pull, repository) === headSha)
    .map((pull) => ({
      id: pull.id,
      number: pull.number,
      url: address(repository, `/pulls/${pull.number}`),
      head: { ref: pull.head, sha: headSha, repo },
      base: { ref: pull.base, sha: pull.baseSha, repo },
    }));
}

function jobBody({ repository }: RepositoryCall, run: Run, { id, name, conclusion, steps }: Job): JsonRecord {
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
    steps: steps.map((step, index) => ({
      name: step,
      number: index + 1,
      status: isCompleted ? 'completed' : 'in_progress',
      conclusion,
    })),
    html_url: page(repository, `/actions/runs/${run.id}/job/${id}`),
  };
}
