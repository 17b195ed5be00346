import type { ASTNode } from '@marcbachmann/cel-js';
import { factGroups, plainFacts } from './facts.ts';
import { closest } from '../closest.ts';
import type { OwnFunction } from './own-functions.ts';
import { fileFunctions, ownFunctions } from './own-functions.ts';
import type { ConditionProblem } from './problem.ts';
import { problemAt } from './problem.ts';
import type { Visit } from './walk.ts';
import { macroNames, namedTypeOf, visits } from './walk.ts';

type Call = Extract<ASTNode, { op: 'call' }>;
type MethodCall = Extract<ASTNode, { op: 'rcall' }>;

/** What is wrong with a call like `touches("docs/**")`, beyond its types; null if nothing is. */
export function checkCall(node: Call, visit: Visit): ConditionProblem | null {
  const [name, args] = node.args;
  const own = ownFunctions.get(name);
  const range = { start: node.start, end: node.start + name.length };
  if (own === undefined) return plainFunctions.has(name) ? null : unknownFunction(name, range, functionNames());
  if (args.length < own.fewest || args.length > own.most) return problemAt(node, wrongCount(name, own, args.length));
  if (fileFunctions.has(name) && visit.isOverFiles) return problemAt(node, nested, nestedRemedy);
  return checkTexts(own, args);
}

/** What is wrong with a call like `change.title.contains("x")` or a macro, beyond its types; null if nothing is. */
export function checkMethod(node: MethodCall, visit: Visit): ConditionProblem | null {
  const [name, receiver] = node.args;
  if (macroNames.has(name)) return checkMacro(node, visit);
  if (name === 'contains' && isList(receiver, visit)) return containsList(node, receiver);
  if (methods.has(name)) return null;
  const start = Math.max(node.start, node.input.indexOf(name, receiver.end));
  const range = { start, end: start + name.length };
  if (ownFunctions.has(name)) return problemAt(range, `\`${name}\` is a function`, `write \`${name}(…)\``);
  return unknownFunction(name, range, [...methods, ...macroNames]);
}

function isList(node: ASTNode, visit: Visit): boolean {
  return node.op === 'list' || (namedTypeOf(node, visit)?.type.startsWith('list') ?? false);
}

function containsList(node: ASTNode, list: ASTNode): ConditionProblem {
  const written = node.input.slice(list.start, list.end);
  return problemAt(node, '`contains` looks into texts, not into lists', `write \`"…" in ${written}\``);
}

/** The functions of CEL that a condition may use. Left out are those that ask the clock, hang, or blur types. */
const plainFunctions = new Set(['size', 'int', 'double', 'string']);
const methods = new Set(['size', 'startsWith', 'endsWith', 'contains', 'lowerAscii', 'upperAscii', 'trim']);
const mostMacros = 2;

const refused: ReadonlyMap<string, { readonly because: string; readonly remedy: string }> = new Map([
  [
    'has',
    {
      because: 'it would hide that a fact is not known',
      remedy: 'use the fact itself: a condition that needs an unknown fact counts as the worse case',
    },
  ],
  [
    'matches',
    {
      because: 'a regular expression can take for ever',
      remedy: 'use `glob(value, "pattern")`, `contains`, `startsWith` or `endsWith`',
    },
  ],
  ['timestamp', { because: 'no fact is a point in time', remedy: 'use `local.weekday`, `local.hour` or `local.date`' }],
  ['duration', { because: 'no fact is a length of time', remedy: 'facts say their unit, like `change.ageHours`' }],
  ['dyn', { because: 'it would switch off the check of types', remedy: 'leave it out' }],
]);

const nested = 'a question about all files stands inside another one over `files`';
const nestedRemedy = 'ask one after the other, with `&&`: nested they take too long on a large change';

function functionNames(): readonly string[] {
  return [...ownFunctions.keys(), ...plainFunctions];
}

function unknownFunction(
  name: string,
  range: { readonly start: number; readonly end: number },
  names: readonly string[],
): ConditionProblem {
  const reason = refused.get(name);
  if (reason !== undefined) return problemAt(range, `\`${name}()\` is not allowed: ${reason.because}`, reason.remedy);
  const meant = closest(name, names);
  return problemAt(range, `unknown function \`${name}\``, meant === null ? null : `did you mean \`${meant}\`?`);
}

function wrongCount(name: string, { fewest, most, takes }: OwnFunction, found: number): string {
  const wanted = fewest === most ? `${fewest}` : `${fewest} to ${most}`;
  return `\`${name}\` takes ${wanted} ${takes}, found ${found}`;
}

/** Texts that are written out are checked when the policy is loaded, others when they are known. */
function checkTexts(own: OwnFunction, args: readonly ASTNode[]): ConditionProblem | null {
  for (const [index, arg] of args.entries()) {
    if (arg.op !== 'value' || typeof arg.args !== 'string') continue;
    const problem = own.check(arg.args, index);
    if (problem !== null) return problemAt(arg, problem);
  }
  return null;
}

function checkMacro(node: MethodCall, visit: Visit): ConditionProblem | null {
  const [name, range, [variable]] = node.args;
  if (variable !== undefined && variable.op !== 'id') {
    return problemAt(variable, `\`${name}\` needs a name for the item first`, `write it like \`${name}(item, …)\``);
  }
  if (variable !== undefined && isTaken(variable.args, visit)) {
    return problemAt(
      variable,
      `\`${variable.args}\` is the name of something else`,
      'choose another name for the item',
    );
  }
  if (visit.isOverFiles) return problemAt(node, nested, nestedRemedy);
  if (visit.macros > 0 && mentionsFiles(range, visit)) return problemAt(node, nested, nestedRemedy);
  if (visit.macros < mostMacros) return null;
  return problemAt(node, `\`${name}\` stands inside ${visit.macros} others`, `at most ${mostMacros} may be nested`);
}

function isTaken(name: string, { bound }: Visit): boolean {
  return bound.has(name) || factGroups.has(name) || plainFacts.has(name) || ownFunctions.has(name);
}

function mentionsFiles(range: ASTNode, visit: Visit): boolean {
  for (const { node } of visits(range, visit)) if (node.op === 'id' && node.args === 'files') return true;
  return false;
}
