import type { Policy } from '../policy/policy.ts';
import type { ListedRule, RuleList } from '../policy/rules.ts';

/** The policy with one rule taken out. */
export function withoutRule(policy: Policy, { list, rule: { id } }: ListedRule): Policy {
  return takers[list](policy, ({ id: other }) => other !== id);
}

type Keep = (rule: { readonly id: string }) => boolean;

const takers: Readonly<Record<RuleList, (policy: Policy, keep: Keep) => Policy>> = {
  'risk.factors': (policy, keep) => ({
    ...policy,
    risk: { ...policy.risk, factors: policy.risk.factors.filter(keep) },
  }),
  'schedule.windows': (policy, keep) =>
    withSchedule(policy, (schedule) => ({ windows: schedule.windows.filter(keep) })),
  'schedule.freezes': (policy, keep) =>
    withSchedule(policy, (schedule) => ({ freezes: schedule.freezes.filter(keep) })),
  'schedule.exceptions': (policy, keep) =>
    withSchedule(policy, (schedule) => ({ exceptions: schedule.exceptions.filter(keep) })),
  'rollback.plans': (policy, keep) => ({ ...policy, rollback: { plans: policy.rollback.plans.filter(keep) } }),
  standardChanges: (policy, keep) => ({ ...policy, standardChanges: policy.standardChanges.filter(keep) }),
  evidence: (policy, keep) => ({ ...policy, evidence: policy.evidence.filter(keep) }),
  approvals: (policy, keep) => ({ ...policy, approvals: policy.approvals.filter(keep) }),
};

type Schedule = NonNullable<Policy['schedule']>;

function withSchedule(policy: Policy, change: (schedule: Schedule) => Partial<Schedule>): Policy {
  if (policy.schedule === null) return policy;
  return { ...policy, schedule: { ...policy.schedule, ...change(policy.schedule) } };
}
