import { Environment } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Evaluation } from './evaluation.ts';
import { evaluationKey, Undecidable } from './evaluation.ts';
import { factGroups, factTypeOf, fileTypeOf } from './facts.ts';
import type { OwnFunction } from './own-functions.ts';
import { ownFunctions } from './own-functions.ts';
import { shortened } from './seen.ts';
import { marks } from './variables.ts';

/** The longest condition, in characters. */
export const longestCondition = 4_000;

/** The condition language: CEL with the facts as typed variables and the gate's functions; made when first needed. */
export function language(): Environment {
  return (made ??= makeLanguage());
}

let made: Environment | null = null;

const limits = {
  maxAstNodes: 500,
  maxDepth: 40,
  maxListElements: 500,
  maxMapEntries: 100,
  maxCallArguments: 32,
} as const;

function makeLanguage(): Environment {
  const environment = new Environment({ limits });
  environment.registerType(fileType, { ctor: constructorOf('file'), fields: fieldsOf(fileTypeOf) });
  environment.registerVariable('files', `list<${fileType}>`);
  for (const group of factGroups) registerGroup(environment, group);
  for (const [name, { type }] of factTypeOf) if (!name.includes('.')) environment.registerVariable(name, type);
  for (const [name, own] of ownFunctions) registerOwn(environment, name, own);
  registerMixedNumbers(environment);
  return environment;
}

const fileType = 'ChangedFile';

function constructorOf(name: string): () => undefined {
  return (marks.get(name) ?? { constructor: () => undefined }).constructor;
}

function fieldsOf(types: Iterable<readonly [string, { readonly type: string }]>): Record<string, string> {
  return Object.fromEntries([...types].map(([name, { type }]) => [name, type]));
}

function registerGroup(environment: Environment, group: string): void {
  const members = [...factTypeOf].filter(([name]) => name.startsWith(`${group}.`));
  const fields = fieldsOf(members.map(([name, type]) => [name.slice(group.length + 1), type] as const));
  environment.registerType(`${group} facts`, { ctor: constructorOf(group), fields });
  environment.registerVariable(group, `${group} facts`);
}

/** As macros, because only macros are given the variables and with them the evaluation. */
function registerOwn(environment: Environment, name: string, own: OwnFunction): void {
  for (let count = own.fewest; count <= own.most; count++) {
    const signature = `${name}(${Array.from({ length: count }, () => 'ast').join(', ')}): ${own.returns}`;
    environment.registerFunction(signature, ({ args }: { readonly args: readonly ASTNode[] }) => ({
      async: false,
      typeCheck: (checker: Checker, _macro: unknown, context: unknown) => {
        for (const arg of args) checkText(checker, arg, context);
        return checker.getType(own.returns);
      },
      evaluate: (evaluator: Evaluator, _macro: unknown, context: Context) =>
        runOwn(own, textsOf(args, evaluator, context), context.getValue(evaluationKey)),
    }));
  }
}

/** What the condition library hands to macros. */
type Checker = {
  readonly check: (node: ASTNode, context: unknown) => { readonly type: string };
  readonly getType: (name: string) => unknown;
  readonly createError: (code: string, message: string, node: ASTNode) => Error;
};
type Evaluator = { readonly run: (node: ASTNode, context: unknown) => unknown };
type Context = { readonly getValue: (name: typeof evaluationKey) => Evaluation };

function checkText(checker: Checker, arg: ASTNode, context: unknown): void {
  const { type } = checker.check(arg, context);
  if (type !== 'string') throw checker.createError('no_such_overload', `expected a text, found '${type}'`, arg);
}

function textsOf(args: readonly ASTNode[], evaluator: Evaluator, context: Context): readonly string[] {
  return args.map((arg) => String(evaluator.run(arg, context)));
}

function runOwn(own: OwnFunction, texts: readonly string[], evaluation: Evaluation): boolean | bigint {
  const problem = texts.map(own.check).find((each) => each !== null) ?? null;
  if (problem !== null) throw new Undecidable({ fact: String(shortened(texts.join(', '))), reason: problem });
  return own.run(texts, evaluation);
}

/** CEL leaves whole numbers and decimals apart; here a whole number beside a decimal is taken as one. */
function registerMixedNumbers(environment: Environment): void {
  for (const [left, right] of [
    ['int', 'double'],
    ['double', 'int'],
  ]) {
    for (const [operator, apply] of arithmetic) {
      environment.registerOperator(`${left} ${operator} ${right}: double`, (a: Numeric, b: Numeric) =>
        apply(Number(a), Number(b)),
      );
    }
  }
  environment.registerOperator('int == double: bool', (a: Numeric, b: Numeric) => Number(a) === Number(b));
  environment.registerFunction('nonZero(int): int', (divisor: bigint) => divisor, { async: false });
  environment.registerFunction('nonZero(double): double', nonZero, { async: false });
}

type Numeric = number | bigint;

const arithmetic: readonly (readonly [string, (left: number, right: number) => number])[] = [
  ['+', (left, right) => left + right],
  ['-', (left, right) => left - right],
  ['*', (left, right) => left * right],
  ['/', (left, right) => left / nonZero(right)],
];

/** Decimals divided by zero are undecided too, not infinite. */
function nonZero(divisor: number): number {
  if (divisor === 0) throw new RangeError('division by zero');
  return divisor;
}
