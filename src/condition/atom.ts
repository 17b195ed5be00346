import { serialize } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';

/** The smallest part of a condition that is true or false, in one spelling of the many that it may have. */
export type Atom =
  | { readonly kind: 'number'; readonly name: string; readonly is: 'below' | 'atMost'; readonly value: number }
  | { readonly kind: 'number'; readonly name: string; readonly is: 'among'; readonly values: readonly number[] }
  | { readonly kind: 'word'; readonly name: string; readonly among: readonly string[] }
  | { readonly kind: 'files'; readonly question: 'touches' | 'onlyTouches'; readonly patterns: readonly string[] }
  | { readonly kind: 'other'; readonly text: string };

/** An atom, whether it is wanted to be true, and how the condition writes it. */
export type Literal = { readonly atom: Atom; readonly isTrue: boolean; readonly written: string };

type Read = { readonly atom: Atom; readonly isTrue: boolean };

/** A part of a condition that is no junction of others. */
export function literalOf(node: ASTNode): Literal {
  return { ...readAtom(node), written: serialize(node) };
}

/** The value that is written; null for what is not a text or a number. */
export function valueOf(node: ASTNode): string | number | null {
  if (node.op === '-_') {
    const value = valueOf(node.args);
    return typeof value === 'number' ? -value : null;
  }
  if (node.op !== 'value') return null;
  if (typeof node.args === 'bigint') return Number(node.args);
  return typeof node.args === 'string' || typeof node.args === 'number' ? node.args : null;
}

function readAtom(node: ASTNode): Read {
  if (node.op === '==') return equality(node.args);
  if (node.op === '!=') return opposite(equality(node.args));
  if (node.op === '<') return order(node.args, 'below');
  if (node.op === '<=') return order(node.args, 'atMost');
  if (node.op === '>') return order([node.args[1], node.args[0]], 'below');
  if (node.op === '>=') return order([node.args[1], node.args[0]], 'atMost');
  if (node.op === 'in') return membership(node.args);
  const files = node.op === 'call' ? filesAtom(node.args) : null;
  return { atom: files ?? opaque(node), isTrue: true };
}

function opaque(node: ASTNode): Atom {
  return { kind: 'other', text: serialize(node) };
}

function opposite({ atom, isTrue }: Read): Read {
  return { atom, isTrue: !isTrue };
}

type Sides = readonly [left: ASTNode, right: ASTNode];

function equality([left, right]: Sides): Read {
  if (valueOf(left) !== null && valueOf(right) === null) return equality([right, left]);
  const [name, value] = [serialize(left), valueOf(right)];
  if (typeof value === 'number') return { atom: { kind: 'number', name, is: 'among', values: [value] }, isTrue: true };
  if (typeof value === 'string') return { atom: { kind: 'word', name, among: [value] }, isTrue: true };
  const [one, other] = [name, serialize(right)].toSorted();
  return { atom: { kind: 'other', text: `${one} == ${other}` }, isTrue: true };
}

/** Whether the first is below the second, or at most that. */
function order([left, right]: Sides, is: 'below' | 'atMost'): Read {
  const [first, second] = [valueOf(left), valueOf(right)];
  if (first === null && typeof second === 'number')
    return { atom: { kind: 'number', name: serialize(left), is, value: second }, isTrue: true };
  // That 3 is below x says that x is not at most 3.
  if (typeof first === 'number' && second === null) {
    const other = is === 'below' ? 'atMost' : 'below';
    return { atom: { kind: 'number', name: serialize(right), is: other, value: first }, isTrue: false };
  }
  return { atom: { kind: 'other', text: `${serialize(left)} ${is} ${serialize(right)}` }, isTrue: true };
}

function membership([left, right]: Sides): Read {
  const items = right.op === 'list' ? right.args.map(valueOf) : [];
  const name = serialize(left);
  const words = items.filter((item) => typeof item === 'string');
  if (items.length > 0 && words.length === items.length)
    return { atom: { kind: 'word', name, among: words.toSorted() }, isTrue: true };
  const values = items.filter((item) => typeof item === 'number');
  if (items.length > 0 && values.length === items.length)
    return { atom: { kind: 'number', name, is: 'among', values: values.toSorted((a, b) => a - b) }, isTrue: true };
  return { atom: { kind: 'other', text: `${name} in ${serialize(right)}` }, isTrue: true };
}

function filesAtom([question, args]: Extract<ASTNode, { op: 'call' }>['args']): Atom | null {
  if (question !== 'touches' && question !== 'onlyTouches') return null;
  const patterns = args.map(valueOf).filter((pattern) => typeof pattern === 'string');
  return patterns.length === args.length ? { kind: 'files', question, patterns } : null;
}
