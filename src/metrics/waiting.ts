import { hour } from '../schedule/civil.ts';
import type { Deployed } from './deployed.ts';
import { longestWait } from './deployed.ts';
import type { Metrics } from './figures.ts';
import type { DecisionSketch } from './sketch.ts';
import { hoursOf, medianOf, ninetiethOf } from './spread.ts';
import { groupedBy, placeOf } from './told.ts';

/** A commit on its way through the gate to an environment, from when it was first judged. */
export type Passage = {
  /** Its decisions, oldest first; if it was approved, the last one approved it. */
  readonly judgements: readonly DecisionSketch[];
  readonly isApproved: boolean;
  readonly endedAt: number;
};

/**
 * The ways of commits through the gate. One ends when it is approved, when the commit was deployed all the same, or when
 * nobody asked again for 30 days.
 */
export function passagesIn(decisions: readonly DecisionSketch[], deployed: readonly Deployed[]): readonly Passage[] {
  const ends = groupedBy(deployed, placeOf);
  const inOrder = decisions.toSorted((one, other) => one.at - other.at);
  const byPlace = groupedBy(inOrder, ({ repository, decision }) => placeOf({ ...decision, repository }));
  return [...byPlace].flatMap(([place, judgements]) => splitInto(judgements, ends.get(place) ?? []));
}

function splitInto(judgements: readonly DecisionSketch[], ends: readonly Deployed[]): readonly Passage[] {
  const passages: DecisionSketch[][] = [];
  for (const [index, judgement] of judgements.entries()) {
    const before = judgements[index - 1];
    if (before === undefined || isNewPassage(before, judgement, ends)) passages.push([judgement]);
    else passages.at(-1)?.push(judgement);
  }
  return passages.flatMap((group) => {
    const last = group.at(-1);
    return last === undefined
      ? []
      : [{ judgements: group, isApproved: last.decision.outcome === 'approved', endedAt: last.at }];
  });
}

function isNewPassage(before: DecisionSketch, next: DecisionSketch, ends: readonly Deployed[]): boolean {
  if (before.decision.outcome === 'approved' || next.at - before.at > longestWait) return true;
  // A clock that is behind may date the end of a deployment before the decision that let it pass.
  return ends.some(
    ({ decision, endedAt }) =>
      endedAt > before.at && endedAt <= next.at && (decision === null || decision.at <= before.at),
  );
}

/** What waited for the gate, and for which finding. Where the gate only advises, nothing waits for it. */
export function waitingOf(all: readonly Passage[]): Metrics['waiting'] {
  const passages = all.filter(({ judgements }) => judgements.every(({ mode }) => mode === 'enforce'));
  const approved = passages.filter(({ isApproved }) => isApproved);
  const waited = approved.filter(({ judgements }) => judgements.length > 1);
  const times = waited.map(({ judgements, endedAt }) => (endedAt - (judgements[0]?.at ?? endedAt)) / hour);
  return {
    atOnce: approved.length - waited.length,
    waited: waited.length,
    never: passages.length - approved.length,
    total: times.reduce((sum, hours) => sum + hours, 0),
    median: medianOf(times),
    ninetieth: ninetiethOf(times),
    findings: findingsBehind(
      waited,
      passages.filter(({ isApproved }) => !isApproved),
    ),
  };
}

type Held = { waited: number; held: number; alone: number; never: number };

function findingsBehind(waited: readonly Passage[], never: readonly Passage[]): Metrics['waiting']['findings'] {
  const all = new Map<string, Held>();
  const heldBy = (code: string): Held => {
    const known = all.get(code) ?? { waited: 0, held: 0, alone: 0, never: 0 };
    all.set(code, known);
    return known;
  };
  for (const { judgements } of waited) {
    const codes = new Set(judgements.flatMap(codesThatHeld));
    for (const code of codes) heldBy(code).waited += 1;
    for (const stretch of stretchesOf(judgements)) count(stretch, heldBy);
  }
  for (const { judgements } of never) for (const code of codesThatHeld(judgements.at(-1))) heldBy(code).never += 1;
  return [...all]
    .map(([code, { waited: changes, held, alone, never: left }]) => ({
      code,
      waited: changes,
      hours: hoursOf(held),
      hoursAlone: hoursOf(alone),
      never: left,
    }))
    .toSorted((one, other) => other.hours - one.hours || other.never - one.never || (one.code < other.code ? -1 : 1));
}

type Stretch = { readonly codes: readonly string[]; readonly length: number };

/** From one judgement to the next, what the first one found holds the change. */
function stretchesOf(judgements: readonly DecisionSketch[]): readonly Stretch[] {
  return judgements.slice(1).map((next, index) => {
    const judgement = judgements[index];
    return { codes: codesThatHeld(judgement), length: next.at - (judgement?.at ?? next.at) };
  });
}

function count({ codes, length }: Stretch, heldBy: (code: string) => Held): void {
  for (const code of codes) {
    const held = heldBy(code);
    held.held += length;
    if (codes.length === 1) held.alone += length;
  }
}

function codesThatHeld(judgement: DecisionSketch | undefined): readonly string[] {
  const held = (judgement?.findings ?? []).filter(({ effect }) => effect !== 'note');
  return [...new Set(held.map(({ code }) => code))];
}
