import { isMadeByGitHub } from './commit.ts';
import type { DetailedCommit, PullOfCommit } from './range-commits.ts';

/** A part of what goes live: what one pull request brought, or a commit that came without one. */
export type Part = {
  /** Commits on the line that put it there, newest first. */
  readonly commits: readonly DetailedCommit[];
  /** Null: no merge that GitHub made brought these commits. */
  readonly pull: PullOfCommit | null;
  /** Whether it came as a merge, whose author is only who merged. */
  readonly isMerge: boolean;
};

type Line = {
  /** The line, newest first. */
  readonly line: readonly DetailedCommit[];
  /** Every commit of the range. */
  readonly range: readonly string[];
};

/** Splits the line into parts. A part belongs to a pull request only if GitHub itself merged, squashed or rebased it. */
export function partsOf({ line, range }: Line): readonly Part[] {
  const shas = new Set(range);
  const parts: Part[] = [];
  for (let index = 0; index < line.length;) {
    const part = partAt(line.slice(index), shas);
    parts.push(part);
    index += part.commits.length;
  }
  return parts;
}

function partAt(rest: readonly DetailedCommit[], range: ReadonlySet<string>): Part {
  const [commit] = rest;
  if (commit === undefined) return { commits: [], pull: null, isMerge: false };
  const merged = commit.pulls.filter((pull) => pull.merged && pull.mergeCommit?.oid === commit.oid);
  if (commit.parentShas.length > 1) return mergeAt(commit, merged);
  const pull = merged.find(({ headRefOid }) => !range.has(headRefOid));
  if (pull === undefined) return { commits: [commit], pull: null, isMerge: false };
  return { commits: [commit, ...rebasedBelow(rest.slice(1), pull)], pull, isMerge: false };
}

/** Somebody can push a merge with more in it than the pull request has; what GitHub merged, it signed. */
function mergeAt(commit: DetailedCommit, merged: readonly PullOfCommit[]): Part {
  const [, second, third] = commit.parentShas;
  const pull = merged.find(({ headRefOid }) => third === undefined && second === headRefOid);
  const isSafe = pull !== undefined && isMadeByGitHub(commit);
  return { commits: [commit], pull: isSafe ? pull : null, isMerge: isSafe };
}

/**
 * Commits that GitHub rebased together with the one above. It does not sign those, but it alone can put a pull request
 * onto a branch without the head of that: who pushes by hand makes it merged only by bringing the head itself.
 */
function rebasedBelow(rest: readonly DetailedCommit[], pull: PullOfCommit): readonly DetailedCommit[] {
  const end = rest.findIndex(
    ({ parentShas, pulls }) => parentShas.length !== 1 || !pulls.some(({ number }) => number === pull.number),
  );
  return end < 0 ? rest : rest.slice(0, end);
}
