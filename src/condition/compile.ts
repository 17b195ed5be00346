import type { ASTNode, ParseResult } from '@marcbachmann/cel-js';
import type { Mention } from './guard.ts';
import { guard, mentionsIn } from './guard.ts';
import { language, longestCondition } from './language.ts';
import { problemOf } from './library-words.ts';
import { divides, guardDivisions, widenNumbers } from './numbers.ts';
import type { ConditionProblem } from './problem.ts';
import { problemAt } from './problem.ts';

/** A condition that can be evaluated: its syntax, its type, and the facts that it names. */
export type Compiled = {
  readonly ok: true;
  readonly ast: ASTNode;
  readonly type: string;
  readonly mentions: readonly Mention[];
  /** Gives the value; throws where it cannot be decided. */
  readonly run: (variables: Readonly<Record<string, unknown>>) => unknown;
};

export type Compilation = Compiled | { readonly ok: false; readonly problem: ConditionProblem };

/** Reads and type-checks a condition; each text is compiled once. */
export function compile(text: string): Compilation {
  const known = compilations.get(text);
  if (known !== undefined) return known;
  if (compilations.size >= mostCompilations) compilations.clear();
  const compilation = compileAnew(text);
  compilations.set(text, compilation);
  return compilation;
}

const compilations = new Map<string, Compilation>();
const mostCompilations = 5_000;

function compileAnew(text: string): Compilation {
  if (text.length > longestCondition) {
    const problem = `the condition has ${text.length} characters, and ${longestCondition} is the most`;
    return { ok: false, problem: problemAt({ start: longestCondition, end: text.length }, problem) };
  }
  try {
    return compileText(text);
  } catch (error) {
    return { ok: false, problem: problemOf(error, text) };
  }
}

function compileText(text: string): Compilation {
  const parsed = language().parse(text);
  const problem = guard(parsed.ast);
  if (problem !== null) return { ok: false, problem };
  const mentions = mentionsIn(parsed.ast);
  widenNumbers(parsed.ast, language());
  const checked = parsed.check();
  if (!checked.valid) return { ok: false, problem: problemOf(checked.error, text) };
  return { ok: true, ast: parsed.ast, type: checked.type ?? '', mentions, run: runnable(text, parsed) };
}

/** Divisions are guarded in a second tree, so that errors of types are told about the text as it was written. */
function runnable(text: string, parsed: ParseResult): Compiled['run'] {
  if (!divides(parsed.ast)) return (variables): unknown => parsed(variables);
  const guarded = language().parse(text);
  widenNumbers(guarded.ast, language());
  guardDivisions(guarded.ast, language());
  guarded.check();
  return (variables): unknown => guarded(variables);
}
