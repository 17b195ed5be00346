import type { RiskPolicy } from '../risk/factor.ts';
import { levelProblems } from '../risk/lint.ts';
import type { LintProblem, LintRequest } from './lint.ts';

/** Levels that do not ascend or cannot be reached, and steps of a measure that stand twice. */
export function checkScores({ policy: { risk } }: LintRequest): readonly LintProblem[] {
  return [...checkLevels(risk), ...checkSteps(risk)];
}

function checkLevels(risk: RiskPolicy): readonly LintProblem[] {
  // A policy without factors does not score: its levels are the defaults, and nobody asked for them.
  const problems = levelProblems(risk).filter(({ severity }) => severity === 'error' || risk.factors.length > 0);
  return problems.map(({ severity, key, problem, remedy }) => {
    const part = { key: 'risk/levels', pointer: `/${key}` };
    return { part, about: 'value', severity, code: 'policy/levels', problem, remedy };
  });
}

/** Thresholds that are the same number, written in two ways. */
function checkSteps(risk: RiskPolicy): readonly LintProblem[] {
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
