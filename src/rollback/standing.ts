import { createHash } from 'node:crypto';
import type { RollbackPlan } from '../change/facts.ts';
import type { InheritingPlan } from './inherit.ts';
import type { Giving } from './together.ts';
import { together } from './together.ts';

/** The plan that services have for each change of theirs; null unless every one of them has one, by one strategy. */
export function standingPlan(giving: readonly Giving[]): InheritingPlan | null {
  const [strategy, ...others] = new Set(
    giving.map(({ given }) => (given.standing === true ? given.strategy : undefined)),
  );
  if (strategy === undefined || others.length > 0) return null;
  const { steps, ...rest } = together(giving);
  const said = { strategy, steps: steps ?? [], ...rest };
  const text = JSON.stringify(said);
  const plan: RollbackPlan = {
    ...said,
    source: giving.map(({ source }) => source).join(', '),
    reason: null,
    returnTo: null,
    returnToState: 'none',
    standing: true,
    text,
    digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
  };
  return { plan, inherited: { fields: ['plan'], services: giving.map(({ name }) => name) } };
}
