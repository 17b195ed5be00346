import type { ASTNode } from '@marcbachmann/cel-js';
import type { Atom, Literal } from './atom.ts';
import { compile } from './compile.ts';
import type { Known } from './exclusion.ts';
import { areExclusive, withoutRepeats } from './exclusion.ts';
import type { Way } from './ways.ts';
import { together, waysOf } from './ways.ts';

export type { Known } from './exclusion.ts';

/**
 * Why a condition never holds, whatever the facts; null where it may, or where that cannot be proved. One that is written
 * as `false` is meant.
 */
export function whyNever(condition: string, known: Known = {}): string | null {
  const compiled = compile(condition);
  if (!compiled.ok || compiled.ast.op === 'value') return null;
  const ways = waysOf(compiled.ast, true);
  if (ways === null || !ways.every((way) => areExclusive(way, known))) return null;
  const [only, ...others] = ways;
  if (only === undefined || others.length > 0) return 'none of its alternatives is possible';
  return reasonOf(only, known);
}

/** Whether two conditions hold together always; `false` where that cannot be proved. */
export function saySame(one: string, other: string): boolean {
  if (one === other) return true;
  const [first, second] = [compile(one), compile(other)];
  if (!first.ok || !second.ok) return false;
  return isNever(first.ast, second.ast) && isNever(second.ast, first.ast);
}

/** What a condition is about: those that are about other things hardly ever say the same, and are quickly told apart. */
export function subjectOf(condition: string): string {
  const compiled = compile(condition);
  const ways = compiled.ok ? waysOf(compiled.ast, true) : null;
  if (ways === null) return condition;
  const atoms = ways.flatMap((way) => way.map(({ atom }) => atom));
  const patterns = withoutRepeats(atoms.flatMap((atom) => (atom.kind === 'files' ? atom.patterns : [])));
  return JSON.stringify([...new Set([...atoms.flatMap(nameOf), ...patterns])].toSorted());
}

function nameOf(atom: Atom): readonly string[] {
  if (atom.kind === 'files') return [];
  return [atom.kind === 'other' ? atom.text : atom.name];
}

/** Whether one never holds without the other. */
function isNever(one: ASTNode, without: ASTNode): boolean {
  const ways = together([waysOf(one, true), waysOf(without, false)]);
  return ways !== null && ways.every((way) => areExclusive(way));
}

/** The two parts that exclude each other, or the one that is never so. */
function reasonOf(way: Way, known: Known): string {
  const alone = way.find((literal) => areExclusive([literal], known));
  if (alone !== undefined) return `${written(alone)} is never so`;
  for (const [index, one] of way.entries()) {
    const other = way.slice(index + 1).find((each) => areExclusive([one, each], known));
    if (other !== undefined) return `${written(one)} and ${written(other)} exclude each other`;
  }
  return 'its parts exclude each other';
}

function written({ written: text }: Literal): string {
  return `\`${text}\``;
}
