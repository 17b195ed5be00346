import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { sameLogin } from './actor.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { ask } from './query.ts';
import { refusalOf } from './refusal.ts';
import { viewerOf } from './scene.ts';
import { writeOnce } from './write-once.ts';

type Place = { readonly repository: RepositoryName; readonly number: number };

type Reviewing = Place & {
  /** The account that the token acts as. */
  readonly viewer: string;
};

/** A review of ours that approves a commit. */
export type OwnApproval = { readonly id: number; readonly commit: string | null };

/** What became of an approval. */
export type ReviewOutcome =
  | { readonly kind: 'approved' | 'approved-already' }
  /** The head has moved on since it was judged. */
  | { readonly kind: 'moved'; readonly head: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** The account that a token acts as. */
export async function readViewer(github: GitHub, repository: RepositoryName): Promise<Fact<string>> {
  const reply = await ask(github, repository, { operation: 'reading whose token it is', text: 'id' });
  return isUnknown(reply) ? reply : viewerOf(reply);
}

/** Approvals of ours that stand. */
export async function ownApprovals(
  github: GitHub,
  { repository, number, viewer }: Reviewing,
): Promise<readonly OwnApproval[]> {
  const reviews = await github.paginate(github.rest.pulls.listReviews, {
    ...repository,
    pull_number: number,
    per_page: 100,
  });
  return reviews
    .filter(({ user, state }) => user !== null && sameLogin(user.login, viewer) && state === 'APPROVED')
    .map(({ id, commit_id: commit }) => ({ id, commit }));
}

/** Approves a head, once; what has moved on since is left alone. */
export async function approvePull(
  github: GitHub,
  { repository, number, viewer }: Reviewing,
  { head, body }: { readonly head: string; readonly body: string },
): Promise<ReviewOutcome> {
  try {
    const pull = { ...repository, pull_number: number };
    if (await isApproved(github, { repository, number, viewer }, head)) return { kind: 'approved-already' };
    const { data } = await github.rest.pulls.get(pull);
    if (data.head.sha !== head) return { kind: 'moved', head: data.head.sha };
    const review = { ...pull, commit_id: head, event: 'APPROVE', body } as const;
    await writeOnce({
      write: async () => await github.rest.pulls.createReview({ ...review, request: { retries: 0 } }),
      isThere: async () => await isApproved(github, { repository, number, viewer }, head),
    });
    return { kind: 'approved' };
  } catch (error) {
    return { kind: 'refused', reason: reasonOf(error, 'approving the pull request') };
  }
}

async function isApproved(github: GitHub, place: Reviewing, head: string): Promise<boolean> {
  const own = await ownApprovals(github, place);
  return own.some(({ commit }) => commit === head);
}

/** Takes back every approval of ours; gives how many there were, and why some still stand. */
export async function withdrawApprovals(
  github: GitHub,
  { repository, number, viewer }: Reviewing,
  message: string,
): Promise<{ readonly withdrawn: number; readonly refusals: readonly string[] }> {
  const refusals: string[] = [];
  let withdrawn = 0;
  try {
    for (const { id } of await ownApprovals(github, { repository, number, viewer })) {
      const refusal = await dismiss(github, { repository, number, id, message });
      if (refusal === null) withdrawn += 1;
      else refusals.push(refusal);
    }
  } catch (error) {
    refusals.push(reasonOf(error, 'reading the reviews'));
  }
  return { withdrawn, refusals };
}

type Dismissing = Place & { readonly id: number; readonly message: string };

async function dismiss(github: GitHub, { repository, number, id, message }: Dismissing): Promise<string | null> {
  try {
    await github.rest.pulls.dismissReview({ ...repository, pull_number: number, review_id: id, message });
    return null;
  } catch (error) {
    return reasonOf(error, 'withdrawing its approval');
  }
}

/** GitHub says in words alone that a setting forbids it. */
function reasonOf(error: unknown, operation: string): string {
  const refusal = refusalOf(error, operation);
  if (refusal === null) throw error;
  const isForbidden = refusal.status === 422 || refusal.status === 403;
  if (!isForbidden || operation !== 'approving the pull request') return refusal.reason;
  return `${refusal.reason}; ${settingRemedy}`;
}

const settingRemedy =
  'the setting "Allow GitHub Actions to create and approve pull requests" must be on, and the token may not be that of the pull request’s author';
