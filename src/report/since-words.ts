import type { Decision } from '../decision/decision.ts';
import type { Phrase } from './phrase.ts';
import { code, joined, listed, say } from './phrase.ts';
import type { SaidBefore } from './said.ts';
import { numberInWords, pointsInWords } from './words.ts';

/** The answers, as sentences name them. */
export const outcomeWords = {
  approved: 'approved',
  'needs-approval': 'needs approval',
  blocked: 'blocked',
} as const satisfies Record<Decision['outcome'], string>;

/** What is different from the decision before: answer, score and its factors, findings; null if nothing is. */
export function sinceInWords(before: SaidBefore, now: SaidBefore): Phrase | null {
  const parts = [
    answerChange(before, now),
    scoreChange(before, now),
    findingsChange('new', weighty(now), weighty(before)),
    findingsChange('settled', weighty(before), weighty(now)),
  ].filter((part) => part.length > 0);
  return parts.length === 0 ? null : joined(parts, '; ');
}

function answerChange(before: SaidBefore, now: SaidBefore): Phrase {
  if (before.outcome === now.outcome) return [];
  return say`${outcomeWords[before.outcome]} → ${outcomeWords[now.outcome]}`;
}

function scoreChange(before: SaidBefore, now: SaidBefore): Phrase {
  const [was, is] = [before.risk.score, now.risk.score];
  const moved = factorsMoved(before, now);
  if (was === is && moved.length === 0) return [];
  const scores = was === is ? `risk still ${numberInWords(is)}` : `risk ${numberInWords(was)} → ${numberInWords(is)}`;
  return moved.length === 0 ? say`${scores}` : say`${scores} (${listed(moved, 3)})`;
}

function factorsMoved(before: SaidBefore, now: SaidBefore): readonly Phrase[] {
  const was = pointsByFactor(before);
  const is = pointsByFactor(now);
  return [...new Set([...is.keys(), ...was.keys()])]
    .map((factor) => ({ factor, change: (is.get(factor) ?? 0) - (was.get(factor) ?? 0) }))
    .filter(({ change }) => change !== 0)
    .toSorted((one, other) => Math.abs(other.change) - Math.abs(one.change))
    .map(({ factor, change }) => say`${code(factor)} ${pointsInWords(change)}`);
}

function pointsByFactor({ risk }: SaidBefore): ReadonlyMap<string, number> {
  return new Map(risk.contributions.map(({ factor, points }) => [factor, points]));
}

function findingsChange(word: string, these: SaidBefore['findings'], those: SaidBefore['findings']): Phrase {
  const known = new Set(those.map(keyOf));
  const names = [...new Set(these.filter((each) => !known.has(keyOf(each))).map((each) => each.code))];
  if (names.length === 0) return [];
  return say`${word}: ${listed(
    names.map((name) => say`${code(name)}`),
    3,
  )}`;
}

/** The same finding for two services is two; the words of its problem may hold numbers that change each time. */
function keyOf({ code: what, rule, effect }: SaidBefore['findings'][number]): string {
  return `${what} ${rule ?? ''} ${effect}`;
}

function weighty({ findings }: SaidBefore): SaidBefore['findings'] {
  return findings.filter(({ effect }) => effect !== 'note');
}
