import { isUnknown } from '../change/facts.ts';
import { FactsError } from '../errors.ts';
import { fetchContents } from '../git/contents.ts';
import { openMine } from '../git/mine.ts';
import type { Mine } from '../git/mine.ts';
import type { Passage } from '../ports.ts';
import { remoteOf } from './fetch-commits.ts';
import type { ActionInputs } from './inputs.ts';
import type { Runner } from './runner.ts';
import type { Scene } from './scene.ts';

/** Where the past is looked for. */
export type PastSight = Pick<Scene, 'repository'> & {
  readonly inputs: Pick<ActionInputs, 'services'>;
  readonly runner: Pick<Runner, 'workspace'>;
};

type Wanted = {
  readonly judged: Pick<Passage, 'facts' | 'decision'>;
  /** At most so many, the newest. */
  readonly changes: number;
  /** Of more changes before them, nothing is read. */
  readonly mostPast: number;
  readonly signal: AbortSignal;
};

/** The history that a change is built on, with what its files hold, ready to be mined. */
export async function openPast(
  { repository, inputs, runner }: PastSight,
  { judged, changes, mostPast, signal }: Wanted,
): Promise<Mine> {
  const { base } = judged.facts;
  if (isUnknown(base)) throw withoutBase(base.unknown);
  const remote = await remoteOf(repository);
  if (remote !== null) await fetchContents(repository, { remote, head: base, changes });
  return await openMine({
    repository: runner.workspace,
    head: base,
    limit: changes,
    since: null,
    environment: judged.decision.environment,
    services: inputs.services,
    mostPast,
    signal,
  });
}

function withoutBase(reason: string): FactsError {
  return new FactsError({
    problem: `what the change is built on is not known: ${reason}`,
    remedy: 'check out with `fetch-depth: 0`',
  });
}
