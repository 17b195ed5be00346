import { serialize } from '@marcbachmann/cel-js';
import type { ASTNode } from '@marcbachmann/cel-js';
import { compile } from './compile.ts';

/** What would have to be so for a condition that holds to hold no longer, in words. */
export function whatWouldTurnFalse(condition: string): string {
  const compiled = compile(condition);
  return compiled.ok ? inWords(compiled.ast, 'false') : `\`${condition}\` not so`;
}

type Truth = 'true' | 'false';

function inWords(node: ASTNode, wanted: Truth): string {
  if (node.op === '!_') return inWords(node.args, opposite[wanted]);
  if (node.op === '&&') return joined(node, wanted, wanted === 'true' ? ' and ' : ' or ');
  if (node.op === '||') return joined(node, wanted, wanted === 'true' ? ' or ' : ' and ');
  if (node.op === 'call') return callInWords(node, wanted);
  const compared = comparisons.get(node.op)?.[wanted];
  if (compared === undefined || !isComparison(node)) return plainly(node, wanted);
  const [left, right] = node.args;
  return isLiteral(left) ? mirrored(node, wanted) : `${written(left)} ${compared} ${value(right)}`;
}

const opposite = { true: 'false', false: 'true' } as const;

const comparisons: ReadonlyMap<string, Readonly<Record<Truth, string>>> = new Map([
  ['>', { true: 'above', false: 'at most' }],
  ['>=', { true: 'at least', false: 'below' }],
  ['<', { true: 'below', false: 'at least' }],
  ['<=', { true: 'at most', false: 'above' }],
  ['==', { true: 'equal to', false: 'other than' }],
  ['!=', { true: 'other than', false: 'equal to' }],
  ['in', { true: 'one of', false: 'none of' }],
]);

const mirrors: ReadonlyMap<string, string> = new Map([
  ['>', '<'],
  ['>=', '<='],
  ['<', '>'],
  ['<=', '>='],
  ['==', '=='],
  ['!=', '!='],
]);

type Comparison = Extract<ASTNode, { op: '>' | '>=' | '<' | '<=' | '==' | '!=' | 'in' }>;

function isComparison(node: ASTNode): node is Comparison {
  return comparisons.has(node.op);
}

function isLiteral(node: ASTNode): boolean {
  return node.op === 'value';
}

/** `200 < change.linesChanged` is said of the fact, not of the number; `"x" in change.labels` of the list. */
function mirrored(node: Comparison, wanted: Truth): string {
  const [left, right] = node.args;
  if (node.op === 'in') return `${written(right)} ${wanted === 'true' ? 'with' : 'without'} ${value(left)}`;
  return `${written(right)} ${comparisons.get(mirrors.get(node.op) ?? '')?.[wanted] ?? ''} ${value(left)}`;
}

type Junction = Extract<ASTNode, { op: '&&' | '||' }>;

function joined({ op, args }: Junction, wanted: Truth, word: string): string {
  const isOther = (part: ASTNode) => (part.op === '&&' || part.op === '||') && part.op !== op;
  return args.map((part) => (isOther(part) ? `(${inWords(part, wanted)})` : inWords(part, wanted))).join(word);
}

const questions: ReadonlyMap<string, Readonly<Record<Truth, (what: string) => string>>> = new Map([
  ['touches', { true: (what) => `a file in ${what}`, false: (what) => `no file in ${what}` }],
  ['onlyTouches', { true: (what) => `only files in ${what}`, false: (what) => `a file outside ${what}` }],
  ['labelled', { true: (what) => `the label ${what}`, false: (what) => `no label ${what}` }],
  ['checkPassed', { true: (what) => `${what} passed`, false: (what) => `${what} not passed` }],
]);

function callInWords(node: Extract<ASTNode, { op: 'call' }>, wanted: Truth): string {
  const [name, args] = node.args;
  return questions.get(name)?.[wanted](args.map(value).join(', ')) ?? plainly(node, wanted);
}

function plainly(node: ASTNode, wanted: Truth): string {
  return `${written(node)} ${wanted}`;
}

function value(node: ASTNode): string {
  return node.op === 'value' ? `\`${String(node.args)}\`` : written(node);
}

function written(node: ASTNode): string {
  return `\`${serialize(node)}\``;
}
