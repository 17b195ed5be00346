import { RequestError } from '@octokit/request-error';
import { isUnknown } from '../change/facts.ts';
import { sameLogin } from './actor.ts';
import type { ReviewIssue } from '../report/post-review.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { refusalOf } from './refusal.ts';
import { readViewer } from './review.ts';

/** A post-implementation review that is to be opened. */
export type NewReview = ReviewIssue & {
  /** A login that it is assigned to, if GitHub lets them be. */
  readonly owner: string | null;
};

type Opening = {
  readonly repository: RepositoryName;
  readonly label: string;
  /** The account that the token acts as; null: it is asked for. */
  readonly viewer: string | null;
  /** Reviews that nobody touched since are not looked at. */
  readonly since: string;
  readonly review: NewReview;
};

/** What became of it. Nothing here is ever an error of the decision. */
export type OpenedReview =
  | { readonly kind: 'opened'; readonly number: number; readonly url: string }
  | { readonly kind: 'there-already'; readonly number: number; readonly url: string }
  | { readonly kind: 'refused'; readonly reason: string };

const operation = 'opening the post-implementation review';

/**
 * Opens a review, once. Others cannot stand for it: only an issue of our own account counts as it. Of two runs that look
 * at the same time both open one; the later of the two closes again.
 */
export async function openPostReview(github: GitHub, opening: Opening): Promise<OpenedReview> {
  try {
    const viewer = opening.viewer ?? (await readViewer(github, opening.repository));
    if (isUnknown(viewer)) return { kind: 'refused', reason: viewer.unknown };
    const [before] = await ownReviews(github, { ...opening, viewer });
    if (before !== undefined) return { kind: 'there-already', ...before };
    const made = await create(github, { ...opening, viewer });
    const [first = made] = await ownReviews(github, { ...opening, viewer });
    if (first.number < made.number) return await yieldTo(first, made, { github, opening });
    await assign(github, made, opening);
    return { kind: 'opened', ...made };
  } catch (error) {
    const refusal = refusalOf(error, operation);
    if (refusal === null) throw error;
    return { kind: 'refused', reason: refusal.reason };
  }
}

type Issue = { readonly number: number; readonly url: string };
type Known = Opening & { readonly viewer: string };

/** Our own issues about the same, the first one first: open ones, and what this very run opened before. */
async function ownReviews(
  github: GitHub,
  { repository, label, viewer, since, review }: Known,
): Promise<readonly Issue[]> {
  const wanted = { ...repository, labels: label, state: 'all', since, per_page: 100 } as const;
  const issues = await github.paginate(github.rest.issues.listForRepo, wanted);
  return issues
    .filter(({ user, state, body, pull_request: pull }) => {
      const isOwn = user !== null && sameLogin(user.login, viewer) && pull === undefined;
      return isOwn && body?.startsWith(state === 'open' ? review.key : review.marker) === true;
    })
    .map(({ number, html_url: url }) => ({ number, url }))
    .toSorted((one, other) => one.number - other.number);
}

/** Opening is not repeated blindly: an answer may get lost after the issue was made. */
async function create(github: GitHub, opening: Known): Promise<Issue> {
  try {
    return await post(github, opening);
  } catch (error) {
    if (!mayBeDone(error)) throw error;
    const [made] = await ownReviews(github, opening);
    return made ?? (await post(github, opening));
  }
}

async function post(github: GitHub, { repository, label, review }: Opening): Promise<Issue> {
  const { title, body } = review;
  const wanted = { ...repository, title, body, labels: [label], request: { retries: 0 } };
  const { data } = await github.rest.issues.create(wanted);
  return { number: data.number, url: data.html_url };
}

/** Whether a request that failed may have been carried out all the same; Octokit calls a lost answer a 500. */
function mayBeDone(error: unknown): boolean {
  return error instanceof RequestError && error.status >= 500;
}

type Yielding = { readonly github: GitHub; readonly opening: Opening };

async function yieldTo(first: Issue, { number }: Issue, { github, opening }: Yielding): Promise<OpenedReview> {
  const body = `${opening.review.body}\n\nTwo runs opened this review at once: #${first.number} is the one that counts.\n`;
  const closed = { state: 'closed', state_reason: 'not_planned' } as const;
  await github.rest.issues.update({ ...opening.repository, issue_number: number, body, ...closed });
  return { kind: 'there-already', ...first };
}

/** GitHub passes over who may not be assigned. The review is there, whether or not somebody is. */
async function assign(github: GitHub, { number }: Issue, { repository, review }: Opening): Promise<void> {
  if (review.owner === null) return;
  try {
    await github.rest.issues.addAssignees({ ...repository, issue_number: number, assignees: [review.owner] });
  } catch (error) {
    // The text names the owner too.
    if (refusalOf(error, operation) === null) throw error;
  }
}
