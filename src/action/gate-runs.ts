import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { GateError } from '../errors.ts';
import { treeFiles } from '../git/tree-files.ts';
import type { GitHub } from '../github/client.ts';
import type { CalledWorkflow, FailedRun, RunJob } from '../github/failed-runs.ts';
import { listJobs } from '../github/failed-runs.ts';
import type { PolicyFiles } from '../policy/files.ts';
import { asksByName, gateJobsIn, isGateJob, namesAction, ownAction } from './gate-jobs.ts';
import { repositoryOf } from './held-comment.ts';
import type { Scene } from './scene.ts';

/** A failed run of a workflow that asks the gate. */
export type GateRun = {
  readonly run: FailedRun;
  /** What its workflows call the jobs that ask, as patterns; none where they could not be read. */
  readonly jobs: readonly string[];
};

type Sight = Pick<Scene, 'repository' | 'event' | 'remote'>;

/** Those of some runs whose workflow asks the gate, by itself or in one that it calls, as its files were when it ran. */
export async function gateRunsAmong(
  scene: Sight,
  runs: readonly FailedRun[],
  github: GitHub,
): Promise<readonly GateRun[]> {
  const seen = new Map<string, Promise<boolean>>();
  const found = await Promise.all(runs.map(async (run) => await gateRunOf(scene, run, { github, seen })));
  return found.flatMap((gate) => gate ?? []);
}

/** The failed jobs of a run that ask the gate. */
export async function failedGates(
  scene: Pick<Scene, 'event'>,
  { run, jobs }: GateRun,
  github: GitHub,
): Promise<Fact<readonly RunJob[]>> {
  const listed = await listJobs(github, repositoryOf(scene), run.id);
  if (isUnknown(listed)) return listed;
  return listed.filter((job) => job.hasFailed && isGateJob(job, { action: ownAction(), jobs }));
}

type Listing = {
  readonly github: GitHub;
  /** What the jobs of a workflow tell, which is asked of one run of it. */
  readonly seen: Map<string, Promise<boolean>>;
};

async function gateRunOf(scene: Sight, run: FailedRun, listing: Listing): Promise<GateRun | null> {
  const own = await textAt(treeFiles(scene.repository, run.head), run.workflow);
  const called = await Promise.all(run.called.map(async (each) => await textOfCalled(scene, each)));
  const texts = [own, ...called].flatMap((text) => text ?? []);
  const action = ownAction();
  const asking = texts.filter((text) => namesAction(text, action));
  if (asking.length > 0) return { run, jobs: asking.flatMap((text) => jobsIn(text, action)) };
  if (called.every((text) => text !== null)) return null;
  return (await asksInJobs(scene, run, listing)) ? { run, jobs: [] } : null;
}

/** A file that names the action somewhere else may ask in any job. */
function jobsIn(text: string, action: string): readonly string[] {
  const jobs = gateJobsIn(text, action);
  return jobs.length === 0 ? ['*'] : jobs;
}

/** A called workflow that cannot be read is told by the steps of its jobs, unless they have names of their own. */
async function asksInJobs(scene: Sight, run: FailedRun, { github, seen }: Listing): Promise<boolean> {
  const key = JSON.stringify([run.workflow, run.called]);
  const asks = async (): Promise<boolean> => {
    const jobs = await listJobs(github, repositoryOf(scene), run.id);
    return !isUnknown(jobs) && jobs.some(({ steps }) => asksByName(steps, ownAction()));
  };
  const answer = seen.get(key) ?? asks();
  seen.set(key, answer);
  return await answer;
}

async function textOfCalled({ repository, event, remote }: Sight, called: CalledWorkflow): Promise<string | null> {
  const { owner, repository: name, path, commit } = called;
  if (owner === event.owner && name === event.repository) return await textAt(treeFiles(repository, commit), path);
  const { readRemote } = remote;
  if (readRemote === undefined) return null;
  const text = `${owner}/${name}//${path}@${commit}`;
  const read = async (): Promise<Uint8Array | null> => {
    const found = await readRemote({ text, owner, repository: name, path, ref: commit });
    return found?.files[0]?.content ?? null;
  };
  return await textAt({ read }, path);
}

/** Null for what is not there, or cannot be read. */
async function textAt(files: Pick<PolicyFiles, 'read'>, path: string): Promise<string | null> {
  try {
    const content = await files.read(path);
    return content === null ? null : new TextDecoder().decode(content);
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return null;
  }
}
