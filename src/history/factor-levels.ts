import type { RiskFactor, RiskPolicy } from '../risk/factor.ts';
import { stepsOf } from '../risk/steps.ts';

/** Points by the id of the factor, then by the points that its policy gives them now. */
export type LevelPoints = ReadonlyMap<string, ReadonlyMap<number, number>>;

/**
 * A factor counts at one of its levels: the different points that it can add. Each level away from nothing is a step that
 * may only go on in the same direction, so what is riskier than another stays so.
 */
export type LevelStep = {
  readonly factor: string;
  /** The points of this level now. */
  readonly level: number;
  /** The points of the level before it; 0 before the first. */
  readonly before: number;
};

/** The steps of all factors, each factor's in order, those that raise the score before those that lower it. */
export function levelSteps(factors: readonly RiskFactor[]): readonly LevelStep[] {
  return factors.flatMap((factor) => {
    const levels = [...new Set(pointsOf(factor))].toSorted((one, other) => one - other);
    const rising = levels.filter((level) => level > 0);
    const falling = levels.filter((level) => level < 0).toReversed();
    return [rising, falling].flatMap((each) =>
      each.map((level, index) => ({ factor: factor.id, level, before: each[index - 1] ?? 0 })),
    );
  });
}

/** The numbers of the steps that lead to the points that each factor counted. */
export function stepsCounted(
  steps: readonly LevelStep[],
  counted: Readonly<Record<string, number>>,
): readonly number[] {
  return steps.flatMap(({ factor, level }, index) => {
    const points = counted[factor] ?? 0;
    return Math.sign(points) === Math.sign(level) && Math.abs(points) >= Math.abs(level) ? [index] : [];
  });
}

/** What each level adds up to if its steps add these, in whole points within what a policy may give. */
export function levelPoints(steps: readonly LevelStep[], added: readonly number[]): LevelPoints {
  const points = new Map<string, Map<number, number>>();
  let sum = 0;
  for (const [index, { factor, level, before }] of steps.entries()) {
    sum = (before === 0 ? 0 : sum) + (added[index] ?? 0);
    const levels = points.get(factor) ?? new Map<number, number>();
    // `+ 0`: no step rounds to a negative zero.
    points.set(factor, levels.set(level, Math.max(-100, Math.min(100, Math.round(sum))) + 0));
  }
  return points;
}

/** The score that counted points add up to when levels count anew. */
export function scoreWith(
  { base }: RiskPolicy,
  counted: Readonly<Record<string, number>>,
  points: LevelPoints,
): number {
  const sum = Object.entries(counted).reduce((all, [id, level]) => all + (points.get(id)?.get(level) ?? level), base);
  return Math.max(0, Math.min(100, Math.round(sum * 100) / 100));
}

function pointsOf(factor: RiskFactor): readonly number[] {
  return 'measure' in factor ? stepsOf(factor).map(({ points }) => points) : [factor.points];
}
