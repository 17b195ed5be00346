import { saySame, subjectOf, whyNever } from '../condition/reach.ts';
import type { RiskFactor } from '../risk/factor.ts';
import { stepsOf } from '../risk/steps.ts';
import type { LintProblem, LintRequest } from './lint.ts';

/** Factors that count whenever another one does, and never without it: two names for one thing. */
export function checkOverlap({ policy: { risk } }: Pick<LintRequest, 'policy'>): readonly LintProblem[] {
  const looks = risk.factors.flatMap(lookOf);
  const bySubject = new Map<string, Look[]>();
  for (const look of looks) bySubject.set(look.subject, [...(bySubject.get(look.subject) ?? []), look]);
  return [...bySubject.values()].flatMap((alike) => repeatsIn(alike.slice(0, mostAlike)));
}

/** Pairs grow with the square; so many factors about one thing were made by a program. */
const mostAlike = 50;

/** What a factor looks at. */
type Look = {
  readonly part: LintProblem['part'];
  readonly id: string;
  /** Factors with another subject never count together always. */
  readonly subject: string;
  /** When it begins to count. */
  readonly condition: string;
};

/** None of a factor that counts nothing, or never, which is told elsewhere. */
function lookOf(factor: RiskFactor): readonly Look[] {
  const { id, environments, services } = factor;
  const key = `risk.factors/${id}`;
  const subjectIn = (condition: string, steps: readonly number[]): string =>
    JSON.stringify([environments, services, steps, subjectOf(condition)]);
  if (!('measure' in factor)) {
    const { when: condition, points } = factor;
    if (points === 0 || whyNever(condition) !== null) return [];
    return [{ part: { key, pointer: '/when' }, id, condition, subject: subjectIn(condition, []) }];
  }
  const steps = stepsOf(factor);
  if (steps.every(({ points }) => points === 0)) return [];
  const thresholds = steps.map(({ from }) => from);
  const condition = `(${factor.measure}) >= ${thresholds[0]}`;
  // With one step alone it counts by a condition, however that is written.
  const subject = subjectIn(condition, thresholds.length === 1 ? [] : thresholds);
  return [{ part: { key, pointer: '/measure' }, id, condition, subject }];
}

function repeatsIn(alike: readonly Look[]): readonly LintProblem[] {
  return alike.flatMap(({ part, id, condition }, index) => {
    const other = alike.slice(0, index).find((earlier) => saySame(condition, earlier.condition));
    if (other === undefined) return [];
    return [
      {
        part,
        about: 'value',
        severity: 'warning',
        code: 'policy/overlap',
        problem: `\`${id}\` counts whenever \`${other.id}\` does, and never without it`,
        remedy: 'give the points of both to one of them, and remove the other',
      } as const,
    ];
  });
}
