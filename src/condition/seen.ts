import { isUnknown } from '../change/facts.ts';

/** Facts as they were seen, by dotted name or by the call that asked; small enough for a comment. */
export type SeenFacts = Readonly<Record<string, unknown>>;

/** How many items of a list are shown. */
export const mostItems = 5;

/** A value cut to what a person reads: the first items of a list, the beginning of a text, the number of files. */
export function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > longestText ? `${value.slice(0, longestText - 1)}…` : value;
  if (isUnknown(value)) return { unknown: shortened(value.unknown) };
  if (!Array.isArray(value)) return value;
  // Which of the files a macro found is not known here, and the first ones would be taken for them.
  if (value.some(isFile)) return `${value.length} ${value.length === 1 ? 'file' : 'files'} looked at`;
  const items = value.slice(0, mostItems).map(shortened);
  return value.length > mostItems ? [...items, `… ${value.length - mostItems} more`] : items;
}

const longestText = 200;

function isFile(item: unknown): boolean {
  return typeof item === 'object' && item !== null && 'path' in item;
}
