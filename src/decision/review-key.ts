import { digestOf } from './digest.ts';

type LookedBackAt = {
  readonly kind: 'emergency' | 'rollback' | 'failure';
  readonly environment: string;
  /** What was live before; null: that is not known. */
  readonly base: string | null;
  readonly head: string;
};

/** One failure, and the rollback that ends it, are looked back at together: both are about what went wrong. */
export function subjectOfReview({ kind, base, head }: Omit<LookedBackAt, 'environment'>): string {
  return kind === 'rollback' ? (base ?? head) : head;
}

/** By which the issues that look back at the same are known. */
export function reviewKey(review: LookedBackAt): string {
  return digestOf([review.environment, subjectOfReview(review)]).slice('sha256:'.length, 'sha256:'.length + 20);
}

/** How the text of a review's issue begins, which nobody sees. */
export function keyLine(key: string): string {
  return `<!-- change-gate review ${key} `;
}

/** The key in the text of an issue; null if it is no review of the gate's. */
export function keyInText(text: string): string | null {
  return /^<!-- change-gate review ([0-9a-f]{20}) /u.exec(text)?.[1] ?? null;
}
