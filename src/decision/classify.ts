import type { ChangeType, Lane } from '../change/facts.ts';
import type { Finding } from '../finding/finding.ts';
import type { Policy } from '../policy/policy.ts';
import type { RiskAssessment } from '../risk/factor.ts';
import type { JudgedChange } from '../rule/rule.ts';
import { matchStandardChange } from '../standard/match.ts';
import type { ChangeFacts } from '../change/facts.ts';

export type Classification = {
  readonly change: JudgedChange;
  readonly changeModel: string | null;
  readonly findings: readonly Finding[];
};

type Assessed = { readonly facts: ChangeFacts; readonly risk: RiskAssessment; readonly lane: Lane };

/** Says whether a change is standard, normal or an emergency. */
export function classify(policy: Policy, { facts, risk, lane }: Assessed): Classification {
  const judged = judgedChange(facts, risk);
  if (lane === 'emergency') return { change: judged('emergency'), changeModel: null, findings: [] };
  if (lane === 'rollback') return { change: judged('normal'), changeModel: null, findings: [] };
  const { model, findings, assumed } = matchStandardChange(policy.standardChanges, judged('normal'));
  const change = judged(model === null ? 'normal' : 'standard');
  return { change: { ...change, changeTypeAssumed: assumed }, changeModel: model?.id ?? null, findings };
}

function judgedChange(facts: ChangeFacts, risk: RiskAssessment): (changeType: ChangeType) => JudgedChange {
  return (changeType) => ({
    facts: { ...facts, change: { ...facts.change, type: changeType } },
    changeType,
    changeTypeAssumed: false,
    risk: { score: risk.score, level: risk.level, isAssumed: risk.isAssumed },
  });
}
