import type { LintProblem, LintRequest } from './lint.ts';

/** Steps of a measure whose thresholds are the same number, written in two ways. */
export function checkScores({ policy: { risk } }: LintRequest): readonly LintProblem[] {
  return risk.factors.flatMap((factor) => {
    if (!('measure' in factor)) return [];
    const thresholds = Object.keys(factor.points);
    const repeated = thresholds.filter((text, index) =>
      thresholds.slice(0, index).some((earlier) => Number(earlier) === Number(text)),
    );
    return repeated.map((text) =>
      sameThreshold({ key: `risk.factors/${factor.id}`, pointer: `/points/${text}` }, text),
    );
  });
}

function sameThreshold(part: LintProblem['part'], text: string): LintProblem {
  return {
    part,
    about: 'key',
    severity: 'error',
    code: 'policy/twice',
    problem: `the threshold \`${text}\` stands twice`,
    remedy: 'remove one of them',
  };
}
