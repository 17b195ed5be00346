import type { Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { attempt, attemptToFind } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { refusalOf } from './refusal.ts';

/** The branch whose newest commit says what is locked. */
export const lockBranch = 'change-locks';

type Tip = { readonly commit: string; readonly tree: string; readonly message: string };

/** What stands on the branch, and what time it is by GitHub's clock; a tip of null: there is no such branch yet. */
export type SeenState = { readonly tip: Tip | null; readonly now: string };

export type Moved =
  | { readonly kind: 'moved' }
  /** Somebody else was first, or the answer got lost; looking again tells. */
  | { readonly kind: 'unsettled'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

const operation = `looking into the branch \`${lockBranch}\``;

/** Looks at the branch. The clock is that of the answer, the same for everybody who asks. */
export async function seeLockBranch(github: GitHub, repository: RepositoryName): Promise<SeenState | Unknown> {
  const { git } = github.rest;
  const ref = await attemptToFind(
    operation,
    async () => await git.getRef({ ...repository, ref: `heads/${lockBranch}` }),
  );
  if (isUnknown(ref)) return ref;
  if (ref === null) return await withoutBranch(github, repository);
  const sha = ref.data.object.sha;
  const commit = await attempt(operation, async () => await git.getCommit({ ...repository, commit_sha: sha }));
  if (isUnknown(commit)) return commit;
  const now = instantOf(commit.headers.date);
  const { message, tree } = commit.data;
  return isUnknown(now) ? now : { tip: { commit: sha, tree: tree.sha, message }, now };
}

/** What is not there tells no time that Octokit would hand on. */
async function withoutBranch(github: GitHub, repository: RepositoryName): Promise<SeenState | Unknown> {
  const found = await attempt(operation, async () => await github.rest.repos.get(repository));
  if (isUnknown(found)) return found;
  const now = instantOf(found.headers.date);
  return isUnknown(now) ? now : { tip: null, now };
}

function instantOf(date: string | undefined): string | Unknown {
  const milliseconds = Date.parse(date ?? '');
  if (Number.isNaN(milliseconds)) return { unknown: 'GitHub did not say what time it is' };
  return new Date(milliseconds).toISOString();
}

type Move = { readonly repository: RepositoryName; readonly tip: Tip | null; readonly message: string };

/** Puts a commit on what was seen and moves the branch to it, never over what came in between. */
export async function moveLockBranch(github: GitHub, { repository, tip, message }: Move): Promise<Moved> {
  const { git } = github.rest;
  try {
    const tree = tip?.tree ?? (await git.createTree({ ...repository, tree: [explanation] })).data.sha;
    const parents = tip === null ? [] : [tip.commit];
    const { sha } = (await git.createCommit({ ...repository, message, tree, parents })).data;
    if (tip === null) await git.createRef({ ...repository, ref: `refs/heads/${lockBranch}`, sha });
    else await git.updateRef({ ...repository, ref: `heads/${lockBranch}`, sha, force: false });
    return { kind: 'moved' };
  } catch (error) {
    const refusal = refusalOf(error, `writing to the branch \`${lockBranch}\``);
    if (refusal === null) throw error;
    const { status, reason } = refusal;
    const mayBeSettled = status === 409 || status === 422 || status >= 500;
    return { kind: mayBeSettled ? 'unsettled' : 'refused', reason };
  }
}

const explanation = {
  path: 'README.md',
  mode: '100644' as const,
  type: 'blob' as const,
  content: `The newest commit of this branch says which services are being deployed. change-gate writes it, and only ever moves the
branch forward. Deleting the branch gives back all locks.
`,
};
