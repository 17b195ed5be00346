import type { ASTNode } from '@marcbachmann/cel-js';
import type { ConditionType } from './facts.ts';
import { factGroups, factTypeOf, fileTypeOf } from './facts.ts';

/** Where a part of a condition stands: the variables that macros around it bind, and those macros. */
export type Scope = {
  readonly bound: ReadonlyMap<string, 'file' | 'other'>;
  readonly macros: number;
  readonly isOverFiles: boolean;
};

/** A part of a condition, and where it stands. */
export type Visit = Scope & { readonly node: ASTNode };

/** The macros of CEL: each binds a variable to the items of a list, one after the other. */
export const macroNames: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

/** Every part of a condition, from the outside to the inside. */
export function* visits(node: ASTNode, scope: Scope = outermost): Generator<Visit> {
  yield { bound: scope.bound, macros: scope.macros, isOverFiles: scope.isOverFiles, node };
  if (node.op === 'rcall' && macroNames.has(node.args[0])) yield* macroVisits(node.args, scope);
  else if (!isFactOfGroup(node, scope)) for (const child of children(node)) yield* visits(child, scope);
}

/** The dotted name of the fact that a part names; null if it names none. */
export function factNameOf(node: ASTNode, { bound }: Scope): string | null {
  if (node.op === 'id') return bound.has(node.args) ? null : node.args;
  if (node.op !== '.') return null;
  const [root, member] = node.args;
  return root.op === 'id' && !bound.has(root.args) ? `${root.args}.${member}` : null;
}

/** The type of a fact, or of something asked of a file; null if a part is neither. */
export function namedTypeOf(node: ASTNode, scope: Scope): ConditionType | null {
  const name = factNameOf(node, scope);
  if (name !== null) return factTypeOf.get(name) ?? null;
  return isOfFile(node, scope) ? (fileTypeOf.get(node.args[1]) ?? null) : null;
}

/** Tells whether a part asks something of the file that a macro binds. */
export function isOfFile(node: ASTNode, { bound }: Scope): node is Extract<ASTNode, { op: '.' }> {
  return node.op === '.' && node.args[0].op === 'id' && bound.get(node.args[0].args) === 'file';
}

/** The parts right inside a part. */
function children(node: ASTNode): readonly ASTNode[] {
  if (node.op === 'value' || node.op === 'id') return [];
  if (node.op === '.' || node.op === '.?') return [node.args[0]];
  if (node.op === 'call') return node.args[1];
  if (node.op === 'rcall') return [node.args[1], ...node.args[2]];
  if (node.op === 'map') return node.args.flat();
  if (node.op === '!_' || node.op === '-_') return [node.args];
  return node.args;
}

const outermost: Scope = { bound: new Map(), macros: 0, isOverFiles: false };

type MacroCall = Extract<ASTNode, { op: 'rcall' }>['args'];

function* macroVisits([, range, [variable, ...inside]]: MacroCall, scope: Scope): Generator<Visit> {
  yield* visits(range, scope);
  const name = variable?.op === 'id' ? variable.args : '';
  const inner = {
    bound: new Map(scope.bound).set(name, isListOfFiles(range, scope) ? 'file' : 'other'),
    macros: scope.macros + 1,
    isOverFiles: scope.isOverFiles || comesFromFiles(range, scope),
  };
  for (const part of inside) yield* visits(part, inner);
}

function isFactOfGroup(node: ASTNode, scope: Scope): boolean {
  const name = node.op === '.' ? factNameOf(node, scope) : null;
  return name !== null && factGroups.has(name.slice(0, name.indexOf('.')));
}

function isListOfFiles(node: ASTNode, scope: Scope): boolean {
  if (node.op === 'rcall') return node.args[0] === 'filter' && isListOfFiles(node.args[1], scope);
  return node.op === 'id' && node.args === 'files' && !scope.bound.has('files');
}

function comesFromFiles(range: ASTNode, scope: Scope): boolean {
  for (const { node } of visits(range, scope)) if (node.op === 'id' && node.args === 'files') return true;
  return false;
}
