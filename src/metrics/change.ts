import type { Metrics } from './figures.ts';
import type { Deployed } from './deployed.ts';
import type { DecisionSketch } from './sketch.ts';

type ToldChange = Pick<
  Metrics['reviews'][number],
  'decisionId' | 'at' | 'repository' | 'environment' | 'services' | 'head' | 'title' | 'url'
>;

/** What lists say of a change that was decided. */
export function changeOf({ id, decision, repository, title, url }: DecisionSketch): ToldChange {
  const { evaluatedAt, environment, services, head } = decision;
  return { decisionId: id, at: evaluatedAt, repository, environment, services, head, title, url };
}

/** How each decision's deployment went. */
export function wentBy(deployed: readonly Deployed[]): (decision: DecisionSketch) => 'well' | 'badly' | 'unknown' {
  const known = new Map(deployed.map(({ decision, went }) => [decision?.id, went]));
  return ({ id }) => known.get(id) ?? 'unknown';
}
