import { FactsError } from '../errors.ts';
import { isCommitSha, listOf, recordOf, textOf } from './payload.ts';
import type { PayloadRecord } from './payload.ts';

/** The pull request of an event. */
export type PullRequest = {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  /** Null: the account was deleted. */
  readonly author: string | null;
  /** GitHub says that the author's account is a person's. */
  readonly authorIsPerson: boolean;
  readonly labels: readonly string[];
  readonly branch: string;
  /** Whether its branch is in another repository, or in none any more. */
  readonly isFromFork: boolean;
  readonly baseBranch: string;
  readonly baseSha: string;
  readonly headSha: string;
};

/** The pull request of an event's payload; null if it is about none. Throws a `FactsError` if it names no commits. */
export function pullRequestOf(payload: PayloadRecord): PullRequest | null {
  const pull = recordOf(payload['pull_request']);
  const { number } = pull;
  if (typeof number !== 'number') return null;
  const [head, base, user] = [recordOf(pull['head']), recordOf(pull['base']), recordOf(pull['user'])];
  return {
    number,
    title: textOf(pull['title']) ?? '',
    body: textOf(pull['body']) ?? '',
    author: textOf(user['login']),
    authorIsPerson: user['type'] === 'User',
    labels: listOf(pull['labels']).flatMap((label) => textOf(recordOf(label)['name']) ?? []),
    branch: textOf(head['ref']) ?? '',
    isFromFork: placeOf(head) === null || placeOf(head) !== placeOf(base),
    baseBranch: textOf(base['ref']) ?? '',
    headSha: shaOf(head, 'head'),
    baseSha: shaOf(base, 'base'),
  };
}

function placeOf(side: PayloadRecord): string | null {
  return textOf(recordOf(side['repo'])['full_name']);
}

function shaOf(side: PayloadRecord, name: string): string {
  const sha = textOf(side['sha']);
  if (sha !== null && isCommitSha(sha)) return sha;
  throw new FactsError({
    problem: `the event's pull request has no ${name} commit`,
    remedy: 'check the file that GITHUB_EVENT_PATH names',
  });
}
