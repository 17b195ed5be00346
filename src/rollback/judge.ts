import type { Fact, RollbackPlan } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Assumption, Finding } from '../finding/finding.ts';
import { finding, heavier } from '../finding/finding.ts';
import type { JudgedChange } from '../rule/rule.ts';
import { restricts } from '../rule/scope.ts';
import type { RequiredField } from './fields.ts';
import type { PlanRule, RollbackJudgement } from './plan-rule.ts';
import { isBlank, weaknesses } from './quality.ts';
import { hints } from './strategy-quality.ts';
import { isUntouchedTemplate } from './template.ts';
import type { Weakness } from './weakness.ts';

/** A judgement, but for what the plan inherited, which was settled before. */
type OwnJudgement = Omit<RollbackJudgement, 'inherited'>;

export type JudgedRollback = { readonly judgement: OwnJudgement; readonly findings: readonly Finding[] };

/** Says whether the change needs a rollback plan, and whether the one that it has will do. */
export function judgeRollback(rules: readonly PlanRule[], change: JudgedChange): JudgedRollback {
  const plan = planFact(change.facts.plan);
  const verdicts = rules.flatMap((rule) => {
    // Without `changeTypes`, a plan is asked of normal changes alone.
    const scope = restricts({ ...rule, changeTypes: rule.changeTypes ?? ['normal'] }, change);
    return scope.applies ? [verdictOf({ rule, scope, plan }, change)] : [];
  });
  const findings = verdicts.flatMap((verdict) => verdict.findings);
  const advice = verdicts.length === 0 || isUnknown(plan) || plan === null ? [] : hints(plan, change.facts.files);
  return { judgement: judgementOf(plan, verdicts), findings: [...findings, ...advice.map(hintFinding)] };
}

type Scope = { readonly facts: Readonly<Record<string, unknown>>; readonly assumed: readonly Assumption[] };
type Asked = { readonly rule: PlanRule; readonly scope: Scope; readonly plan: Fact<RollbackPlan | null> };
type Verdict = {
  readonly state: 'good' | 'weak' | 'missing' | 'unknown';
  readonly findings: readonly Finding[];
  readonly problems: readonly string[];
};

/** A plan that says nothing, or only what the template says, is none. */
function planFact(plan: Fact<RollbackPlan | null>): Fact<RollbackPlan | null> {
  if (isUnknown(plan) || plan === null) return plan;
  return isUntouchedTemplate(plan.text) || isBlank(plan) ? null : plan;
}

function verdictOf(asked: Asked, change: JudgedChange): Verdict {
  const { rule, plan } = asked;
  if (isUnknown(plan)) {
    const problem = `whether there is a rollback plan is not known (${plan.unknown})`;
    return { state: 'unknown', findings: [unknownPlan(asked, plan.unknown)], problems: [problem] };
  }
  if (plan === null)
    return { state: 'missing', findings: [missingPlan(asked)], problems: ['there is no rollback plan'] };
  const found = weaknesses(plan, { rule, files: change.facts.files });
  const problems = found.map(({ problem }) => problem);
  if (found.length === 0) return { state: 'good', findings: [], problems };
  return { state: 'weak', findings: [weakPlan({ ...asked, plan }, found)], problems };
}

function unknownPlan({ rule, scope }: Asked, reason: string): Finding {
  return finding({
    ...placeOf(rule),
    code: 'rollback/plan-unknown',
    effect: heavier(rule.missing, rule.weak),
    problem: `whether there is a rollback plan is not known (${reason})`,
    remedy: `let the gate read the plan, or ${example(rule.require)}`,
    facts: scope.facts,
    assumed: [...scope.assumed, { fact: 'plan', reason }],
  });
}

function missingPlan({ rule, scope }: Asked): Finding {
  return finding({
    ...placeOf(rule),
    code: 'rollback/plan-missing',
    effect: rule.missing,
    problem: 'there is no rollback plan',
    remedy: example(rule.require),
    facts: scope.facts,
    assumed: scope.assumed,
  });
}

type WeakPlan = Asked & { readonly plan: RollbackPlan };

function weakPlan({ rule, scope, plan }: WeakPlan, found: readonly Weakness[]): Finding {
  const problems = found.map(({ problem }) => problem);
  return finding({
    ...placeOf(rule),
    code: 'rollback/plan-weak',
    effect: rule.weak,
    problem: `the rollback plan will not do: ${problems.join('; ')}`,
    remedy: `mend the plan in ${plan.source}`,
    facts: { ...scope.facts, 'plan.digest': plan.digest, 'plan.problems': problems },
    assumed: [...scope.assumed, ...found.flatMap(({ assumed }) => assumed)],
  });
}

function hintFinding({ problem, assumed }: Weakness): Finding {
  return finding({ code: 'rollback/plan-hint', effect: 'note', problem, assumed });
}

function placeOf(rule: PlanRule): Pick<Finding, 'rule' | 'source' | 'because' | 'approvers'> {
  return { rule: rule.id, source: rule.source, because: rule.because, approvers: rule.approvers ?? [] };
}

const examples: Readonly<Record<RequiredField, string>> = {
  strategy: 'strategy: redeploy-previous',
  steps: 'steps: [what to run or click, in order]',
  owner: 'owner: "@who-does-it"',
  trigger: 'trigger: what one will see when it must be taken back',
  timeToRestore: 'timeToRestore: 20m',
  verification: 'verification: how and when it was tried',
  returnTo: 'returnTo: the commit to return to',
};

/** A plan to copy, with the fields that the rule asks for. */
function example(require: readonly RequiredField[]): string {
  const fields = (require.length === 0 ? (['strategy'] as const) : require).map((field) => `\`${examples[field]}\``);
  return `write \`.change/rollback.yml\`, or a section \`## Rollback plan\` in the pull request's text, with ${fields.join(', ')}`;
}

const worstFirst = ['unknown', 'missing', 'weak', 'good'] as const;

function judgementOf(plan: Fact<RollbackPlan | null>, verdicts: readonly Verdict[]): OwnJudgement {
  const known = isUnknown(plan) ? null : plan;
  return {
    required: verdicts.length > 0,
    state: worstFirst.find((state) => verdicts.some((verdict) => verdict.state === state)) ?? 'not-required',
    strategy: known?.strategy ?? null,
    minutesToRestore: known?.minutesToRestore ?? null,
    source: known?.source ?? null,
    digest: known?.digest ?? null,
    problems: [...new Set(verdicts.flatMap(({ problems }) => problems))],
  };
}
