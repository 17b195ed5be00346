import type { Color } from './paint.ts';
import type { Phrase } from './phrase.ts';
import type { Clock } from './words.ts';
import { wrapped } from './wrap.ts';

/** Where a terminal block is written. */
export type Page = { readonly color: Color; readonly width: number; readonly clock: Clock };

/** A line of a block: its name, then words that hang below themselves. */
export function named(name: string, words: Phrase, page: Page): readonly string[] {
  return wrapped(words, { ...page, indent: 11, lead: name, leadLook: 'bold' });
}
