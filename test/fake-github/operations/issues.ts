import { found, ok } from '../answer.ts';
import { address, page, userBody } from '../bodies.ts';
import type { JsonRecord } from '../json.ts';
import { numberParam, onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { list } from '../paging.ts';
import type { Issue, Pull } from '../state.ts';
import { commentsOn } from './comments.ts';

const reading = 'issues=read; pull_requests=read';

export const issueOperations: readonly Operation[] = [
  onRepository('issues/list-for-repo', reading, (call) =>
    list(call, asked(call, issuesOf(call)), (issue) => issueBody(call, issue)),
  ),

  onRepository('issues/get', reading, (call) => {
    const number = numberParam(call, 'issue_number');
    return ok(issueBody(call, found(issuesOf(call).find((issue) => issue.number === number))));
  }),
];

type Entry = Issue & { readonly pull: Pull | undefined };

/** Pull requests are issues too. */
function issuesOf({ repository }: RepositoryCall): Entry[] {
  const issues = [...repository.issues.values()].map((issue) => ({ ...issue, pull: undefined }));
  const pulls = [...repository.pulls.values()].map((pull) => ({ ...pull, closedAt: pull.mergedAt, pull }));
  return [...issues, ...pulls].sort((left, right) => right.number - left.number);
}

/** Open ones unless told; all the labels asked for; changed since; newest first unless told. */
function asked({ query }: RepositoryCall, issues: readonly Entry[]): Entry[] {
  const state = query.get('state') ?? 'open';
  const labels = (query.get('labels') ?? '').split(',').filter((label) => label !== '');
  const since = query.get('since') ?? '';
  const creator = query.get('creator');
  const matching = issues.filter(
    (issue) =>
      (state === 'all' || issue.state === state) &&
      labels.every((label) => issue.labels.some((own) => own.toLowerCase() === label.toLowerCase())) &&
      issue.updatedAt >= since &&
      (creator === null || issue.author === creator),
  );
  return sorted(matching, query);
}

function sorted(issues: readonly Entry[], query: URLSearchParams): Entry[] {
  const instant = (issue: Entry) => (query.get('sort') === 'updated' ? issue.updatedAt : issue.createdAt);
  const newestFirst = issues.toSorted((left, right) => instant(right).localeCompare(instant(left)));
  return query.get('direction') === 'asc' ? newestFirst.reverse() : newestFirst;
}

function issueBody(call: RepositoryCall, issue: Entry): JsonRecord {
  const { repository, state } = call;
  const { number, title, body, author, id, pull } = issue;
  return {
    id,
    number,
    title,
    body,
    state: issue.state,
    user: userBody(state, author),
    labels: issue.labels.map((name) => ({ name })),
    comments: commentsOn(call, number).length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    url: address(repository, `/issues/${number}`),
    html_url: page(repository, `/${pull ? 'pull' : 'issues'}/${number}`),
    ...(pull
      ? {
          pull_request: {
            merged_at: pull.mergedAt,
            url: address(repository, `/pulls/${number}`),
          },
        }
      : {}),
  };
}
