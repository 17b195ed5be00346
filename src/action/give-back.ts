import { isUnknown } from '../change/facts.ts';
import { giveBackLock } from '../github/lock.ts';
import type { Pace } from '../github/pace.ts';
import type { Policy } from '../policy/policy.ts';
import { holderOf } from './lock.ts';
import type { Setting } from './scene.ts';

type Ended = {
  readonly policy: Pick<Policy, 'conflicts'>;
  readonly environment: string;
  /** The commit whose deployment has ended; null: only what this run holds. */
  readonly head: string | null;
  readonly pace: Pace;
};

/** Gives back the lock of a deployment that has ended; says what went wrong, since it ends by itself all the same. */
export async function giveBack(
  setting: Pick<Setting, 'event' | 'runner' | 'github'>,
  { policy, environment, head, pace }: Ended,
): Promise<readonly string[]> {
  const { event, github } = setting;
  if (policy.conflicts?.lock === undefined || github === null) return [];
  const holder = holderOf(setting);
  const repository = { owner: event.owner, repo: event.repository };
  const given = await giveBackLock(await github(), { repository, environment, holder, head, pace });
  return isUnknown(given) ? [`the lock was not given back, and ends by itself: ${given.unknown}`] : [];
}
