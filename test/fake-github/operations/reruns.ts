import { created, found, refuse, type Answer } from '../answer.ts';
import { numberParam, onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import type { Job, Run } from '../state.ts';
import { runAsked } from './runs.ts';

export const rerunOperations: readonly Operation[] = [
  onRepository('actions/re-run-workflow', 'actions=write', (call) => rerun(call, () => true)),

  onRepository('actions/re-run-workflow-failed-jobs', 'actions=write', (call) =>
    rerun(call, ({ conclusion }) => conclusion !== 'success' && conclusion !== 'skipped'),
  ),

  // What needs the job is started with it; the seeds do not tell what that is.
  onRepository('actions/re-run-job-for-workflow-run', 'actions=write', (call) => {
    const id = numberParam(call, 'job_id');
    const run = found([...call.repository.runs.values()].find(({ jobs }) => jobs.some((job) => job.id === id)));
    return rerun(call, (job) => job.id === id, run);
  }),
];

const oldestDays = 30;
const mostAttempts = 50;

/** A new attempt of the same run on the same commit, for which whoever asks counts as the one who triggered it. */
function rerun(call: RepositoryCall, isWanted: (job: Job) => boolean, run: Run = runAsked(call)): Answer {
  const { repository, state, token } = call;
  refuseRerun(run, state.now);
  if (run.jobs.length > 0 && !run.jobs.some(isWanted)) throw refuse(403, 'This workflow run has no failed jobs');
  repository.runs.set(run.id, {
    ...run,
    attempt: run.attempt + 1,
    status: 'queued',
    conclusion: null,
    triggeringActor: token.login,
    jobs: run.jobs.map((job) => (isWanted(job) ? { ...job, conclusion: null } : job)),
    earlier: [...run.earlier, run],
  });
  return created({});
}

function refuseRerun({ status, createdAt, attempt }: Run, now: string): void {
  if (status !== 'completed') throw refuse(403, 'This workflow is already running');
  if (Date.parse(now) - Date.parse(createdAt) > oldestDays * 86_400_000) {
    throw refuse(403, 'Unable to retry this workflow run because it was created over a month ago');
  }
  if (attempt >= mostAttempts) throw refuse(403, 'Unable to retry this workflow run because it was retried too often');
}
