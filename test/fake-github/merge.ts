import { applyChanges } from './build-git.ts';
import { mergeBase } from './git-history.ts';
import { filesOf, writeCommit, writeTree, type Commit, type GitStore, type Person } from './git-store.ts';
import { commitsOf } from './pull-bodies.ts';
import { headShaOf, type Pull, type Repository } from './state.ts';

export type Merge = {
  readonly repository: Repository;
  readonly pull: Pull;
  /** Who merges, and when. */
  readonly merger: string;
  readonly now: string;
  readonly message: string;
};

export const mergeMethods = ['merge', 'squash', 'rebase'] as const;

/** Puts a pull request onto its base; gives the commits that this made, the newest last. */
export const mergeBy: Readonly<Record<(typeof mergeMethods)[number], (merge: Merge) => readonly string[]>> = {
  merge: (merge) => [joined(merge, [tipOf(merge), headShaOf(merge.pull, merge.repository)], merge.merger)],
  squash: (merge) => [joined(merge, [tipOf(merge)], merge.pull.author)],
  rebase: rebased,
};

function tipOf({ repository, pull }: Merge): string {
  return repository.git.refs.get(`heads/${pull.base}`) ?? pull.baseSha;
}

/** GitHub commits and signs what it makes itself, as `web-flow`. */
function joined(merge: Merge, parents: readonly string[], author: string): string {
  const { repository, pull, now, message } = merge;
  const [tip, head] = [tipOf(merge), headShaOf(pull, repository)];
  const before = mergeBase(repository.git, tip, head)?.tree ?? writeTree(repository.git, new Map());
  return writeCommit(repository.git, {
    tree: withChanges(repository.git, treeOf(repository.git, tip), { before, after: treeOf(repository.git, head) }),
    parents,
    message,
    author: person(author, now),
    committer: { name: 'GitHub', email: 'noreply@github.com', date: now },
    authorLogin: author,
    committerLogin: 'web-flow',
    isVerified: true,
  }).sha;
}

/** Each commit again, by its author, committed by whoever merges and signed by nobody. */
function rebased(merge: Merge): readonly string[] {
  const { repository, pull, merger, now } = merge;
  const made: string[] = [];
  for (const commit of commitsOf(repository, pull).filter(({ parents }) => parents.length === 1)) {
    const onto = made.at(-1) ?? tipOf(merge);
    made.push(copied(repository.git, commit, { onto, merger, now }));
  }
  return made;
}

type Copying = { readonly onto: string; readonly merger: string; readonly now: string };

function copied(git: GitStore, commit: Commit, { onto, merger, now }: Copying): string {
  const { author, authorLogin, message, parents, tree } = commit;
  const before = treeOf(git, parents[0] ?? '');
  return writeCommit(git, {
    tree: withChanges(git, treeOf(git, onto), { before, after: tree }),
    parents: [onto],
    message,
    author,
    authorLogin,
    committer: person(merger, now),
    committerLogin: merger,
    isVerified: false,
  }).sha;
}

function treeOf(git: GitStore, sha: string): string {
  return git.commits.get(sha)?.tree ?? '';
}

function withChanges(git: GitStore, tree: string, span: { readonly before: string; readonly after: string }): string {
  const files = new Map(filesOf(git, tree));
  applyChanges(git, files, span);
  return writeTree(git, files);
}

function person(login: string, date: string): Person {
  return { name: login, email: `${login}@users.noreply.github.com`, date };
}
