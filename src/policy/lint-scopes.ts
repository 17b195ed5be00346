import { scopeProblems } from '../rule/lint-scope.ts';
import type { LintProblem, LintRequest } from './lint.ts';
import { rulesOf } from './rules.ts';

/** Rules under which a worse change would pass more easily. */
export function checkScopes({ policy }: LintRequest): readonly LintProblem[] {
  return rulesOf(policy).flatMap(({ list, key, rule }) =>
    scopeProblems(rule, list === 'schedule.exceptions' ? 'permitting' : 'restricting').map((found) => ({
      part: { key, pointer: `/${found.key}` },
      about: 'value',
      severity: 'error',
      code: 'policy/scope',
      problem: found.problem,
      remedy: found.remedy,
    })),
  );
}
