import type { CheckRun, Repository, Run } from './state.ts';

/** The check runs of one app on one commit, or of one run of a workflow. */
export type CheckSuite = {
  readonly id: number;
  readonly headSha: string;
  readonly app: string;
  readonly createdAt: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly workflowRun: Run | null;
  readonly checkRuns: readonly CheckRun[];
};

/** Suites are not kept: they follow from check runs and workflow runs. Every workflow run has one, if only an empty one. */
export function suitesOn(repository: Repository, sha: string): CheckSuite[] {
  const checkRuns = [...repository.checkRuns.values()].filter(({ headSha }) => headSha === sha);
  const ofRuns = [...repository.runs.values()]
    .filter(({ headSha }) => headSha === sha)
    .map((run) =>
      suiteOfRun(
        run,
        checkRuns.filter((one) => one.run === run.id),
      ),
    );
  const loose = checkRuns.filter(({ run }) => run === null || !repository.runs.has(run));
  return [...ofRuns, ...[...new Set(loose.map(({ app }) => app))].map((app) => suiteOfApp(app, loose))];
}

export function suiteOf(repository: Repository, checkRun: CheckRun): CheckSuite | undefined {
  return suitesOn(repository, checkRun.headSha).find(({ checkRuns }) => checkRuns.some(({ id }) => id === checkRun.id));
}

function suiteOfRun(run: Run, checkRuns: readonly CheckRun[]): CheckSuite {
  const { headSha, createdAt, status, conclusion } = run;
  const suite = { id: suiteIdOf(run), headSha, createdAt, status, conclusion, checkRuns };
  return { ...suite, app: 'github-actions', workflowRun: run };
}

export function suiteIdOf({ id }: Run): number {
  return 1_000_000 + id;
}

function suiteOfApp(app: string, loose: readonly CheckRun[]): CheckSuite {
  const checkRuns = loose.filter((one) => one.app === app);
  const [first] = checkRuns;
  const isCompleted = checkRuns.every(({ status }) => status === 'completed');
  return {
    id: 2_000_000 + (first?.id ?? 0),
    headSha: first?.headSha ?? '',
    createdAt: first?.startedAt ?? '',
    app,
    status: isCompleted ? 'completed' : 'in_progress',
    conclusion: isCompleted ? worst(checkRuns) : null,
    workflowRun: null,
    checkRuns,
  };
}

const fromWorst = ['failure', 'timed_out', 'action_required', 'cancelled', 'success', 'neutral', 'skipped'];

function worst(checkRuns: readonly CheckRun[]): string | null {
  return fromWorst.find((conclusion) => checkRuns.some((one) => one.conclusion === conclusion)) ?? null;
}
