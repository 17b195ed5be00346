import { dueAt, isOverdue } from '../change/reviews.ts';
import { reviewKey } from '../decision/review-key.ts';
import { isoOf } from '../schedule/instant.ts';
import { readDuration } from '../schedule/written.ts';
import { changeOf } from './change.ts';
import type { Deployed } from './deployed.ts';
import type { Metrics, Review } from './figures.ts';
import type { DecisionSketch } from './sketch.ts';
import type { ReviewIssue, Told } from './told.ts';
import { groupedBy } from './told.ts';
import type { Passage } from './waiting.ts';

type Asked = {
  readonly passages: readonly Passage[];
  readonly deployed: readonly Deployed[];
  /** A duration of the policy. */
  readonly within: string;
  readonly issues: Told['reviews'];
  readonly now: string;
};

/** The post-implementation reviews that there must be, and those that are open, whatever they are about. */
export function reviewsOf(asked: Asked): Pick<Metrics, 'reviews' | 'openReviews'> {
  const { issues, now, within } = asked;
  const byKey = groupedBy(issues?.issues ?? [], ({ key }) => key);
  const due = { evaluatedAt: now, withinMilliseconds: readDuration(within) };
  const reviews = mustBe(asked).map(({ key, ...review }) => ({
    ...review,
    ...stateOf(review, { issues, found: byKey.get(key) ?? [], due }),
  }));
  return {
    reviews: reviews.toSorted((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt)),
    openReviews: issues === null ? null : openAmong(issues.issues, due),
  };
}

type Due = { readonly evaluatedAt: string; readonly withinMilliseconds: number };
type Looking = { readonly issues: Told['reviews']; readonly found: readonly ReviewIssue[]; readonly due: Due };

/** How far a review is. One of another repository than the issues nobody looked for. */
function stateOf(
  { repository, dueAt: unopened }: Pick<Review, 'repository' | 'dueAt'>,
  { issues, found, due }: Looking,
): Pick<Review, 'state' | 'issue' | 'dueAt'> {
  const isAsked = issues !== null && (repository === null || repository === issues.repository);
  if (!isAsked) return { state: 'unknown', issue: null, dueAt: unopened };
  const issue = found.find(({ isOpen }) => isOpen) ?? found[0];
  if (issue === undefined) return { state: 'missing', issue: null, dueAt: unopened };
  const open = isOverdue(issue, due) ? 'overdue' : 'open';
  const dueOfIssue = isoOf(Date.parse(dueAt(issue, due.withinMilliseconds)));
  return { state: issue.isOpen ? open : 'closed', issue: issue.number, dueAt: dueOfIssue };
}

/** The reviews that nobody has closed, the one due first before the others. */
function openAmong(issues: readonly ReviewIssue[], due: Due): NonNullable<Metrics['openReviews']> {
  const open = issues
    .filter(({ isOpen }) => isOpen)
    .toSorted((one, other) => Date.parse(one.openedAt) - Date.parse(other.openedAt));
  return open.map((issue) => ({
    issue: issue.number,
    title: issue.title,
    owner: issue.owner,
    openedAt: issue.openedAt,
    dueAt: isoOf(Date.parse(dueAt(issue, due.withinMilliseconds))),
    isOverdue: isOverdue(issue, due),
    measures: issue.measures,
  }));
}

/** A review that there must be, before anybody looked for its issue. */
type MustBe = Omit<Review, 'state' | 'issue'> & { readonly key: string };

/** Of emergencies and rollbacks that passed, and of what failed. */
function mustBe({ passages, deployed, within }: Asked): readonly MustBe[] {
  const passed = passages.flatMap(({ judgements, isApproved }) => (isApproved ? (judgements.at(-1) ?? []) : []));
  const declared = passed.flatMap((decision) => declaredReview(decision, within));
  const reviewed = new Set(declared.map(({ decisionId }) => decisionId));
  const failed = deployed.flatMap((each) => failureReview(each, within));
  return [...declared, ...failed.filter(({ decisionId }) => decisionId === null || !reviewed.has(decisionId))];
}

function declaredReview(decision: DecisionSketch, within: string): readonly MustBe[] {
  const { lane: kind, environment, base, head } = decision.decision;
  if (kind === 'none') return [];
  const key = reviewKey({ kind, environment, base, head: head ?? '' });
  return [{ ...changeOf(decision), key, cause: kind, dueAt: isoOf(decision.at + readDuration(within)) }];
}

function failureReview(deployed: Deployed, within: string): readonly MustBe[] {
  const failure = deployed.words.find(({ word }) => word !== 'success');
  if (failure === undefined) return [];
  const { environment, head, decision } = deployed;
  const key = reviewKey({ kind: 'failure', environment, base: null, head });
  const told = decision === null ? placeAlone(deployed, failure.at) : changeOf(decision);
  return [{ ...told, key, cause: 'failure', dueAt: isoOf(failure.at + readDuration(within)) }];
}

function placeAlone({ repository, environment, head }: Deployed, at: number): ReturnType<typeof changeOf> {
  return { decisionId: null, at: isoOf(at), repository, environment, services: null, head, title: null, url: null };
}
