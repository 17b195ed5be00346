import { diffTrees } from './git-diff.ts';
import { mergeBase } from './git-history.ts';
import { filesOf, resolve, writeBlob, writeCommit, writeTree, type Files, type GitStore } from './git-store.ts';
import type { CommitSeed } from './seed.ts';
import type { Site } from './site.ts';
import type { Repository } from './state.ts';

/** Commits are made in the order given, each moving its branch. */
export function buildCommits(seeds: readonly CommitSeed[], site: Site): void {
  for (const seed of seeds) buildCommit(seed, site);
}

export function buildRefs(refs: Readonly<Record<string, string>>, repository: Repository): void {
  for (const [name, target] of Object.entries(refs)) {
    repository.git.refs.set(name.includes('/') ? name : `heads/${name}`, shaOf(repository, target));
  }
}

/** The sha of a branch or commit, the default branch's unless told; a seed that names an unknown one is a mistake of the test. */
export function shaOf(repository: Repository, name = repository.defaultBranch): string {
  const commit = resolve(repository.git, name);
  if (commit === undefined) throw new Error(`${repository.fullName} has no commit or branch \`${name}\``);
  return commit.sha;
}

export function buildCommit(seed: CommitSeed, { registry, repository }: Site): string {
  const { git, defaultBranch } = repository;
  const { branch = defaultBranch, author = 'octocat', committer = author, date = registry.now } = seed;
  const parents = seed.parents?.map((name) => shaOf(repository, name)) ?? tipOf(repository, branch);
  const person = (login: string | null) => ({ name: nameOf(login), email: emailOf(login), date });
  for (const login of [author, committer]) if (login !== null) registry.user(login);
  const commit = writeCommit(git, {
    sha: seed.sha,
    tree: writeTree(git, changedFiles(repository, parents, seed.changes ?? {})),
    parents,
    message: seed.message ?? `Change ${git.commits.size + 1}`,
    author: { ...person(author), ...(seed.authorEmail === undefined ? {} : { email: seed.authorEmail }) },
    committer: person(committer),
    authorLogin: author,
    committerLogin: committer,
    isVerified: seed.isVerified ?? false,
  });
  git.refs.set(`heads/${branch}`, commit.sha);
  return commit.sha;
}

function tipOf({ git, defaultBranch }: Repository, branch: string): string[] {
  const tip = git.refs.get(`heads/${branch}`) ?? git.refs.get(`heads/${defaultBranch}`);
  return tip === undefined ? [] : [tip];
}

function nameOf(login: string | null): string {
  return login === 'web-flow' ? 'GitHub' : (login ?? 'Somebody');
}

function emailOf(login: string | null): string {
  if (login === 'web-flow') return 'noreply@github.com';
  return login === null ? 'somebody@example.com' : `${login}@users.noreply.github.com`;
}

/** The first parent's files, with what the other parents bring, with the changes. */
function changedFiles(
  repository: Repository,
  parents: readonly string[],
  changes: Record<string, string | null>,
): Files {
  const { git } = repository;
  const [first, ...others] = parents;
  const files = new Map(first === undefined ? [] : filesOf(git, treeOf(repository, first)));
  for (const other of others) bringIn(files, { repository, first: first ?? other, other });
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) files.delete(path);
    else files.set(path, { mode: '100644', sha: writeBlob(git, content) });
  }
  return files;
}

type Merge = { readonly repository: Repository; readonly first: string; readonly other: string };

function bringIn(files: Map<string, { mode: string; sha: string }>, { repository, first, other }: Merge): void {
  const { git } = repository;
  const base = mergeBase(git, first, other);
  const before = base?.tree ?? writeTree(git, new Map());
  applyChanges(git, files, { before, after: treeOf(repository, other) });
}

/** Does to files what was done between two trees. */
export function applyChanges(
  git: GitStore,
  files: Map<string, { mode: string; sha: string }>,
  { before, after }: { readonly before: string; readonly after: string },
): void {
  for (const { filename, status, sha, previousFilename } of diffTrees(git, before, after)) {
    if (previousFilename !== undefined) files.delete(previousFilename);
    if (status === 'removed') files.delete(filename);
    else if (sha !== undefined) files.set(filename, { mode: '100644', sha });
  }
}

export function treeOf(repository: Repository, commit: string): string {
  return repository.git.commits.get(commit)?.tree ?? '';
}
