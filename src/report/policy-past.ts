// What a new policy would have made of past changes, shown beside the answer of the policy that is in force.
import type { Flip } from '../history/flips.ts';
import { countFlipped, flipInWords, flippedInWords, markOf } from './flip-words.ts';
import type { Section } from './fit.ts';
import { toMarkdown } from './markdown.ts';
import type { Phrase } from './phrase.ts';
import { capitalised, joined, prose, say, strong } from './phrase.ts';
import { numberInWords } from './words.ts';

/** Past changes decided again under the policy in force and under the one that a change brings. */
export type PolicyPast =
  | {
      readonly kind: 'replayed';
      /** Decisions that were recorded, with their facts; or commits, with what git knows of them. */
      readonly from: 'records' | 'git';
      /** How many were decided again. */
      readonly changes: number;
      /** How many of the newest there was no time for. */
      readonly leftOut: number;
      readonly flips: readonly Flip[];
      /** What is not known of them, or was not looked at, in sentences. */
      readonly notKnown: readonly string[];
    }
  | { readonly kind: 'unseen'; readonly reason: string };

const name = 'Past changes';
const kindsInBrief = 3;

/** One line: how many would flip, and by which rules. */
export function pastLine(past: PolicyPast): readonly [name: string, words: Phrase] {
  if (past.kind === 'unseen') return [name, say`could not be decided again: ${prose(past.reason)}`];
  const { changes, leftOut, flips } = past;
  const flipped = countFlipped(flips);
  const which =
    leftOut === 0
      ? `the last ${numberInWords(changes)}`
      : `${numberInWords(changes)} of the last ${numberInWords(changes + leftOut)}`;
  const count = strong(`${flipped === 0 ? 'none' : numberInWords(flipped)} of ${which}`);
  const reservation = past.from === 'git' ? ', as far as git knows' : '';
  const kinds = flips.slice(0, kindsInBrief).map((flip) => say`${markOf(flip)} ${flipInWords(flip)}`);
  const more = flips.length > kindsInBrief ? '; more below' : '';
  return [
    name,
    say`decided again${reservation}: ${count} would flip${flipped === 0 ? '' : ': '}${joined(kinds, '; ')}${more}`,
  ];
}

/** Every change that would flip, with what is not known of it. */
export function pastSections(past: PolicyPast, cellLimit: number): readonly Section[] {
  if (past.kind === 'unseen' || past.flips.length === 0) return [];
  const words = past.flips.flatMap((flip) =>
    flip.examples.map((each) => say`${markOf(flip)} ${flippedInWords(flip, each)}`),
  );
  return [
    {
      title: 'Past changes that would flip',
      head: past.notKnown.flatMap((sentence) => [toMarkdown(capitalised(prose(`${sentence}.`)), cellLimit), '']),
      rows: words.map((each) => () => `- ${toMarkdown(each, cellLimit)}`),
    },
  ];
}
