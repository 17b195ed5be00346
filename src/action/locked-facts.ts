import type { ChangeFacts } from '../change/facts.ts';
import type { Policy } from '../policy/policy.ts';
import type { Scene } from './scene.ts';

/** The facts of a change that may go out, with the locks of others; where the policy wants none, what takes them is not loaded. */
export async function lockedFacts(scene: Scene, policy: Policy, facts: ChangeFacts): Promise<ChangeFacts> {
  if (policy.conflicts?.lock === undefined) return facts;
  const [{ factsWithLocks }, { realPace }] = await Promise.all([import('./lock.ts'), import('../github/pace.ts')]);
  return await factsWithLocks(scene, { policy, facts, pace: realPace });
}
