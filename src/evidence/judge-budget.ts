import type { ChangeFacts, Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Measured } from './budget.ts';
import { budgetsOf, ofWhat } from './budget.ts';
import type { Catalogue } from './concern.ts';
import { concernOf } from './concern.ts';
import type { SloEvidence } from './evidence-rule.ts';
import type { Lack } from './lack.ts';
import { inOneSentence, together } from './lack.ts';
import { named, sourceInWords } from './sources.ts';
import { isoOf, whenInWords } from './when.ts';

type Asked = {
  readonly rule: SloEvidence;
  readonly catalogue: Catalogue;
  /** The smallest budget, where the facts give it by themselves: then nothing else is asked. */
  readonly said: Fact<number>;
};

/** Why the error budgets of a change do not allow it: they are spent, or nobody knows; null if they allow it. */
export function budgetLack({ rule, catalogue, said }: Asked, facts: ChangeFacts): Lack | null {
  if (!isUnknown(said)) return saidLack(said, rule);
  const { measured, unknown } = budgetsOf({ rule, catalogue }, facts);
  const spent = measured.filter(({ remaining }) => isSpent(remaining, rule));
  const { assumed } = concernOf(rule, catalogue, facts);
  const lack = together([
    ...spent.map((each) => spentLack(each, rule)),
    ...(unknown.length === 0 ? [] : [unknownBudget(unknown, rule)]),
  ]);
  if (lack === null) return null;
  const budgets = measured.map(seen);
  return { ...lack, facts: budgets.length === 0 ? {} : { budgets }, assumed: [...lack.assumed, ...assumed] };
}

/** Many tools tell no less than 0 of a budget that is overspent, so that nothing left is spent whatever a rule allows. */
function isSpent(remaining: number, { slo }: SloEvidence): boolean {
  return remaining <= 0 || remaining < slo.minimumBudget;
}

function saidLack(said: number, rule: SloEvidence): Lack | null {
  if (!isSpent(said, rule)) return null;
  const problem = `the error budget of the services touched ${stateOf(said, rule)}`;
  return { problem, remedy: recover, facts: { 'operations.errorBudgetRemaining': said }, assumed: [] };
}

function spentLack(each: Measured, rule: SloEvidence): Lack {
  const { remaining, at, source } = each;
  const measured = `measured ${whenInWords(at.from)} in ${named(source)}`;
  return {
    problem: `the error budget${ofWhat(each)} ${stateOf(remaining, rule)}, ${measured}`,
    remedy: recover,
    facts: {},
    assumed: [],
  };
}

const recover =
  'mend what spends it; until it has recovered, only what this rule leaves out goes live (`when`, `changeTypes`)';

function unknownBudget(reasons: readonly string[], rule: SloEvidence): Lack {
  return {
    problem: `the error budget is not known (${inOneSentence(reasons)})`,
    remedy: `let ${sourceInWords(rule)} tell what is promised, measured of late, then run the gate again`,
    facts: {},
    assumed: reasons.map((reason) => ({ fact: 'operations.errorBudgetRemaining', reason })),
  };
}

function stateOf(remaining: number, { slo }: SloEvidence): string {
  if (remaining < 0) return `is overspent by ${percent(-remaining)}`;
  if (remaining === 0) return 'is spent';
  return `has ${percent(remaining)} left, less than ${percent(slo.minimumBudget)}`;
}

/** Rounded down, so that what is left stays below what must be. */
function percent(share: number): string {
  const tenths = Math.floor(share * 1_000 + 1e-9);
  return `${tenths < 1 ? 'less than 0.1' : tenths / 10} %`;
}

function seen({ source, service, objective, remaining, at }: Measured): Readonly<Record<string, unknown>> {
  return { source, service, objective, errorBudgetRemaining: remaining, measuredAt: isoOf(at.from) };
}
