import type { Metrics } from './figures.ts';
import type { DecisionSketch } from './sketch.ts';

/** The decisions, counted by their answers. */
export function judgedOf(decisions: readonly DecisionSketch[]): Metrics['judged'] {
  const count = (outcome: DecisionSketch['decision']['outcome']): number =>
    decisions.filter(({ decision }) => decision.outcome === outcome).length;
  return {
    decisions: decisions.length,
    approved: count('approved'),
    needsApproval: count('needs-approval'),
    blocked: count('blocked'),
    advised: decisions.filter(({ mode }) => mode === 'advise').length,
  };
}
