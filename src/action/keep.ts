import type { Passage } from '../ports.ts';
import type { KeptDecision } from './record-decision.ts';
import { runIdentity } from './run-identity.ts';
import type { Scene } from './scene.ts';

/** Puts the decision into the ledger, unless it is a forecast. */
export async function keep(scene: Scene, passage: Passage): Promise<KeptDecision> {
  const { event, github, central, inputs, runner } = scene;
  const [{ keepDecision }, { realPace }] = await Promise.all([
    import('./record-decision.ts'),
    import('../github/pace.ts'),
  ]);
  return await keepDecision({
    passage,
    event,
    github,
    central,
    pace: realPace,
    run: runIdentity(process.env, { runUrl: runner.runUrl, actor: event.actor, mode: inputs.mode }),
    timeZoneData: process.versions['tz'] ?? 'unknown',
    redacted: (text) => runner.redacted(text),
  });
}
