import { checkCondition, checkMeasure } from '../condition/condition.ts';
import type { ConditionProblem, ConditionStage } from '../condition/condition.ts';
import type { LintProblem, LintRequest } from './lint.ts';
import { rulesOf } from './rules.ts';
import type { RuleList } from './rules.ts';

/** Conditions and measures that cannot be evaluated. */
export function checkConditions({ policy }: LintRequest): readonly LintProblem[] {
  const conditions = rulesOf(policy).flatMap(({ list, key, rule }) => {
    const problem = rule.when === undefined ? null : checkCondition(rule.when, stageOf(list));
    return problem === null ? [] : [inText({ key, pointer: '/when' }, problem)];
  });
  const measures = policy.risk.factors.flatMap((factor) => {
    const problem = 'measure' in factor ? checkMeasure(factor.measure, 'factor') : null;
    return problem === null ? [] : [inText({ key: `risk.factors/${factor.id}`, pointer: '/measure' }, problem)];
  });
  return [...conditions, ...measures];
}

/** What a condition of a list may look at. */
export function stageOf(list: RuleList): ConditionStage {
  if (list === 'risk.factors') return 'factor';
  if (list === 'standardChanges') return 'standard';
  return list.startsWith('schedule.') ? 'schedule' : 'rule';
}

function inText(part: LintProblem['part'], { offset, problem, remedy }: ConditionProblem): LintProblem {
  return { part, about: offset, severity: 'error', code: 'policy/condition', problem, remedy };
}
