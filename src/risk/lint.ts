import { riskLevels } from '../rule/rule.ts';
import type { RiskLevel } from '../rule/rule.ts';
import type { RiskFactor, RiskPolicy } from './factor.ts';
import { stepsOf } from './steps.ts';

/** Something wrong with the levels of a policy; `key` is the level that it is about. */
export type LevelProblem = {
  readonly severity: 'error' | 'warning';
  readonly key: Exclude<RiskLevel, 'low'>;
  readonly problem: string;
  readonly remedy: string;
};

/** Levels that do not ascend, or else those that no change can reach. A threshold above 100 says `never`, and is meant. */
export function levelProblems(policy: RiskPolicy): readonly LevelProblem[] {
  const descending = descendingLevels(policy.levels);
  return descending.length > 0 ? descending : unreachableLevels(policy);
}

/** The lowest and the highest score that the factors of a policy can add up to. */
export function scoreRange({ base, factors }: RiskPolicy): { readonly lowest: number; readonly highest: number } {
  const ranges = factors.map(pointsRange);
  return {
    lowest: Math.max(0, base + ranges.reduce((sum, { fewest }) => sum + fewest, 0)),
    highest: Math.min(100, base + ranges.reduce((sum, { most }) => sum + most, 0)),
  };
}

/** The levels that some score reaches. */
export function reachableLevels(policy: RiskPolicy): readonly RiskLevel[] {
  const { lowest, highest } = scoreRange(policy);
  return riskLevels.filter((level) => {
    const { least, below } = bandOf(level, policy.levels);
    return least < below && least <= highest && below > lowest;
  });
}

/** From the least score of a level up to, and without, the score at which the next one begins. */
export function bandOf(
  level: RiskLevel,
  levels: RiskPolicy['levels'],
): { readonly least: number; readonly below: number } {
  const next = thresholds[riskLevels.indexOf(level)];
  return {
    least: level === 'low' ? 0 : levels[level],
    below: next === undefined ? Number.POSITIVE_INFINITY : levels[next],
  };
}

const thresholds = ['medium', 'high', 'critical'] as const satisfies readonly RiskLevel[];

function descendingLevels(levels: RiskPolicy['levels']): readonly LevelProblem[] {
  return thresholds.flatMap((key, index) => {
    const below = thresholds[index - 1];
    if (below === undefined || levels[key] >= levels[below]) return [];
    return [
      {
        severity: 'error',
        key,
        problem: `\`${key}\` begins at ${levels[key]}, below \`${below}\`, which begins at ${levels[below]}`,
        remedy: `let the levels ascend: ${riskLevels.slice(1).join(', ')}`,
      } as const,
    ];
  });
}

function unreachableLevels(policy: RiskPolicy): readonly LevelProblem[] {
  const { lowest, highest } = scoreRange(policy);
  return thresholds.flatMap((key, index) => {
    const from = policy.levels[key];
    if (from > 100) return [];
    const next = thresholds[index + 1];
    const why = unreachable(
      { from, to: next === undefined ? Number.POSITIVE_INFINITY : policy.levels[next] },
      { lowest, highest },
    );
    return why === null
      ? []
      : [{ severity: 'warning', key, problem: `no change can be \`${key}\`: ${why}`, remedy } as const];
  });
}

const remedy = 'move the level, or let the factors count more or fewer points; 101 says that a level is never meant';

type Band = { readonly from: number; readonly to: number };

function unreachable(
  { from, to }: Band,
  { lowest, highest }: { readonly lowest: number; readonly highest: number },
): string | null {
  if (from === to) return `the next level begins at ${to}, too`;
  if (from > highest) return `it begins at ${from}, and the factors add up to ${highest} at most`;
  return to <= lowest ? `it ends below ${to}, and the factors add up to ${lowest} at least` : null;
}

function pointsRange(factor: RiskFactor): { readonly fewest: number; readonly most: number } {
  const points = 'measure' in factor ? stepsOf(factor).map((step) => step.points) : [factor.points];
  return { fewest: Math.min(0, ...points), most: Math.max(0, ...points) };
}
