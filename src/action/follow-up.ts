import type { Passage } from '../ports.ts';
import type { Gathered } from './gather.ts';
import { mayProceed } from './proceed.ts';
import type { KeptDecision } from './record-decision.ts';
import { isForecast } from './record-decision.ts';
import type { Route } from './route.ts';
import type { Scene } from './scene.ts';

type Passed = {
  readonly passage: Pick<Passage, 'policy' | 'facts' | 'decision'>;
  readonly viewer: Gathered['viewer'];
  readonly route: Route;
  readonly kept: KeptDecision['kept'];
};

/** Sees that what went out past the rules is looked back at: an emergency, or a rollback; gives what the reader should know. */
export async function followUp(scene: Scene, { passage, viewer, route, kept }: Passed): Promise<readonly string[]> {
  const { event, inputs } = scene;
  const { policy, facts, decision } = passage;
  const { lane } = decision;
  if (lane === 'none' || isForecast(event) || !mayProceed({ inputs, decision, route })) return [];
  if (inputs.mode === 'advise') return ['in `enforce` mode a post-implementation review would be opened'];
  const [{ openReview }, { placeOfRecord }] = await Promise.all([
    import('./post-review.ts'),
    import('./record-place.ts'),
  ]);
  const { serverUrl } = scene.runner;
  const { by = null, reason = null, incident = null } = facts.declared ?? {};
  return await openReview(scene, {
    kind: lane,
    environment: decision.environment,
    base: decision.base,
    head: scene.head,
    services: decision.services ?? [],
    by,
    reason,
    incident,
    findings: decision.findings,
    record: kept === null ? null : placeOfRecord(kept.record, { ledger: kept.ledger, serverUrl }),
    policy,
    readTrusted: scene.readTrusted,
    viewer,
  });
}
