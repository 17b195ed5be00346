import { FactsError } from '../errors.ts';
import { mergeBase } from '../git/merge-base.ts';
import type { Repository } from '../git/repository.ts';
import type { GateEvent } from './event.ts';

/** The event without a branch that it names but whose commit is not on it, as far as the clone shows. */
export async function withSeenBranch(event: GateEvent, repository: Repository): Promise<GateEvent> {
  const { name, branch, head } = event;
  if (name !== 'workflow_run' || branch === null || head === null) return event;
  return (await isOn(repository, { head, branch })) ? event : { ...event, branch: null };
}

async function isOn(
  repository: Repository,
  { head, branch }: { readonly head: string; readonly branch: string },
): Promise<boolean> {
  try {
    return (await mergeBase(repository, { one: head, other: `refs/remotes/origin/${branch}` })) === head;
  } catch (error) {
    // What cannot be seen is not believed.
    if (!(error instanceof FactsError)) throw error;
    return false;
  }
}
