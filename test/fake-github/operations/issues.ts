import { created, found, invalid, notFound, ok } from '../answer.ts';
import { address, page, userBody } from '../bodies.ts';
import { buildIssue } from '../build-issue.ts';
import { isRecord, textIn, textOrNull, wordIn, type JsonRecord } from '../json.ts';
import { numberParam, onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { list } from '../paging.ts';
import type { Edit, Issue, Pull } from '../state.ts';
import { commentsOn, longestBody } from './comments.ts';

const reading = 'issues=read; pull_requests=read';

export const issueOperations: readonly Operation[] = [
  onRepository('issues/list-for-repo', reading, (call) =>
    list(call, asked(call, issuesOf(call)), (issue) => issueBody(call, issue)),
  ),

  onRepository('issues/get', reading, (call) => {
    const number = numberParam(call, 'issue_number');
    return ok(issueBody(call, found(issuesOf(call).find((issue) => issue.number === number))));
  }),

  onRepository('issues/create', 'issues=write', (call) => {
    const { body, repository, state, token } = call;
    const text = { title: textIn(body, 'title'), body: textOrNull(body, 'body'), labels: labelsAsked(body) ?? [] };
    refuseLong(text.body);
    const issue = buildIssue({ ...text, author: token.login }, { registry: state, repository });
    return created(issueBody(call, { ...issue, pull: undefined }));
  }),

  onRepository('issues/update', 'issues=write; pull_requests=write', (call) => {
    const { body, repository, state } = call;
    const number = numberParam(call, 'issue_number');
    const change = <T extends Issue | Pull>(old: T): T => {
      const labels = labelsAsked(body) ?? old.labels;
      return { ...old, ...edited(call, old), labels, state: stateAsked(call, old.state) };
    };
    const [issue, pull] = [repository.issues.get(number), repository.pulls.get(number)];
    if (issue !== undefined) repository.issues.set(number, closedOrNot(change(issue), state.now));
    else if (pull !== undefined) repository.pulls.set(number, change(pull));
    else throw notFound();
    return ok(issueBody(call, found(issuesOf(call).find((one) => one.number === number))));
  }),

  // Who may not be assigned is passed over in silence.
  onRepository('issues/add-assignees', 'issues=write; pull_requests=write', (call) => {
    const [number, { repository, body }] = [numberParam(call, 'issue_number'), call];
    const issue = found(repository.issues.get(number));
    const asked = Array.isArray(body['assignees']) ? body['assignees'].map(String) : [];
    const added = asked.filter((login) => repository.collaborators.has(login.toLowerCase()));
    repository.issues.set(number, { ...issue, assignees: [...new Set([...issue.assignees, ...added])] });
    return created(issueBody(call, found(issuesOf(call).find((one) => one.number === number))));
  }),

  onRepository('issues/add-labels', 'issues=write; pull_requests=write', (call) => {
    const [number, { repository, body }] = [numberParam(call, 'issue_number'), call];
    const added = labelsAsked(body) ?? [];
    const [issue, pull] = [repository.issues.get(number), repository.pulls.get(number)];
    const labels = [...new Set([...(issue ?? found(pull)).labels, ...added])];
    if (issue !== undefined) repository.issues.set(number, { ...issue, labels });
    if (pull !== undefined) repository.pulls.set(number, { ...pull, labels });
    return ok(labels.map((name) => ({ name })));
  }),
];

/** Labels as texts or objects; undefined if none are given. */
function labelsAsked({ labels }: JsonRecord): string[] | undefined {
  if (!Array.isArray(labels)) return undefined;
  return labels.map((label: unknown) => (isRecord(label) ? textIn(label, 'name') : String(label)));
}

type Texts = {
  readonly title: string;
  readonly body: string | null;
  readonly updatedAt: string;
  readonly edits: readonly Edit[];
};

/** Title and text as asked; only a change of the text counts as an edit. */
export function edited({ body, state, token }: RepositoryCall, old: Texts): Texts {
  const text = 'body' in body ? textOrNull(body, 'body') : old.body;
  refuseLong(text);
  const edit = { editor: token.login, editedAt: state.now, body: text ?? '' };
  const edits = text === old.body ? old.edits : [...old.edits, edit];
  return { title: textIn(body, 'title', old.title), body: text, updatedAt: state.now, edits };
}

function refuseLong(text: string | null): void {
  if (Array.from(text ?? '').length <= longestBody) return;
  const message = `body is too long (maximum is ${longestBody} characters)`;
  throw invalid('Validation Failed', [{ resource: 'Issue', code: 'custom', field: 'body', message }]);
}

export function stateAsked({ body }: RepositoryCall, absent: 'open' | 'closed'): 'open' | 'closed' {
  return wordIn(body, 'state', { words: ['open', 'closed'], absent });
}

function closedOrNot(issue: Issue, now: string): Issue {
  return { ...issue, closedAt: issue.state === 'closed' ? (issue.closedAt ?? now) : null };
}

type Entry = Issue & { readonly pull: Pull | undefined };

/** Pull requests are issues too. */
function issuesOf({ repository }: RepositoryCall): Entry[] {
  const issues = [...repository.issues.values()].map((issue) => ({ ...issue, pull: undefined }));
  const pulls = [...repository.pulls.values()].map((pull) => ({
    ...pull,
    closedAt: pull.mergedAt,
    assignees: [],
    pull,
  }));
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
    assignees: issue.assignees.map((login) => userBody(state, login)),
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
