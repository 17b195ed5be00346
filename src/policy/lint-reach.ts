import { wildcardMatcher } from '../change/glob.ts';
import { whyNever } from '../condition/reach.ts';
import type { Known } from '../condition/reach.ts';
import { bandOf, reachableLevels, scoreRange } from '../risk/lint.ts';
import type { LintProblem, LintRequest } from './lint.ts';
import type { Policy } from './policy.ts';
import { rulesOf } from './rules.ts';
import type { ListedRule } from './rules.ts';
import { listed } from './words.ts';

/** Rules that no change can ever meet. */
export function checkReach({ policy }: Pick<LintRequest, 'policy'>): readonly LintProblem[] {
  return rulesOf(policy).flatMap((rule) => [
    ...levelsOutOfReach(rule, policy),
    ...typesOutOfReach(rule, policy),
    ...impossibleCondition(rule, policy),
  ]);
}

function levelsOutOfReach({ key, rule }: ListedRule, { risk }: Policy): readonly LintProblem[] {
  const { riskLevels = [] } = rule;
  const reachable = reachableLevels(risk);
  if (riskLevels.length === 0 || riskLevels.some((level) => reachable.includes(level))) return [];
  const { lowest, highest } = scoreRange(risk);
  return [
    {
      ...never({ key, pointer: '/riskLevels' }),
      problem: `\`${rule.id}\` never applies: no change can be ${listed(riskLevels, 'or')}, since scores go from ${lowest} to ${highest}`,
      remedy: 'remove it, or let the levels or the points of the factors reach it',
    },
  ];
}

function typesOutOfReach({ key, rule }: ListedRule, { standardChanges }: Policy): readonly LintProblem[] {
  const { changeTypes = [] } = rule;
  const isStandardAlone = changeTypes.length > 0 && changeTypes.every((type) => type === 'standard');
  if (!isStandardAlone || standardChanges.length > 0) return [];
  return [
    {
      ...never({ key, pointer: '/changeTypes' }),
      problem: `\`${rule.id}\` never applies: the policy has no standard changes`,
      remedy: 'add one under `standardChanges`, or remove the rule',
    },
  ];
}

function impossibleCondition(listedRule: ListedRule, policy: Policy): readonly LintProblem[] {
  const { key, rule } = listedRule;
  if (rule.when === undefined) return [];
  const plain = whyNever(rule.when);
  const scoped = plain === null ? whyNever(rule.when, knownIn(listedRule, policy)) : null;
  if (plain === null && scoped === null) return [];
  return [
    {
      ...never({ key, pointer: '/when' }),
      problem: `\`${rule.id}\` never applies: ${plain ?? `${scoped} in the scope of the rule`}`,
      remedy: 'mend the condition, or remove the rule',
    },
  ];
}

/** What the scope of a rule says of facts that its condition may name. */
function knownIn({ list, rule }: ListedRule, { risk, emergency }: Policy): Known {
  const { environments, riskLevels } = rule;
  const patterns = environments?.map((pattern) => wildcardMatcher(pattern));
  const unnamed = list === 'approvals' && emergency === null ? ['normal', 'emergency'] : ['normal'];
  const isForNormal = list === 'approvals' || list === 'rollback.plans';
  const types: readonly string[] | undefined = rule.changeTypes ?? (isForNormal ? unnamed : undefined);
  return {
    words: {
      ...(patterns !== undefined && { environment: (name: string) => patterns.some((matches) => matches(name)) }),
      ...(types !== undefined && { 'change.type': (type: string) => types.includes(type) }),
      ...(riskLevels !== undefined && { 'risk.level': (level: string) => riskLevels.some((each) => each === level) }),
    },
    ...(riskLevels !== undefined && { numbers: { 'risk.score': scoresOf(riskLevels, risk) } }),
  };
}

function scoresOf(
  levels: NonNullable<ListedRule['rule']['riskLevels']>,
  risk: Policy['risk'],
): { readonly least: number; readonly most: number } {
  const bands = levels.map((level) => bandOf(level, risk.levels));
  return { least: Math.min(...bands.map(({ least }) => least)), most: Math.max(...bands.map(({ below }) => below)) };
}

function never(part: LintProblem['part']): Pick<LintProblem, 'part' | 'about' | 'severity' | 'code'> {
  return { part, about: 'value', severity: 'warning', code: 'policy/never-applies' };
}
