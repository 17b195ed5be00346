import type { Files, RollbackPlan } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { minutesOfDuration } from './duration.ts';
import { wordsOf } from './fields.ts';
import type { RequiredField } from './fields.ts';
import type { PlanRule } from './plan-rule.ts';
import { plainWords, worthOf } from './placeholder.ts';
import { isBoilerplate, isThin } from './steps.ts';
import { judgeStrategy, strategyChoices } from './strategy-quality.ts';
import { quoted, weak } from './weakness.ts';
import type { Weakness } from './weakness.ts';

export type PlanQuestion = {
  readonly rule: Pick<PlanRule, 'require' | 'maxTimeToRestore'>;
  readonly files: Files;
};

/** Everything that is wrong with a plan under a rule; empty for a good one. */
export function weaknesses(plan: RollbackPlan, { rule, files }: PlanQuestion): readonly Weakness[] {
  return [
    ...missingFields(plan, rule),
    ...judgeStrategy(plan, files),
    ...judgeSteps(plan),
    ...judgeOwner(plan),
    ...unfinishedFields(plan),
    ...judgeReturn(plan),
    ...judgeTime(plan, rule),
  ];
}

/** Tells a plan none of whose fields says anything. */
export function isBlank(plan: RollbackPlan): boolean {
  const words = [plan.strategy, plan.reason, ...plan.steps, ...others.map((field) => wordsOf(plan, field))];
  return words.every((each) => each === null || worthOf(each) !== 'said');
}

const others = ['owner', 'trigger', 'timeToRestore', 'verification', 'returnTo'] as const;

const howToWrite: Readonly<Record<RequiredField, string>> = {
  strategy: `add one of ${strategyChoices}`,
  steps: 'add what to run or click, in order',
  owner: 'add who takes it back, like `@alice`',
  trigger: 'add what one will see when it must be taken back, like `more than 2 % of requests fail`',
  timeToRestore: 'add a time with its unit, like `20m`',
  verification: 'add how and when it was tried',
  returnTo: 'add the commit or tag to return to',
};

function missingFields(plan: RollbackPlan, { require }: PlanQuestion['rule']): readonly Weakness[] {
  return require
    .filter((field) => worthOf(wordsOf(plan, field) ?? '') === 'declined' && !isNoStrategy(plan, field))
    .map((field) =>
      weak(`\`${field}\` is ${field === 'timeToRestore' ? 'missing or no time' : 'missing'}: ${howToWrite[field]}`),
    );
}

/** `strategy: none` says something, though nothing that counts; it is judged as a strategy. */
function isNoStrategy({ strategy }: RollbackPlan, field: RequiredField): boolean {
  return field === 'strategy' && strategy !== null && strategy.trim() !== '';
}

function judgeSteps(plan: RollbackPlan): readonly Weakness[] {
  const { steps } = plan;
  if (steps.length === 0 || steps.some((step) => worthOf(step) !== 'said')) return [];
  if (isBoilerplate(steps) && othersSaid(plan) < 2) {
    return [
      weak(
        `\`steps\` say only ${quoted(steps.join(' '))}: write what to run or click, where, and how one sees that it worked`,
      ),
    ];
  }
  if (!steps.every(isThin)) return [];
  return [weak(`\`steps\` ${quoted(steps.join('; '))} are too short to follow: write what to run or click, in order`)];
}

/** How many of the other fields were thought about. */
function othersSaid(plan: RollbackPlan): number {
  return others.filter((field) => worthOf(wordsOf(plan, field) ?? '') === 'said').length;
}

const nobody: ReadonlySet<string> = new Set(
  (
    'team|the team|our team|my team|dev team|developer|developers|devs|dev|author|the author|pr author|me|myself|i|us|we|' +
    'you|someone|somebody|anyone|anybody|everyone|everybody|nobody|no one|whoever|all|engineering|the developer|owner|' +
    'user|username|name|your name|handle|github handle'
  ).split('|'),
);

function judgeOwner({ owner }: RollbackPlan): readonly Weakness[] {
  if (owner === null || owner.trim() === '' || worthOf(owner) === 'unfinished') return [];
  const words = plainWords(owner);
  if (words !== '' && !nobody.has(words) && worthOf(owner) === 'said') return [];
  return [
    weak(`\`owner\` is ${quoted(owner)}, which is nobody: name a person or a team, like \`@alice\` or \`@acme/sre\``),
  ];
}

function unfinishedFields(plan: RollbackPlan): readonly Weakness[] {
  const fields = ['strategy', 'owner', 'trigger', 'verification', 'returnTo', 'reason'] as const;
  const found = fields.flatMap((field) => {
    const words = plan[field];
    const isJudgedElsewhere = field === 'reason' && plan.strategy === 'irreversible';
    return words === null || isJudgedElsewhere || worthOf(words) !== 'unfinished' ? [] : [{ field, words }];
  });
  const step = plan.steps.find((each) => worthOf(each) === 'unfinished');
  return [...found, ...(step === undefined ? [] : [{ field: 'steps', words: step }])].map(({ field, words }) =>
    weak(`\`${field}\` still has a placeholder, ${quoted(words)}: write what is meant`),
  );
}

function judgeReturn({ returnTo, returnToState }: RollbackPlan): readonly Weakness[] {
  if (returnTo === null || returnTo.trim() === '' || returnToState === 'good') return [];
  const start = `\`returnTo\` is ${quoted(returnTo)}`;
  const remedy = 'name a commit that was deployed here and worked';
  if (returnToState === 'missing') return [weak(`${start}, which does not exist: ${remedy}`)];
  if (returnToState === 'never-good') return [weak(`${start}, which was never good in this environment: ${remedy}`)];
  const reason = isUnknown(returnToState) ? returnToState.unknown : 'nobody looked the commit up';
  const assumed = [{ fact: 'plan.returnToState', reason }];
  return [{ problem: `${start}, and whether it was good is not known: ${remedy}, or leave it out`, assumed }];
}

function judgeTime(
  { minutesToRestore }: RollbackPlan,
  { require, maxTimeToRestore }: PlanQuestion['rule'],
): readonly Weakness[] {
  if (maxTimeToRestore === undefined) return [];
  if (minutesToRestore === null) {
    const problem = `\`timeToRestore\` is missing, and the limit is \`${maxTimeToRestore}\`: ${howToWrite.timeToRestore}`;
    return require.includes('timeToRestore') ? [] : [weak(problem)];
  }
  if (minutesToRestore <= minutesOfDuration(maxTimeToRestore)) return [];
  const problem = `\`timeToRestore\` is ${minutesToRestore} minutes, above the limit of \`${maxTimeToRestore}\``;
  return [weak(`${problem}: find a faster way back, or make the change smaller`)];
}
