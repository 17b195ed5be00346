import { isoOf } from '../schedule/instant.ts';
import { readDuration } from '../schedule/written.ts';
import { changeOf } from './change.ts';
import type { Deployed } from './deployed.ts';
import type { Review } from './figures.ts';
import type { DecisionSketch } from './sketch.ts';
import type { Passage } from './waiting.ts';

type Asked = {
  readonly passages: readonly Passage[];
  readonly deployed: readonly Deployed[];
  /** A duration of the policy. */
  readonly reviewWithin: string;
};

/** The post-implementation reviews that there must be: of emergencies and rollbacks that passed, and of what failed. */
export function reviewsOf({ passages, deployed, reviewWithin }: Asked): readonly Review[] {
  const passed = passages.flatMap(({ judgements, isApproved }) => (isApproved ? (judgements.at(-1) ?? []) : []));
  const declared = passed.flatMap((decision) => declaredReview(decision, reviewWithin));
  const reviewed = new Set(declared.map(({ decisionId }) => decisionId));
  const failed = deployed.flatMap((each) => failureReview(each, reviewWithin));
  return [...declared, ...failed.filter(({ decisionId }) => decisionId === null || !reviewed.has(decisionId))].toSorted(
    (one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt),
  );
}

/** Until somebody looks at the issues, nobody knows how far a review is. */
const notLooked = { state: 'unknown', issue: null } as const;

function declaredReview(decision: DecisionSketch, within: string): readonly Review[] {
  const { lane } = decision.decision;
  if (lane === 'none') return [];
  return [{ ...changeOf(decision), cause: lane, dueAt: isoOf(decision.at + readDuration(within)), ...notLooked }];
}

function failureReview(deployed: Deployed, within: string): readonly Review[] {
  const failure = deployed.words.find(({ word }) => word !== 'success');
  if (failure === undefined) return [];
  const dueAt = isoOf(failure.at + readDuration(within));
  const told = deployed.decision === null ? placeAlone(deployed, failure.at) : changeOf(deployed.decision);
  return [{ ...told, cause: 'failure', dueAt, ...notLooked }];
}

function placeAlone({ repository, environment, head }: Deployed, at: number): ReturnType<typeof changeOf> {
  return { decisionId: null, at: isoOf(at), repository, environment, services: null, head, title: null, url: null };
}
