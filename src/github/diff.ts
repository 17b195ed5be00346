import type { PathAttributes } from '../change/attributes.ts';
import { isRevert, isReland, titleOf } from '../change/title.ts';
import type { ChangeFacts, Fact, Files, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { attempt } from './attempt.ts';
import { filesFrom } from './changed-file.ts';
import type { ApiFile } from './changed-file.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { compare } from './compare.ts';
import type { Lineage, Range, RangeCommit } from './compare.ts';
import { lineOf } from './line.ts';

/** What the API tells of a range where the clone cannot: files, and what its commits say. */
export type RangeFacts = {
  readonly lineage: Fact<Lineage>;
  readonly files: Files;
  readonly change: Pick<ChangeFacts['change'], 'title' | 'commits' | 'isRevert' | 'isReland' | 'ageHours'>;
};

type Wanted = Range & { readonly evaluatedAt: string; readonly attributes?: PathAttributes };

/** Files and commits of a range through the API; the limits of GitHub show as unknown, with the files that were seen. */
export async function readRange(github: GitHub, repository: RepositoryName, wanted: Wanted): Promise<RangeFacts> {
  const { base, head, attributes } = wanted;
  const comparison = await compare(github, repository, { base, head, ...(attributes && { attributes }) });
  if (isUnknown(comparison)) return { lineage: comparison, files: comparison, change: unknownChange(comparison) };
  const { lineage, files, commits } = comparison;
  return { lineage, files, change: isUnknown(commits) ? unknownChange(commits) : changeOf(commits, wanted) };
}

const mostPullFiles = 3_000;
const pageSize = 100;

type Pull = { readonly number: number; readonly attributes?: PathAttributes };

/** The files of a pull request; GitHub tells of 3,000. */
export async function readPullFiles(
  github: GitHub,
  repository: RepositoryName,
  { number, attributes }: Pull,
): Promise<Files> {
  const read = (page: number) => readFiles(github, repository, { number, page });
  const first = await read(1);
  if (isUnknown(first)) return first;
  const rest = await Promise.all(Array.from({ length: first.pages - 1 }, (_, index) => read(index + 2)));
  const files: ApiFile[] = [...first.files];
  for (const page of rest) {
    if (isUnknown(page)) return { unknown: page.unknown, seen: filesFrom(files, attributes) };
    files.push(...page.files);
  }
  const seen = filesFrom(files, attributes);
  if (files.length < mostPullFiles) return seen;
  return { unknown: `GitHub tells of no more than ${mostPullFiles} files of a pull request`, seen };
}

type FilePage = { readonly files: readonly ApiFile[]; readonly pages: number };

async function readFiles(
  github: GitHub,
  repository: RepositoryName,
  { number, page }: { readonly number: number; readonly page: number },
): Promise<FilePage | Unknown> {
  const operation = `reading the files of pull request #${number}`;
  const wanted = { ...repository, pull_number: number, per_page: pageSize, page };
  const answer = await attempt(operation, async () => await github.rest.pulls.listFiles(wanted));
  if (isUnknown(answer)) return answer;
  if (!Array.isArray(answer.data)) return { unknown: `GitHub's answer to ${operation} could not be read` };
  return { files: answer.data, pages: lastPage(answer.headers.link) };
}

function lastPage(link: string | undefined): number {
  const last = /[?&]page=(\d+)[^>]*>; rel="last"/.exec(link ?? '')?.[1];
  return last === undefined ? 1 : Math.min(Number(last), mostPullFiles / pageSize);
}

function unknownChange(unknown: Unknown): RangeFacts['change'] {
  return { title: unknown, commits: unknown, isRevert: unknown, isReland: unknown, ageHours: unknown };
}

function changeOf(commits: readonly RangeCommit[], { base, head, evaluatedAt }: Wanted): RangeFacts['change'] {
  const top = commits.find(({ sha }) => sha === head);
  const works = commits.filter(({ parents }) => parents.length < 2);
  const merges = new Set(lineOf(commits, { base, head }).filter((sha) => !works.some((work) => work.sha === sha)));
  return {
    title: top === undefined ? '' : titleOf(messageOf(top)),
    // A merge on the line brings commits in and is none of them itself.
    commits: commits.length === 0 ? 0 : Math.max(1, commits.length - merges.size),
    isRevert: (top !== undefined && isRevert(messageOf(top))) || (works.length > 0 && works.every(isRevertCommit)),
    isReland: commits.some((commit) => isReland(messageOf(commit))),
    ageHours: hoursSinceOldest(commits, evaluatedAt),
  };
}

function isRevertCommit(commit: RangeCommit): boolean {
  return isRevert(messageOf(commit));
}

function hoursSinceOldest(commits: readonly RangeCommit[], evaluatedAt: string): number {
  const now = Date.parse(evaluatedAt);
  const oldest = Math.min(
    now,
    ...commits.flatMap(({ authoredAt }) => (authoredAt === null ? [] : Date.parse(authoredAt))),
  );
  return Math.round(((now - oldest) / 3_600_000) * 100) / 100;
}

function messageOf({ message }: RangeCommit): { readonly subject: string; readonly body: string } {
  const end = message.indexOf('\n');
  return end < 0 ? { subject: message, body: '' } : { subject: message.slice(0, end), body: message.slice(end + 1) };
}
