import { factTypeOf } from '../condition/facts.ts';
import type { RiskFactor } from './factor.ts';

/** A factor whose points follow a number. */
export type MeasureFactor = Extract<RiskFactor, { readonly measure: string }>;

/** Points from a threshold on. */
export type Step = { readonly from: number; readonly points: number };

/** The steps of a measure by rising threshold. */
export function stepsOf({ points }: MeasureFactor): readonly Step[] {
  return Object.entries(points)
    .map(([threshold, counted]) => ({ from: Number(threshold), points: counted }))
    .toSorted((one, other) => one.from - other.from);
}

/** The points of a value: those of the step with the largest threshold not above it; 0 below the first. */
export function pointsAt(steps: readonly Step[], value: number): number {
  return steps.findLast(({ from }) => from <= value)?.points ?? 0;
}

/** The nearest value of a measure that counts fewer points, in words; null if there is none. */
export function lowerStep(steps: readonly Step[], value: number, measure: string): Lower | null {
  const points = pointsAt(steps, value);
  const found = lowerBelow(steps, value, points);
  const below = found !== null && found.limit > leastOf(measure) ? found : null;
  const above = steps.find((step) => step.from > value && step.points < points);
  if (above !== undefined && (below === null || below.isUnderAll)) {
    return { points: above.points, how: `\`${measure}\` at ${above.from} or more` };
  }
  return below === null ? null : { points: below.points, how: `\`${measure}\` below ${below.limit}` };
}

/** The least that a measure can be for a change that changes something: nobody can be asked for less. */
function leastOf(measure: string): number {
  return sizes.has(measure) ? 1 : (factTypeOf.get(measure)?.least ?? -Infinity);
}

const sizes: ReadonlySet<string> = new Set([
  'change.commits',
  'change.filesChanged',
  'change.codeFilesChanged',
  'change.linesChanged',
  'change.directories',
  'change.subsystems',
]);

export type Lower = { readonly points: number; readonly how: string };

type Below = { readonly points: number; readonly limit: number; readonly isUnderAll: boolean };

function lowerBelow(steps: readonly Step[], value: number, points: number): Below | null {
  const passed = steps.filter(({ from }) => from <= value);
  const last = passed.findLastIndex((step) => step.points < points);
  const limit = passed[last + 1];
  if (limit === undefined) return null;
  const step = passed[last];
  if (step !== undefined) return { points: step.points, limit: limit.from, isUnderAll: false };
  return points > 0 ? { points: 0, limit: limit.from, isUnderAll: true } : null;
}
