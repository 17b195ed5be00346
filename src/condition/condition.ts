import type { Assumption } from '../finding/finding.ts';
import type { Compiled } from './compile.ts';
import { compile } from './compile.ts';
import type { Evaluation } from './evaluation.ts';
import { startEvaluation, Undecidable } from './evaluation.ts';
import type { ConditionFacts, ConditionStage } from './facts.ts';
import { whyHidden } from './facts.ts';
import { failureOf, typeWord } from './library-words.ts';
import type { ConditionProblem } from './problem.ts';
import { problemAt } from './problem.ts';
import type { SeenFacts } from './seen.ts';
import { shortened } from './seen.ts';
import { variables } from './variables.ts';

export type { ConditionFacts, ConditionStage } from './facts.ts';
export type { ConditionProblem } from './problem.ts';
export type { SeenFacts } from './seen.ts';

type Undecided = { readonly is: 'undecided'; readonly facts: SeenFacts; readonly assumed: readonly Assumption[] };

export type ConditionResult =
  | { readonly is: 'true' | 'false'; readonly facts: SeenFacts; readonly assumed: readonly [] }
  | Undecided;

export type MeasureResult = { readonly is: 'known'; readonly value: number; readonly facts: SeenFacts } | Undecided;

/** What is wrong with a condition at this stage; null if nothing is. */
export function checkCondition(text: string, stage: ConditionStage): ConditionProblem | null {
  return check(text, stage, { types: ['bool'], expected: 'a condition is true or false' });
}

/** What is wrong with a measure at this stage; null if nothing is. */
export function checkMeasure(text: string, stage: ConditionStage): ConditionProblem | null {
  return check(text, stage, { types: ['int', 'double'], expected: 'a measure is a number' });
}

/** Evaluates a condition. Never throws: whatever it cannot decide is undecided, with the facts that are missing. */
export function evaluateCondition(text: string, facts: ConditionFacts): ConditionResult {
  const evaluated = evaluate(text, facts);
  if (!evaluated.ok) return evaluated.undecided;
  const { value, seen } = evaluated;
  if (typeof value === 'boolean') return { is: value ? 'true' : 'false', facts: seen, assumed: [] };
  return undecided(seen, [{ fact: named(text), reason: 'it is neither true nor false' }]);
}

/** Evaluates a measure; undecided like a condition, and where it is no finite number. */
export function evaluateMeasure(text: string, facts: ConditionFacts): MeasureResult {
  const evaluated = evaluate(text, facts);
  if (!evaluated.ok) return evaluated.undecided;
  const { value, seen } = evaluated;
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return { is: 'known', value: number, facts: seen };
  return undecided(seen, [{ fact: named(text), reason: 'it is not a number' }]);
}

type Expected = { readonly types: readonly string[]; readonly expected: string };

function check(text: string, stage: ConditionStage, { types, expected }: Expected): ConditionProblem | null {
  const compiled = compile(text);
  if (!compiled.ok) return compiled.problem;
  for (const mention of compiled.mentions) {
    const because = whyHidden(mention.name, stage);
    if (because !== null) return problemAt(mention, `\`${mention.name}\` ${because}`);
  }
  if (types.includes(compiled.type)) return null;
  return problemAt({ start: 0, end: text.length }, `${expected}, found ${typeWord(compiled.type)}`);
}

type Evaluated =
  | { readonly ok: true; readonly value: unknown; readonly seen: SeenFacts }
  | { readonly ok: false; readonly undecided: Undecided };

function evaluate(text: string, facts: ConditionFacts): Evaluated {
  const compiled = compile(text);
  if (!compiled.ok) {
    return { ok: false, undecided: undecided({}, [{ fact: named(text), reason: compiled.problem.problem }]) };
  }
  return run(compiled, startEvaluation(facts), text);
}

// Going on after any error is safe: the condition is then undecided, which is the worse case.
function run(compiled: Compiled, evaluation: Evaluation, text: string): Evaluated {
  try {
    const names = new Set(compiled.mentions.map(({ name }) => name));
    const value = compiled.run(variables(names, evaluation));
    return { ok: true, value, seen: Object.fromEntries(evaluation.seen) };
  } catch (error) {
    const missing = error instanceof Undecidable ? error.missing : { fact: named(text), reason: failureOf(error) };
    const assumed = new Map(evaluation.unknown).set(missing.fact, missing);
    return { ok: false, undecided: undecided(Object.fromEntries(evaluation.seen), [...assumed.values()]) };
  }
}

function undecided(facts: SeenFacts, assumed: readonly Assumption[]): Undecided {
  return { is: 'undecided', facts, assumed };
}

function named(text: string): string {
  return String(shortened(text));
}
