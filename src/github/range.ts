import type { Fact, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { Comparison, Range } from './compare.ts';
import { compare } from './compare.ts';
import { lineOf } from './line.ts';
import type { Part } from './parts.ts';
import { partsOf } from './parts.ts';
import type { PullParts } from './pull.ts';
import { readPulls } from './pulls.ts';
import type { DetailedCommit } from './range-commits.ts';
import { readCommits } from './range-commits.ts';

/** A part with its pull request. */
export type ReadPart = Omit<Part, 'pull'> & { readonly pull: PullParts | null };

/** What lies between what is live and what is to be deployed. */
export type ReadRange = {
  readonly lineage: Fact<Comparison['lineage']>;
  /** Newest first. */
  readonly parts: readonly ReadPart[];
  /** Commits that are not on the line: merges brought them. */
  readonly brought: readonly DetailedCommit[];
  /** Every pull request that was read: those of the parts, those that the head belongs to, and one more if it is asked for. */
  readonly pulls: readonly PullParts[];
};

type Wanted = Pick<Range, 'head'> & {
  /** Null: nothing was ever live, and the head stands alone. */
  readonly base: string | null;
  /** A pull request whose comments are read too. */
  readonly conversation: number | null;
};

/** Reads the commits of a range and the pull requests behind them. */
export async function readDeployedRange(
  github: GitHub,
  repository: RepositoryName,
  { base, head, conversation }: Wanted,
): Promise<ReadRange | Unknown> {
  const compared = base === null ? headAlone : await compare(github, repository, { base, head });
  if (isUnknown(compared)) return compared;
  const { lineage, commits } = compared;
  if (isUnknown(commits)) return commits;
  const range = base === null ? [head] : commits.map(({ sha }) => sha);
  // The head is read even if it brings nothing, since approvals may name it.
  const details = await readCommits(github, repository, [...new Set([head, ...range])]);
  if (isUnknown(details)) return details;
  const line = base === null ? [head] : lineOf(commits, { base, head });
  const parts = partsOf({ line: line.flatMap((sha) => details.filter(({ oid }) => oid === sha)), range });
  const pulls = await readPulls(github, repository, [
    ...parts.flatMap(({ pull }) => (pull === null ? [] : [pull.number])),
    ...details.filter(({ oid }) => oid === head).flatMap((commit) => commit.pulls.map(({ number }) => number)),
    ...(conversation === null ? [] : [conversation]),
  ]);
  return {
    lineage,
    parts: parts.map((part) => ({ ...part, pull: pulls.find(({ number }) => number === part.pull?.number) ?? null })),
    brought: details.filter(({ oid }) => range.includes(oid) && !line.includes(oid)),
    pulls,
  };
}

const headAlone = { lineage: 'ahead', commits: [] } as const;
