// Changes that another policy decides otherwise, in the words of what a schedule opens and closes.
import type { Flip, Flipped } from '../history/flips.ts';
import { isHeavier } from '../history/flips.ts';
import type { Phrase } from './phrase.ts';
import { code, listed, say } from './phrase.ts';
import { outcomeWords } from './since-words.ts';
import { numberInWords } from './words.ts';

type Sides = Pick<Flip, 'from' | 'to'>;

/** `✗` where the other policy stops, `✓` where it lets pass. */
export function markOf(flip: Sides): '✗' | '✓' {
  return isHeavier(flip) ? '✗' : '✓';
}

/** `2 approved → blocked by x`, `1 blocked → approved, stopped until now by y`. */
export function flipInWords(flip: Flip): Phrase {
  const by = flip.by.map(({ code: name }) => name);
  return say`${numberInWords(flip.changes)} ${turnInWords(flip)}${reasonOf(flip, by)}`;
}

/** `0123456789ab 2026-01-03 Title: approved → blocked by x; risk 20 → 40`. */
export function flippedInWords(flip: Sides, each: Flipped): Phrase {
  return say`${nameOf(each)}: ${turnInWords(flip)}${reasonOf(flip, each.by)}${riskOf(each)}`;
}

/** The same below the flip that it is an example of, without what that says already. */
export function exampleInWords(flip: Flip, each: Flipped): Phrase {
  const codes = each.by.map((name) => say`${code(name)}`);
  return say`${nameOf(each)}${flip.by.length > 1 ? say`: ${listed(codes, 3)}` : ''}${riskOf(each)}`;
}

function nameOf({ commit, date, title }: Flipped): Phrase {
  return say`${code(commit.slice(0, 12))} ${date.slice(0, 10)}${title === '' ? '' : ` ${title}`}`;
}

function riskOf({ score: { before, after } }: Flipped): string {
  return before === after ? '' : `; risk ${numberInWords(before)} → ${numberInWords(after)}`;
}

/** How many changes flip. */
export function countFlipped(flips: readonly Flip[]): number {
  return flips.reduce((sum, { changes }) => sum + changes, 0);
}

function turnInWords({ from, to }: Sides): string {
  return `${outcomeWords[from]} → ${outcomeWords[to]}`;
}

function reasonOf(flip: Sides, by: readonly string[]): Phrase {
  if (by.length === 0) return [];
  const names = listed(
    by.map((name) => say`${code(name)}`),
    3,
  );
  return isHeavier(flip) ? say` by ${names}` : say`, stopped until now by ${names}`;
}
