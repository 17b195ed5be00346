import type { ChangeFacts, Fact } from '../change/facts.ts';
import type { Assumption, Finding } from '../finding/finding.ts';
import { finding } from '../finding/finding.ts';
import type { JudgedChange } from '../rule/rule.ts';
import { restricts } from '../rule/scope.ts';
import { checkLack } from './check-lack.ts';
import type { Catalogue } from './concern.ts';
import { noteEvidenceEdits } from './edits.ts';
import type { EvidenceRule } from './evidence-rule.ts';
import { budgetLack } from './judge-budget.ts';
import { judgeFiles } from './judge-files.ts';
import type { Lack } from './lack.ts';

export type EvidenceRequest = {
  readonly rules: readonly EvidenceRule[];
  readonly catalogue: Catalogue;
  /** The smallest error budget, as the facts give it by themselves: it goes before what was measured. */
  readonly saidBudget: Fact<number>;
};

/** Findings for evidence that a rule demands and that is not there, does not prove what it should, or soon will not. */
export function judgeEvidence(request: EvidenceRequest, change: JudgedChange): readonly Finding[] {
  const ofRules = request.rules.flatMap((rule) => {
    const scope = restricts(rule, change);
    return scope.applies ? findingsOf(rule, { scope, request, facts: change.facts }) : [];
  });
  return [...ofRules, ...noteEvidenceEdits(request.rules, change.facts)];
}

type Scope = { readonly facts: Readonly<Record<string, unknown>>; readonly assumed: readonly Assumption[] };
type Sight = { readonly scope: Scope; readonly request: EvidenceRequest; readonly facts: ChangeFacts };

function findingsOf(rule: EvidenceRule, { scope, request, facts }: Sight): readonly Finding[] {
  const { catalogue, saidBudget: said } = request;
  if ('checks' in rule) return lackFindings(rule, scope, checkLack(rule, facts));
  if ('slo' in rule) return lackFindings(rule, scope, budgetLack({ rule, catalogue, said }, facts));
  const { lack, expiring } = judgeFiles(rule, catalogue, facts);
  return [...lackFindings(rule, scope, lack), ...(expiring === null ? [] : [expiryNote(rule, expiring)])];
}

function lackFindings(rule: EvidenceRule, scope: Scope, lack: Lack | null): readonly Finding[] {
  if (lack === null) return [];
  const { problem, remedy } = lack;
  return [
    finding({
      ...placeOf(rule),
      code: `evidence/${rule.id}`,
      effect: rule.effect,
      approvers: rule.approvers ?? [],
      problem,
      remedy,
      facts: { ...scope.facts, ...lack.facts },
      assumed: [...scope.assumed, ...lack.assumed],
    }),
  ];
}

function expiryNote(rule: EvidenceRule, { problem, remedy, facts }: Lack): Finding {
  return finding({ ...placeOf(rule), code: 'evidence/expires-soon', effect: 'note', problem, remedy, facts });
}

function placeOf({ id, source, because }: EvidenceRule): Pick<Finding, 'rule' | 'source' | 'because'> {
  return { rule: id, source, because };
}
