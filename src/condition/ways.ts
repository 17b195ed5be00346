import type { ASTNode } from '@marcbachmann/cel-js';
import type { Literal } from './atom.ts';
import { literalOf } from './atom.ts';

/** One way for a condition to hold: literals that hold together. */
export type Way = readonly Literal[];

/** More ways than this are not looked at. */
const mostWays = 64;

/** All ways for a condition to come out as wanted; null if there are too many to tell. None: it never does. */
export function waysOf(node: ASTNode, wanted: boolean): readonly Way[] | null {
  if (node.op === '!_') return waysOf(node.args, !wanted);
  if (node.op === '&&') return wanted ? each(node.args, wanted) : any(node.args, wanted);
  if (node.op === '||') return wanted ? any(node.args, wanted) : each(node.args, wanted);
  if (node.op === '?:') return choice(node.args, wanted);
  if (node.op === 'value') return node.args === wanted ? [[]] : [];
  return plain(node, wanted);
}

/** What is compared with `true` or `false` is itself a condition. */
function plain(node: ASTNode, wanted: boolean): readonly Way[] | null {
  const [compared, value] = comparedWithTruth(node) ?? [null, true];
  if (compared !== null) return waysOf(compared, value === wanted);
  const literal = literalOf(node);
  return [[wanted ? literal : { ...literal, isTrue: !literal.isTrue, written: `!(${literal.written})` }]];
}

function comparedWithTruth(node: ASTNode): readonly [ASTNode, boolean] | null {
  if (node.op !== '==' && node.op !== '!=') return null;
  const [left, right] = node.args;
  const truth = [left, right].find((side) => side.op === 'value' && typeof side.args === 'boolean');
  if (truth === undefined) return null;
  return [truth === left ? right : left, truth.args === (node.op === '==')];
}

/** Ways in which all of several hold. */
export function together(all: readonly (readonly Way[] | null)[]): readonly Way[] | null {
  let ways: readonly Way[] = [[]];
  for (const more of all) {
    if (more === null || ways.length * more.length > mostWays) return null;
    ways = ways.flatMap((way) => more.map((other) => [...way, ...other]));
  }
  return ways;
}

function each(parts: readonly ASTNode[], wanted: boolean): readonly Way[] | null {
  return together(parts.map((part) => waysOf(part, wanted)));
}

function any(parts: readonly ASTNode[], wanted: boolean): readonly Way[] | null {
  return either(parts.map((part) => waysOf(part, wanted)));
}

function either(all: readonly (readonly Way[] | null)[]): readonly Way[] | null {
  const ways: Way[] = [];
  for (const more of all) {
    if (more === null || ways.length + more.length > mostWays) return null;
    ways.push(...more);
  }
  return ways;
}

function choice([test, yes, no]: readonly [ASTNode, ASTNode, ASTNode], wanted: boolean): readonly Way[] | null {
  return either([
    together([waysOf(test, true), waysOf(yes, wanted)]),
    together([waysOf(test, false), waysOf(no, wanted)]),
  ]);
}
