import type { Effect, Finding } from '../finding/finding.ts';
import { heavier } from '../finding/finding.ts';
import type { Decision } from './decision.ts';

const outcomes = {
  note: 'approved',
  hold: 'needs-approval',
  block: 'blocked',
} as const satisfies Record<Effect, Decision['outcome']>;

/** The heaviest effect among the findings, as an answer. */
export function outcomeOf(findings: readonly Finding[]): Decision['outcome'] {
  let effect: Effect = 'note';
  for (const each of findings) effect = heavier(effect, each.effect);
  return outcomes[effect];
}
