import { created, found, invalid, noContent, notFound, ok } from '../answer.ts';
import { address, appBody, appSlug, associationOf, page, userBody } from '../bodies.ts';
import { textIn, type JsonRecord } from '../json.ts';
import { numberParam, onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { list } from '../paging.ts';
import type { Comment } from '../state.ts';

const reading = 'issues=read; pull_requests=read';
const writing = 'issues=write; pull_requests=write';

export const commentOperations: readonly Operation[] = [
  onRepository('issues/list-comments', reading, (call) => {
    const comments = commentsOn(call, existingNumber(call));
    const since = call.query.get('since') ?? '';
    const recent = comments.filter(({ updatedAt }) => updatedAt >= since);
    return list(call, recent, (comment) => commentBody(call, comment));
  }),

  onRepository('issues/create-comment', writing, (call) => {
    const issueNumber = existingNumber(call);
    const [id, now] = [call.state.nextId(), call.state.now];
    const comment = {
      id,
      issueNumber,
      author: call.token.login,
      body: bodyText(call),
      createdAt: now,
      updatedAt: now,
      edits: [],
    };
    call.repository.comments.set(id, comment);
    return created(commentBody(call, comment));
  }),

  onRepository('issues/get-comment', reading, (call) => ok(commentBody(call, commentAsked(call)))),

  onRepository('issues/update-comment', writing, (call) => {
    const [old, body, now] = [commentAsked(call), bodyText(call), call.state.now];
    const edits = [...old.edits, { editor: call.token.login, editedAt: now, body }];
    const comment = { ...old, body, edits, updatedAt: now };
    call.repository.comments.set(comment.id, comment);
    return ok(commentBody(call, comment));
  }),

  onRepository('issues/delete-comment', writing, (call) => {
    call.repository.comments.delete(commentAsked(call).id);
    return noContent();
  }),
];

export function commentsOn({ repository }: RepositoryCall, issueNumber: number): Comment[] {
  return [...repository.comments.values()].filter((comment) => comment.issueNumber === issueNumber);
}

function existingNumber(call: RepositoryCall): number {
  const number = numberParam(call, 'issue_number');
  if (!call.repository.pulls.has(number) && !call.repository.issues.has(number)) throw notFound();
  return number;
}

function commentAsked(call: RepositoryCall): Comment {
  return found(call.repository.comments.get(numberParam(call, 'comment_id')));
}

export const longestBody = 65_536;

/** The text of a comment or review, or 422: the description does not know the limit. */
export function bodyText({ body }: RepositoryCall): string {
  const text = textIn(body, 'body');
  if (text.trim() === '')
    throw invalid('Validation Failed', [{ resource: 'IssueComment', code: 'missing_field', field: 'body' }]);
  if (Array.from(text).length > longestBody) {
    const message = `body is too long (maximum is ${longestBody} characters)`;
    throw invalid('Validation Failed', [{ resource: 'IssueComment', code: 'custom', field: 'body', message }]);
  }
  return text;
}

function commentBody({ repository, state }: RepositoryCall, comment: Comment): JsonRecord {
  const { id, author, body, issueNumber } = comment;
  const user = userBody(state, author);
  return {
    id,
    body,
    user,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    url: address(repository, `/issues/comments/${id}`),
    html_url: page(repository, `/issues/${issueNumber}#issuecomment-${id}`),
    issue_url: address(repository, `/issues/${issueNumber}`),
    author_association: associationOf(state, repository, author),
    performed_via_github_app: user['type'] === 'Bot' ? appBody(state, appSlug(author)) : null,
  };
}
