import type { Obstacle } from './obstacle.ts';
import type { InTheWay, Standing } from './standing.ts';

/** Whether the gate is open, the rules that decide it, and the reason of the first. */
export type Deciding = {
  readonly open: boolean;
  readonly decidedBy: readonly string[];
  readonly because: string | null;
};

/** What decides how a schedule stands: all that closes it, or what opens it. */
export function decidingRules({ inTheWay, windows, excepted }: Standing): Deciding {
  const closing = inTheWay.filter(({ obstacle }) => obstacle.effect !== 'note').map(ruleOf);
  const opening = [...windows, ...excepted.flatMap(({ exceptions }) => exceptions)];
  const deciding = closing.length > 0 ? closing : opening;
  return {
    open: closing.length === 0,
    decidedBy: [...new Set(deciding.map(({ id }) => id))],
    because: deciding[0]?.because ?? null,
  };
}

/** The reason of an obstacle: the freeze's own, or those of the windows that are not open. */
export function becauseOf({ by }: Obstacle): string {
  if ('freeze' in by) return by.freeze.because;
  return [...new Set(by.windows.map(({ window }) => window.because))].join('; ');
}

function ruleOf({ obstacle }: InTheWay): { readonly id: string; readonly because: string } {
  const { by } = obstacle;
  return { id: 'freeze' in by ? by.freeze.id : 'outside-windows', because: becauseOf(obstacle) };
}
