import type { RollbackPlan } from '../change/facts.ts';
import { closest } from '../closest.ts';
import type { PlanField, WrittenPlan } from './fields.ts';
import { fieldNames, fieldOf, writtenValue } from './fields.ts';
import { planOf } from './plan.ts';
import type { PlanOrigin } from './plan.ts';

/** One thing wrong with a plan file; `pointer` is the JSON pointer to it. */
export type PlanProblem = { readonly pointer: string; readonly problem: string; readonly remedy: string };

/** A plan as data, as far as it can be read, and what cannot. */
export type ReadData = WrittenPlan & { readonly problems: readonly PlanProblem[] };

export type ReadPlan =
  | { readonly ok: true; readonly plan: RollbackPlan | null }
  | { readonly ok: false; readonly problems: readonly PlanProblem[] };

/** The plan in a parsed `.change/rollback.yml`; null if the file is the untouched template or says nothing. */
export function planFromData(value: unknown, origin: PlanOrigin): ReadPlan {
  if (value === null || value === undefined) return { ok: true, plan: null };
  const read = readData(value);
  return read.problems.length === 0 ? { ok: true, plan: planOf(read, origin) } : { ok: false, problems: read.problems };
}

/** Reads what it can of a plan as data; everything else is a problem. */
export function readData(value: unknown): ReadData {
  if (!isMapping(value)) {
    return { steps: [], fields: new Map(), problems: [mappingExpected('', value)] };
  }
  const [only, ...others] = Object.entries(value);
  if (only !== undefined && others.length === 0 && isWrapper(only[0]) && isMapping(only[1])) {
    return readMapping(only[1], `/${only[0]}`);
  }
  return readMapping(value, '');
}

function readMapping(mapping: Readonly<Record<string, unknown>>, base: string): ReadData {
  const fields = new Map<PlanField, string>();
  const steps: string[] = [];
  const problems: PlanProblem[] = [];
  for (const [name, value] of Object.entries(mapping)) {
    const pointer = `${base}/${name.replace(/~/gu, '~0').replace(/\//gu, '~1')}`;
    const field = fieldOf(name);
    if (field === null) problems.push(unknownField(pointer, name));
    else if (fields.has(field)) problems.push({ pointer, problem: `\`${name}\` is given twice`, remedy: 'keep one' });
    else {
      const read = readValue({ field, name, value, pointer });
      problems.push(...read.problems);
      fields.set(field, read.lines.join('\n'));
      if (field === 'steps') steps.push(...read.lines);
    }
  }
  fields.delete('steps');
  return { steps, fields, problems };
}

type Entry = { readonly field: PlanField; readonly name: string; readonly value: unknown; readonly pointer: string };
type ReadValue = { readonly lines: readonly string[]; readonly problems: readonly PlanProblem[] };

function readValue({ field, name, value, pointer }: Entry): ReadValue {
  if (value === null) return { lines: [], problems: [] };
  if (typeof value === 'string') return { lines: linesOf(field, writtenValue(name, value)), problems: [] };
  if (Array.isArray(value)) return readList({ field, name, pointer }, value);
  if (typeof value === 'boolean' && field === 'standing') return { lines: [String(value)], problems: [] };
  if (typeof value === 'number' && field === 'timeToRestore' && /minutes/iu.test(name)) {
    return { lines: [`${value}m`], problems: [] };
  }
  return { lines: [], problems: [{ pointer, ...expectation(field, name, value) }] };
}

function readList({ field, name, pointer }: Omit<Entry, 'value'>, items: readonly unknown[]): ReadValue {
  const read = items.map((item) => textOf(item));
  const lines = read.filter((text) => text !== null);
  const problems = read.flatMap((text, index) =>
    text === null ? [{ pointer: `${pointer}/${index}`, ...expectation(field, name, items[index]) }] : [],
  );
  return { lines: field === 'steps' ? lines : [lines.join(', ')], problems };
}

/** The text of a list item; YAML makes a mapping of a step like `verify: the page is green`. */
function textOf(item: unknown): string | null {
  if (typeof item === 'string') return item.trim();
  if (!isMapping(item)) return null;
  const [pair, ...others] = Object.entries(item);
  if (pair === undefined || others.length > 0 || typeof pair[1] !== 'string') return null;
  return `${pair[0]}: ${pair[1].trim()}`;
}

function linesOf(field: PlanField, text: string): readonly string[] {
  if (field !== 'steps') return [text];
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-*+]|\d{1,9}[.)])\s+/u, '').trim())
    .filter((line) => line !== '');
}

function expectation(field: PlanField, name: string, value: unknown): Pick<PlanProblem, 'problem' | 'remedy'> {
  const problem = `\`${name}\` is ${nameOfType(value)}`;
  if (field === 'timeToRestore') return { problem, remedy: 'write a time with its unit, like `20m` or `1h 30m`' };
  if (field === 'standing') return { problem, remedy: 'write `true` or `false`' };
  if (field === 'steps') return { problem, remedy: 'write a list of texts; put a step that has a `:` in quotes' };
  return { problem, remedy: 'write a text, in quotes if it looks like a number' };
}

function unknownField(pointer: string, name: string): PlanProblem {
  const meant = closest(name.slice(0, 40), fieldNames);
  const all = `the fields are ${fieldNames.map((field) => `\`${field}\``).join(', ')}`;
  return {
    pointer,
    problem: `unknown field \`${name.slice(0, 80)}\` in a rollback plan`,
    remedy: meant === null ? all : `did you mean \`${meant}\`?`,
  };
}

function mappingExpected(pointer: string, value: unknown): PlanProblem {
  return {
    pointer,
    problem: `a rollback plan is ${nameOfType(value)}, not a mapping of fields`,
    remedy: 'write it as `field: value` lines, the first of them `strategy: redeploy-previous`',
  };
}

function nameOfType(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'boolean') return `the truth value \`${value}\``;
  return typeof value === 'number' ? `the number \`${value}\`` : 'a text';
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWrapper(name: string): boolean {
  return ['rollback', 'rollbackplan', 'plan'].includes(name.toLowerCase().replace(/[^a-z]/gu, ''));
}
