import type { GitHub } from './client.ts';
import type { Entry, Ledger, Sight } from './ledger-branch.ts';
import { refusalOf } from './refusal.ts';

/** `unsettled`: somebody else was first, or the answer got lost; looking again tells. */
type Committed =
  | { readonly kind: 'written'; readonly commit: string }
  | { readonly kind: 'unsettled'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

type Commit = { readonly ledger: Ledger; readonly entry: Entry; readonly sight: Sight };

/** Builds one commit on what was seen, and moves the branch to it unless somebody else was first. */
export async function commitToLedger(github: GitHub, commit: Commit): Promise<Committed> {
  try {
    const sha = await makeCommit(github, commit);
    await moveBranch(github, commit, sha);
    return { kind: 'written', commit: sha };
  } catch (error) {
    const refusal = refusalOf(error, `writing to the branch \`${commit.ledger.branch}\``);
    if (refusal === null) throw error;
    const { status, reason } = refusal;
    return { kind: mayBeSettled(status) ? 'unsettled' : 'refused', reason };
  }
}

/** A conflict, a branch that went on or came into being (422), or an answer that got lost, which Octokit calls a 500. */
function mayBeSettled(status: number): boolean {
  return status === 409 || status === 422 || status >= 500;
}

async function makeCommit(github: GitHub, { ledger, entry, sight }: Commit): Promise<string> {
  const { git } = github.rest;
  const files = [entry.record, ...entry.marks, ...entry.shared];
  const tree = await git.createTree({
    ...ledger.repository,
    ...(sight.tip !== null && { base_tree: sight.tip.tree }),
    tree: files.map(({ path, text }) => ({ path, mode: '100644' as const, type: 'blob' as const, content: text })),
  });
  const commit = await git.createCommit({
    ...ledger.repository,
    message: entry.message,
    tree: tree.data.sha,
    parents: sight.tip === null ? [] : [sight.tip.commit],
  });
  return commit.data.sha;
}

async function moveBranch(github: GitHub, { ledger, sight }: Commit, sha: string): Promise<void> {
  const { git } = github.rest;
  const { repository, branch } = ledger;
  if (sight.tip === null) await git.createRef({ ...repository, ref: `refs/heads/${branch}`, sha });
  else await git.updateRef({ ...repository, ref: `heads/${branch}`, sha, force: false });
}
