import type { Fact } from '../change/facts.ts';
import { attempt } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { writeOnce } from './write-once.ts';

/** The check run that tells the answer beside the commit. */
export type GateCheck = {
  readonly name: string;
  readonly head: string;
  readonly conclusion: 'success' | 'action_required' | 'failure' | 'neutral';
  readonly title: string;
  readonly summary: string;
  readonly text: string | null;
  /** Names this answer among all, so that it is not written twice. */
  readonly externalId: string;
  readonly detailsUrl: string | null;
  readonly annotations: readonly CheckAnnotation[];
};

/** A line in a file of the repository. */
export type CheckAnnotation = {
  readonly path: string;
  readonly line: number;
  readonly level: 'notice' | 'warning' | 'failure';
  readonly title: string;
  readonly message: string;
};

/** GitHub takes so many with one request. */
const mostAnnotations = 50;

/** Writes a check run, once. */
export async function writeCheck(github: GitHub, repository: RepositoryName, check: GateCheck): Promise<void> {
  await writeOnce({
    write: async () => await create(github, repository, check),
    isThere: async () => await isThere(github, repository, check),
  });
}

async function create(github: GitHub, repository: RepositoryName, check: GateCheck): Promise<void> {
  const { name, head, conclusion, title, summary, text, externalId, detailsUrl, annotations } = check;
  await github.rest.checks.create({
    ...repository,
    name,
    head_sha: head,
    status: 'completed',
    conclusion,
    external_id: externalId,
    ...(detailsUrl !== null && { details_url: detailsUrl }),
    output: {
      title,
      summary,
      ...(text !== null && { text }),
      annotations: annotations.slice(0, mostAnnotations).map(annotationOf),
    },
    request: { retries: 0 },
  });
}

function annotationOf({ path, line, level, title, message }: CheckAnnotation) {
  return { path, start_line: line, end_line: line, annotation_level: level, title, message };
}

/** Whether a check run of that name stands beside a commit, whatever it says. */
export async function hasCheck(
  github: GitHub,
  repository: RepositoryName,
  { name, head }: Pick<GateCheck, 'name' | 'head'>,
): Promise<Fact<boolean>> {
  return await attempt('looking for the check run', async () => {
    const wanted = { ...repository, ref: head, check_name: name, per_page: 1 };
    return (await github.rest.checks.listForRef(wanted)).data.total_count > 0;
  });
}

async function isThere(
  github: GitHub,
  repository: RepositoryName,
  { name, head, externalId }: GateCheck,
): Promise<boolean> {
  // Who does not answer for long is not waited for: the check run is no part of the decision.
  const wanted = { ...repository, ref: head, check_name: name, per_page: 100, request: { retries: 0 } };
  const { data } = await github.rest.checks.listForRef(wanted);
  return data.check_runs.some((run) => run.external_id === externalId);
}
