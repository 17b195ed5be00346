import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import type { Scope } from './walk.ts';
import { namedTypeOf, visits } from './walk.ts';

/**
 * Widens whole numbers that stand beside decimals where one type is wanted: in lists, after `in`, in the branches of
 * `?:`. Changes the syntax tree, before it is checked; beside operators the language itself takes both.
 */
export function widenNumbers(ast: ASTNode, environment: Environment): void {
  for (const visit of visits(ast)) widenIn(visit.node, visit, environment);
}

/** Has every divisor checked for zero, also where decimals would make it infinite. Changes the syntax tree. */
export function guardDivisions(ast: ASTNode, environment: Environment): void {
  for (const { node } of visits(ast)) {
    const call = node.op === '/' ? environment.parse('nonZero(1)').ast : null;
    if (node.op !== '/' || call?.op !== 'call') continue;
    call.args[1][0] = node.args[1];
    node.args[1] = call;
  }
}

/** Tells whether a condition divides. */
export function divides(ast: ASTNode): boolean {
  for (const { node } of visits(ast)) if (node.op === '/') return true;
  return false;
}

function widenIn(node: ASTNode, scope: Scope, environment: Environment): void {
  if (node.op === 'list' && node.args.some((item) => isDecimal(item, scope))) {
    for (const [index, item] of node.args.entries()) node.args[index] = asDecimal(item, environment);
  }
  if (node.op === '?:' && (isDecimal(node.args[1], scope) || isDecimal(node.args[2], scope))) {
    node.args[1] = asDecimal(node.args[1], environment);
    node.args[2] = asDecimal(node.args[2], environment);
  }
  if (node.op === 'in' && isDecimal(node.args[0], scope)) node.args[1] = asDecimal(node.args[1], environment);
  if (node.op === 'in' && node.args[1].op === 'list' && node.args[1].args.some((item) => isDecimal(item, scope))) {
    node.args[0] = asDecimal(node.args[0], environment);
  }
}

function isDecimal(node: ASTNode, scope: Scope): boolean {
  if (node.op === 'value') return typeof node.args === 'number';
  if (node.op === 'call') return node.args[0] === 'double';
  if (node.op === '-_') return isDecimal(node.args, scope);
  if (node.op === '?:') return isDecimal(node.args[1], scope) || isDecimal(node.args[2], scope);
  if (node.op === '+' || node.op === '-' || node.op === '*' || node.op === '/') {
    return node.args.some((each) => isDecimal(each, scope));
  }
  return namedTypeOf(node, scope)?.type === 'double';
}

/** The same literal as a decimal; what is no literal stays. */
function asDecimal(node: ASTNode, environment: Environment): ASTNode {
  if (node.op === 'value' && typeof node.args === 'bigint') return environment.parse(`${node.args}.0`).ast;
  if (node.op === '-_' && node.args.op === 'value' && typeof node.args.args === 'bigint') {
    return environment.parse(`-${node.args.args}.0`).ast;
  }
  if (node.op === 'list')
    for (const [index, item] of node.args.entries()) node.args[index] = asDecimal(item, environment);
  if (node.op === '?:') {
    node.args[1] = asDecimal(node.args[1], environment);
    node.args[2] = asDecimal(node.args[2], environment);
  }
  return node;
}
