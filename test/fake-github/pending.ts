import type { Environment, PendingDeployment, Repository, Run, State, Verdict } from './state.ts';

/** Whether somebody is one of the required reviewers, in person or through a team. */
export function isReviewer(state: State, { reviewers }: Environment, login: string): boolean {
  return reviewers.some((name) => name === login || state.teams.get(name)?.includes(login) === true);
}

/** The run after words of an app that answer nothing. */
export function reported(run: Run, verdict: Verdict): Run {
  return { ...run, verdicts: [...run.verdicts, verdict] };
}

/** The run after a verdict: rejected it has failed, and it goes on when nothing is left to wait for. */
export function judged(run: Run, pending: readonly PendingDeployment[], verdict: Verdict): Run {
  const verdicts = [...run.verdicts, verdict];
  if (verdict.state === 'rejected')
    return { ...run, verdicts, pending: [], status: 'completed', conclusion: 'failure' };
  return { ...run, verdicts, pending };
}

/** The run as it stands now: what it waited for and has got is gone, also by the passing of time. */
export function settled(repository: Repository, run: Run, now: string): Run {
  if (run.status !== 'waiting') return run;
  const pending = run.pending.filter((one) => !isThrough(repository, one, now));
  return { ...run, pending, status: pending.length > 0 ? 'waiting' : 'in_progress' };
}

function isThrough({ environments }: Repository, pending: PendingDeployment, now: string): boolean {
  const waitMinutes = environments.get(pending.environment)?.waitMinutes ?? 0;
  const isOver = Date.parse(pending.since) + waitMinutes * 60_000 <= Date.parse(now);
  return pending.isReviewed && pending.openGates.length === 0 && isOver;
}
