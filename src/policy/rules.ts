import type { Rule } from '../rule/rule.ts';
import type { Policy } from './policy.ts';

/** Where rules of a kind are. */
/** Every list of rules, by its path. */
export const ruleLists = [
  'risk.factors',
  'schedule.windows',
  'schedule.freezes',
  'schedule.exceptions',
  'rollback.plans',
  'standardChanges',
  'evidence',
  'approvals',
] as const;

export type RuleList = (typeof ruleLists)[number];

/** A rule, and where it is. */
export type ListedRule = { readonly list: RuleList; readonly key: string; readonly rule: Rule };

/** Every rule of a policy. */
export function rulesOf(policy: Policy): readonly ListedRule[] {
  const { risk, schedule, rollback, standardChanges, evidence, approvals } = policy;
  return [
    ...listed('risk.factors', risk.factors),
    ...listed('schedule.windows', schedule?.windows ?? []),
    ...listed('schedule.freezes', schedule?.freezes ?? []),
    ...listed('schedule.exceptions', schedule?.exceptions ?? []),
    ...listed('rollback.plans', rollback.plans),
    ...listed('standardChanges', standardChanges),
    ...listed('evidence', evidence),
    ...listed('approvals', approvals),
  ];
}

function listed(list: RuleList, rules: readonly Rule[]): readonly ListedRule[] {
  return rules.map((rule) => ({ list, key: `${list}/${rule.id}`, rule }));
}
