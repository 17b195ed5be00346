import type { EvidenceDocument } from '../change/facts.ts';
import type { Fields } from './fields.ts';
import { isFields } from './fields.ts';
import type { When } from './when.ts';

/** One thing that a document says, or why it says nothing. */
export type Entry =
  | { readonly source: string; readonly fields: Fields }
  | { readonly source: string; readonly problem: string };

/** What a document says: one thing, or a list of them. */
export function entriesOf(document: EvidenceDocument): readonly Entry[] {
  const { source } = document;
  if ('problem' in document) return [{ source, problem: document.problem }];
  const { content } = document;
  const items: readonly unknown[] = Array.isArray(content) ? content : [content];
  return items.map((item) => (isFields(item) ? { source, fields: item } : { source, problem: nameOf(item) }));
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'it is empty';
  return `it holds ${Array.isArray(value) ? 'a list' : `a ${typeof value}`} where fields belong`;
}

/**
 * Those of which any may be the newest: nobody knows what came later of two things of the same day, nor when something
 * without a date was.
 */
export function newestOf<T extends { readonly at: When | null }>(all: readonly T[]): readonly T[] {
  const latest = Math.max(...all.map(({ at }) => at?.from ?? Number.NEGATIVE_INFINITY));
  return all.filter(({ at }) => at === null || at.from === latest || at.to > latest);
}
