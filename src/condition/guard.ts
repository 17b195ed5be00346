import type { ASTNode } from '@marcbachmann/cel-js';
import { checkCall, checkMethod } from './guard-calls.ts';
import { factGroups, factTypeOf, fileTypeOf, plainFacts } from './facts.ts';
import { closest } from '../closest.ts';
import type { ConditionProblem } from './problem.ts';
import { problemAt } from './problem.ts';
import type { Visit } from './walk.ts';
import { factNameOf, isOfFile, namedTypeOf, visits } from './walk.ts';

/** A fact that a condition names, and where. */
export type Mention = { readonly name: string; readonly start: number; readonly end: number };

/** The first thing in a condition that the condition library would let pass, or would word badly; null if none. */
export function guard(ast: ASTNode): ConditionProblem | null {
  for (const visit of visits(ast)) {
    const problem = checkPart(visit);
    if (problem !== null) return problem;
  }
  return null;
}

/** The facts that a condition names; call it on one that passed the guard. */
export function mentionsIn(ast: ASTNode): readonly Mention[] {
  return [...visits(ast)].flatMap((visit) => {
    const name = factNameOf(visit.node, visit);
    const isFact = name !== null && (factTypeOf.has(name) || plainFacts.has(name));
    return isFact ? [{ name, start: visit.node.start, end: visit.node.end }] : [];
  });
}

function checkPart(visit: Visit): ConditionProblem | null {
  const { node } = visit;
  if (node.op === 'id') return checkName(node, visit);
  if (node.op === '.') return isOfFile(node, visit) ? checkFileMember(node) : checkFactMember(node, visit);
  if (node.op === 'value') return checkLiteral(node);
  if (node.op === 'call') return checkCall(node, visit);
  if (node.op === 'rcall') return checkMethod(node, visit);
  if (node.op === '==' || node.op === '!=' || node.op === 'in') return checkWords(node.args, visit);
  if (node.op === '<' || node.op === '<=' || node.op === '>' || node.op === '>=') return checkOrder(node, visit);
  return null;
}

function checkName(node: Extract<ASTNode, { op: 'id' }>, { bound }: Visit): ConditionProblem | null {
  const name = node.args;
  if (bound.has(name) || plainFacts.has(name)) return null;
  if (!factGroups.has(name)) return unknownName(node, name, allNames());
  const first = [...factTypeOf.keys()].find((each) => each.startsWith(`${name}.`)) ?? name;
  return problemAt(node, `\`${name}\` is a group of facts`, `name one of them, like \`${first}\``);
}

function checkFactMember(node: Extract<ASTNode, { op: '.' }>, visit: Visit): ConditionProblem | null {
  const name = factNameOf(node, visit);
  if (name === null || factTypeOf.has(name)) return null;
  const [root = ''] = name.split('.');
  if (plainFacts.has(root)) return problemAt(node, `\`${root}\` has no parts`);
  return unknownName(node, name, allNames());
}

function checkFileMember(node: Extract<ASTNode, { op: '.' }>): ConditionProblem | null {
  const [, member] = node.args;
  const range = { start: node.pos, end: node.end };
  return fileTypeOf.has(member) ? null : unknownName(range, member, [...fileTypeOf.keys()]);
}

function allNames(): readonly string[] {
  return [...factTypeOf.keys(), ...plainFacts];
}

function unknownName(
  range: { readonly start: number; readonly end: number },
  name: string,
  names: readonly string[],
): ConditionProblem {
  const meant = names.find((each) => each.endsWith(`.${name}`)) ?? closest(name, names) ?? sameMember(name, names);
  const remedy = meant === null ? 'the policy reference lists the facts, under "Facts"' : `did you mean \`${meant}\`?`;
  return problemAt(range, `unknown fact \`${name}\``, remedy);
}

/** Who writes `service.tier` means the fact `tier`. */
function sameMember(name: string, names: readonly string[]): string | null {
  const member = name.split('.').at(-1) ?? name;
  return names.find((each) => each.split('.').at(-1) === member) ?? null;
}

function checkLiteral(node: Extract<ASTNode, { op: 'value' }>): ConditionProblem | null {
  const isPlain = typeof node.args !== 'object' || node.args === null;
  return isPlain
    ? null
    : problemAt(node, 'only texts, numbers, `true` and `false` can be written', 'leave out the `u` or `b`');
}

/** A word that a fact can never be is a mistake, not a comparison that is always false. */
function checkWords([left, right]: readonly [ASTNode, ASTNode], visit: Visit): ConditionProblem | null {
  return unknownWord(left, right, visit) ?? unknownWord(right, left, visit);
}

function unknownWord(named: ASTNode, other: ASTNode, visit: Visit): ConditionProblem | null {
  const values = namedTypeOf(named, visit)?.values ?? null;
  if (values === null) return null;
  for (const node of other.op === 'list' ? other.args : [other]) {
    if (node.op !== 'value' || typeof node.args !== 'string' || values.includes(node.args)) continue;
    const meant = closest(node.args, values);
    const remedy = meant === null ? `it is one of ${inWords(values)}` : `did you mean \`${meant}\`?`;
    return problemAt(node, `\`${nameOf(named)}\` is never \`${node.args}\``, remedy);
  }
  return null;
}

/** Words have no order: as text, `high` comes before `low`. */
function checkOrder(node: Extract<ASTNode, { op: '<' | '<=' | '>' | '>=' }>, visit: Visit): ConditionProblem | null {
  const named = node.args.find((each) => (namedTypeOf(each, visit)?.values ?? null) !== null);
  if (named === undefined) return null;
  const problem = `\`${nameOf(named)}\` is a word, and \`${node.op}\` compares by the alphabet`;
  return problemAt(node, problem, 'list the words that are meant, after `in`');
}

function nameOf(node: ASTNode): string {
  return node.input.slice(node.start, node.end);
}

function inWords(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(', ');
}
