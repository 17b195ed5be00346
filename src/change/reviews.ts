import type { ChangeFacts, Fact, OpenReview } from './facts.ts';
import { isUnknown } from './facts.ts';

type Due = { readonly evaluatedAt: string; readonly withinMilliseconds: number };

/** How many reviews are past their date; null where nobody looked for reviews. */
export function overdueCount(reviews: ChangeFacts['reviews'], due: Due): Fact<number> | null {
  if (reviews === undefined) return null;
  return isUnknown(reviews) ? reviews : reviews.filter((review) => isOverdue(review, due)).length;
}

/** Whether a review is past its date. */
export function isOverdue(review: Pick<OpenReview, 'openedAt'>, { evaluatedAt, withinMilliseconds }: Due): boolean {
  // What is no instant, as in a record that somebody changed, makes no review come later.
  return !(Date.parse(evaluatedAt) <= Date.parse(review.openedAt) + withinMilliseconds);
}

/** When a review is due. It counts from when GitHub opened it, which nobody can write. */
export function dueAt({ openedAt }: Pick<OpenReview, 'openedAt'>, withinMilliseconds: number): string {
  const due = Date.parse(openedAt) + withinMilliseconds;
  return Number.isNaN(due) ? openedAt : new Date(due).toISOString();
}
