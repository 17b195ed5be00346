import type { Sourced } from '../rule/rule.ts';
import { valueAt } from './entries.ts';
import type { PolicyFile } from './policy.ts';
import type { SourceFile } from './source-file.ts';

type Removal = { readonly id: string; readonly disabled: true; readonly because?: string };
type MapRemoval = { readonly disabled: true };

/** What the last file that says something says; undefined if none does. */
export function latest<T>(files: readonly SourceFile[], pick: (file: PolicyFile) => T | undefined): T | undefined {
  return files.map(({ value }) => pick(value)).findLast((value) => value !== undefined);
}

/** The rules that are left of a list, in the order in which their ids first came; each with its place. */
export function mergedList<T extends { readonly id: string }>(
  files: readonly SourceFile[],
  pointer: string,
  pick: (file: PolicyFile) => readonly (T | Removal)[] | undefined,
): readonly (T & Sourced)[] {
  const rules = new Map<string, T & Sourced>();
  for (const source of files) {
    for (const [index, item] of (pick(source.value) ?? []).entries()) {
      if (isRemoval(item)) rules.delete(item.id);
      else rules.set(item.id, { ...item, source: lineOf(source, source.places.ofValue(`${pointer}/${index}`)) });
    }
  }
  return [...rules.values()];
}

/** The named items that are left of a map, each with its place. */
export function mergedMap<T extends object>(
  files: readonly SourceFile[],
  pointer: string,
  pick: (file: PolicyFile) => Readonly<Record<string, T | MapRemoval>> | undefined,
): Readonly<Record<string, T & Sourced>> {
  const items = new Map<string, T & Sourced>();
  for (const source of files) {
    for (const [name, item] of Object.entries(pick(source.value) ?? {})) {
      if (isRemoval(item)) items.delete(name);
      else items.set(name, { ...item, source: lineOf(source, source.places.ofKey(`${pointer}/${name}`)) });
    }
  }
  return Object.fromEntries(items);
}

/** Where the last file that says something at a pointer says it, as `file:line`; empty if none does. */
export function sourceOf(files: readonly SourceFile[], pointer: string): string {
  const found = files.findLast(({ value }) => valueAt(value, pointer) !== undefined);
  return found === undefined ? '' : lineOf(found, found.places.ofKey(pointer));
}

function isRemoval(item: object): item is MapRemoval {
  return 'disabled' in item;
}

function lineOf({ file }: SourceFile, { line }: { readonly line: number }): string {
  return `${file}:${line}`;
}
