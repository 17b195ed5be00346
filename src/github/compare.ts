import type { Fact, Files, Unknown } from '../change/facts.ts';
import type { PathAttributes } from '../change/attributes.ts';
import { isUnknown } from '../change/facts.ts';
import { attempt } from './attempt.ts';
import { filesFrom } from './changed-file.ts';
import type { ApiFile } from './changed-file.ts';
import type { GitHub, RepositoryName } from './client.ts';

/** Where the head lies, seen from the base. */
export type Lineage = 'ahead' | 'same' | 'behind' | 'diverged';

/** A commit of a range, as lists show it. */
export type RangeCommit = {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly authoredAt: string | null;
};

/** What lies between two commits. */
export type Comparison = {
  readonly lineage: Lineage;
  /** Those of the head that the base does not have, oldest first. */
  readonly commits: Fact<readonly RangeCommit[]>;
  readonly files: Files;
};

export type Range = { readonly base: string; readonly head: string };

/** A range of more commits is not looked at. */
export const mostCommits = 250;
const mostFiles = 300;
const pageSize = 100;

/** Compares two commits, the first page of commits before the others. */
export async function compare(
  github: GitHub,
  repository: RepositoryName,
  { base, head, attributes }: Range & { readonly attributes?: PathAttributes },
): Promise<Comparison | Unknown> {
  const read = (page: number) => readPage(github, repository, { base, head, page });
  const first = await read(1);
  if (isUnknown(first)) return first;
  const lineage = lineages[first.status];
  if (lineage === undefined) return { unknown: `GitHub compares the commits with an unknown word` };
  const files = filesOf(first, lineage, attributes);
  if (first.total > mostCommits) return { lineage, files, commits: tooMany(first.total) };
  const count = Math.ceil(first.total / pageSize);
  const rest = await Promise.all(Array.from({ length: Math.max(0, count - 1) }, (_, index) => read(index + 2)));
  return { lineage, files, commits: joined([first, ...rest], first.total) };
}

const lineages: Readonly<Record<string, Lineage>> = {
  ahead: 'ahead',
  identical: 'same',
  behind: 'behind',
  diverged: 'diverged',
};

type Page = {
  readonly status: string;
  readonly total: number;
  readonly commits: readonly RangeCommit[];
  readonly files: readonly ApiFile[] | undefined;
};

async function readPage(
  github: GitHub,
  repository: RepositoryName,
  { base, head, page }: Range & { readonly page: number },
): Promise<Page | Unknown> {
  const basehead = `${base}...${head}`;
  const operation = `comparing ${base} with ${head}`;
  const answer = await attempt(
    operation,
    async () =>
      await github.rest.repos.compareCommitsWithBasehead({ ...repository, basehead, page, per_page: pageSize }),
  );
  if (isUnknown(answer)) return answer;
  const { status, total_commits: total, commits, files } = answer.data;
  if (!Array.isArray(commits)) return { unknown: `GitHub's answer to ${operation} could not be read` };
  return { status, total, files, commits: commits.map(rangeCommit) };
}

type ApiCommit = {
  readonly sha: string;
  readonly parents: readonly { readonly sha: string }[];
  readonly commit: {
    readonly message: string;
    readonly author: { readonly date?: string | undefined } | null;
  };
};

function rangeCommit({ sha, parents, commit }: ApiCommit): RangeCommit {
  return {
    sha,
    parents: parents.map((parent) => parent.sha),
    message: commit.message,
    authoredAt: commit.author?.date ?? null,
  };
}

function joined(pages: readonly (Page | Unknown)[], total: number): Fact<readonly RangeCommit[]> {
  const commits: RangeCommit[] = [];
  for (const page of pages) {
    if (isUnknown(page)) return page;
    commits.push(...page.commits);
  }
  return commits.length === total ? commits : { unknown: `GitHub told ${commits.length} of ${total} commits` };
}

function tooMany(total: number): Unknown {
  return { unknown: `the range has ${total} commits, and no more than ${mostCommits} are looked at` };
}

/** GitHub compares with the merge base; only for a head that lies ahead is that the base itself. */
function filesOf({ files }: Page, lineage: Lineage, attributes: PathAttributes | undefined): Files {
  if (lineage === 'same') return [];
  if (lineage !== 'ahead') return { unknown: `the head is ${lineage}: GitHub compares it with the merge base alone` };
  if (!Array.isArray(files)) return { unknown: 'GitHub told no files' };
  const seen = filesFrom(files, attributes);
  if (files.length < mostFiles) return seen;
  return { unknown: `GitHub tells of no more than ${mostFiles} files of a range`, seen };
}
