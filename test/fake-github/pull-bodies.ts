import { address, associationOf, minimalRepositoryBody, page, repositoryBody, userBody, userOrNull } from './bodies.ts';
import { treeOf } from './build-git.ts';
import { diffTrees, type ChangedFile } from './git-diff.ts';
import { commitsBetween, mergeBase } from './git-history.ts';
import type { Commit } from './git-store.ts';
import type { JsonRecord } from './json.ts';
import type { RepositoryCall } from './operation.ts';
import { headShaOf, type Pull, type Repository } from './state.ts';

/** What a pull request changes: what the seed says, or the difference from where it left its base. */
export function filesOf(repository: Repository, pull: Pull): ChangedFile[] {
  if (pull.files !== null) {
    return pull.files.map((file) => ({ status: 'modified', additions: 1, deletions: 0, ...file }));
  }
  const head = headShaOf(pull, repository);
  const before = mergeBase(repository.git, pull.baseSha, head)?.tree ?? treeOf(repository, pull.baseSha);
  return diffTrees(repository.git, before, treeOf(repository, head));
}

export function commitsOf(repository: Repository, pull: Pull): Commit[] {
  return commitsBetween(repository.git, pull.baseSha, headShaOf(pull, repository));
}

/** A pull request goes with what its merge put onto the base, and with its own commits. */
export function isAssociated(repository: Repository, pull: Pull, sha: string): boolean {
  return pull.landed.includes(sha) || commitsOf(repository, pull).some((commit) => commit.sha === sha);
}

/** A pull request as lists show it. */
export function shortPullBody(call: RepositoryCall, pull: Pull): JsonRecord {
  return { ...commonBody(call, pull), head: headBody(call, pull), base: baseBody(call, pull) };
}

/** A pull request as it is shown alone, with its counts. */
export function pullBody(call: RepositoryCall, pull: Pull): JsonRecord {
  const { repository, state } = call;
  const files = filesOf(repository, pull);
  const comments = [...repository.comments.values()].filter(({ issueNumber }) => issueNumber === pull.number);
  return {
    ...shortPullBody(call, pull),
    merged: pull.mergeCommit !== null,
    merged_by: userOrNull(state, pull.mergedBy),
    mergeable: pull.state === 'open' ? true : null,
    mergeable_state: pull.state === 'open' ? 'clean' : 'unknown',
    comments: comments.length,
    commits: commitsOf(repository, pull).length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

function commonBody({ repository, state }: RepositoryCall, pull: Pull): JsonRecord {
  const { id, number, title, body, createdAt, updatedAt, mergedAt, labels } = pull;
  const link = (rest: string) => ({ href: address(repository, rest) });
  return {
    id,
    number,
    title,
    body,
    state: pull.state,
    draft: pull.isDraft,
    user: userBody(state, pull.author),
    labels: labels.map((name) => ({ name })),
    created_at: createdAt,
    updated_at: updatedAt,
    merged_at: mergedAt,
    merge_commit_sha: pull.mergeCommit,
    closed_at: pull.state === 'closed' ? (mergedAt ?? updatedAt) : null,
    url: address(repository, `/pulls/${number}`),
    html_url: page(repository, `/pull/${number}`),
    author_association: associationOf(state, repository, pull.author),
    _links: {
      self: link(`/pulls/${number}`),
      comments: link(`/issues/${number}/comments`),
    },
  };
}

function baseBody(call: RepositoryCall, { base, baseSha }: Pull): JsonRecord {
  const { repository, state } = call;
  const user = userBody(state, repository.owner);
  return {
    label: `${repository.owner}:${base}`,
    ref: base,
    sha: baseSha,
    user,
    repo: repositoryBody(state, repository),
  };
}

/** The head may be in a fork, which has no repository of its own here, or in one that is gone. */
function headBody(call: RepositoryCall, pull: Pull): JsonRecord {
  const { repository, state } = call;
  const sha = headShaOf(pull, repository);
  if (pull.headRepository === null) return { label: pull.head, ref: pull.head, sha, user: null, repo: null };
  const [owner = '', name = ''] = pull.headRepository.split('/');
  const isFork = pull.headRepository !== repository.fullName;
  const source = isFork
    ? { ...repository, id: repository.id + 1_000_000, owner, name, fullName: pull.headRepository }
    : repository;
  const repo = { ...minimalRepositoryBody(state, source), default_branch: repository.defaultBranch, fork: isFork };
  return { label: `${owner}:${pull.head}`, ref: pull.head, sha, user: userBody(state, owner), repo };
}
