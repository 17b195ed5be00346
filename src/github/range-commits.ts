import type { Fact, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { GraphCommit } from './commit.ts';
import { commitText } from './commit.ts';
import { ask, literal, partOf } from './query.ts';

/** A pull request that a commit belongs to. */
export type PullOfCommit = {
  readonly number: number;
  readonly merged: boolean;
  readonly headRefOid: string;
  readonly mergeCommit: { readonly oid: string } | null;
};

/** A commit of a range, with the pull requests of this repository that it belongs to. */
export type DetailedCommit = GraphCommit & {
  readonly parentShas: readonly string[];
  readonly pulls: readonly PullOfCommit[];
};

/** So many commits are asked for at once. */
const atOnce = 100;
const mostPulls = 10;

/** Reads commits with their authors, signatures and pull requests, in the order given. */
export async function readCommits(
  github: GitHub,
  repository: RepositoryName,
  shas: readonly string[],
): Promise<Fact<readonly DetailedCommit[]>> {
  const chunks = Array.from({ length: Math.ceil(shas.length / atOnce) }, (_, index) =>
    shas.slice(index * atOnce, (index + 1) * atOnce),
  );
  const read = await Promise.all(chunks.map(async (chunk) => await readChunk(github, repository, chunk)));
  const commits: DetailedCommit[] = [];
  for (const chunk of read) {
    if (isUnknown(chunk)) return chunk;
    commits.push(...chunk);
  }
  return commits;
}

const operation = 'reading the commits of the range';

type Answered = GraphCommit & {
  readonly parents: { readonly nodes: readonly ({ readonly oid: string } | null)[] | null };
  readonly associatedPullRequests: {
    readonly nodes: readonly ((PullOfCommit & { readonly resourcePath: string }) | null)[] | null;
    readonly pageInfo: { readonly hasNextPage: boolean };
  } | null;
};

/** Three parents are enough to tell an octopus merge. */
const linksText = `parents(first: 3) { nodes { oid } } associatedPullRequests(first: ${mostPulls}) {
  nodes { number merged headRefOid mergeCommit { oid } resourcePath } pageInfo { hasNextPage }
}`;

async function readChunk(
  github: GitHub,
  repository: RepositoryName,
  shas: readonly string[],
): Promise<Fact<readonly DetailedCommit[]>> {
  const wanted = shas.map(
    (sha, index) => `commit${index}: object(oid: ${literal(sha)}) { ... on Commit { ${commitText} ${linksText} } }`,
  );
  const reply = await ask(github, repository, { operation, text: wanted.join('\n') });
  if (isUnknown(reply)) return reply;
  const commits: DetailedCommit[] = [];
  for (const [index, sha] of shas.entries()) {
    const commit = partOf<Answered>(reply, { path: ['repository', `commit${index}`], operation, depth: 'all' });
    if (commit === null) return { unknown: `GitHub does not know the commit ${sha}` };
    if (isUnknown(commit)) return commit;
    const detailed = detailedCommit(commit, repository);
    if (isUnknown(detailed)) return detailed;
    commits.push(detailed);
  }
  return commits;
}

function detailedCommit(commit: Answered, { owner, repo }: RepositoryName): DetailedCommit | Unknown {
  const { associatedPullRequests: pulls, authors } = commit;
  if (pulls?.pageInfo.hasNextPage === true || authors.pageInfo.hasNextPage) {
    return { unknown: `commit ${commit.oid} has more authors or pull requests than are looked at` };
  }
  const own = `/${owner}/${repo}/pull/`.toLowerCase();
  const known = (pulls?.nodes ?? []).filter((pull) => pull !== null);
  return {
    ...commit,
    parentShas: (commit.parents.nodes ?? []).flatMap((parent) => parent?.oid ?? []),
    pulls: known.filter(({ resourcePath }) => resourcePath.toLowerCase().startsWith(own)),
  };
}
