import { created, found, invalid, ok } from '../answer.ts';
import { minimalRepositoryBody, userBody } from '../bodies.ts';
import { resolve } from '../git-store.ts';
import { textIn, textOrNull, wordIn, type JsonRecord } from '../json.ts';
import { onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { list, pageOf } from '../paging.ts';
import type { CommitStatus } from '../state.ts';

export const statusOperations: readonly Operation[] = [
  onRepository('repos/list-commit-statuses-for-ref', 'statuses=read', (call) =>
    list(call, statusesOf(call, shaAsked(call)), (status) => ({
      ...statusBody(status),
      creator: userBody(call.state, status.creator),
    })),
  ),

  onRepository('repos/get-combined-status-for-ref', 'statuses=read', (call) => {
    const sha = shaAsked(call);
    const latest = latestOfEach(statusesOf(call, sha));
    const { items, headers } = pageOf(call, latest);
    const repository = minimalRepositoryBody(call.state, call.repository);
    const body = {
      sha,
      state: combined(latest),
      total_count: latest.length,
      statuses: items.map(statusBody),
      repository,
    };
    return { ...ok(body), headers };
  }),

  onRepository('repos/create-commit-status', 'statuses=write', (call) => {
    const sha = call.params['sha'] ?? '';
    if (!call.repository.git.commits.has(sha)) throw invalid(`No commit found for SHA: ${sha}`);
    const status = newStatus(call, sha);
    const earlier = statusesOf(call, sha).filter(({ context }) => context === status.context);
    if (earlier.length >= 1000) throw invalid('Validation Failed');
    call.repository.statuses.push(status);
    return created({ ...statusBody(status), creator: userBody(call.state, status.creator) });
  }),
];

function shaAsked({ repository, params }: RepositoryCall): string {
  return found(resolve(repository.git, params['ref'] ?? '')).sha;
}

/** Newest first. */
function statusesOf({ repository }: RepositoryCall, sha: string): CommitStatus[] {
  return repository.statuses.filter((status) => status.sha === sha).reverse();
}

function latestOfEach(newestFirst: readonly CommitStatus[]): CommitStatus[] {
  return [...new Map(newestFirst.toReversed().map((status) => [status.context, status])).values()];
}

function combined(statuses: readonly CommitStatus[]): string {
  if (statuses.some(({ state }) => state === 'failure' || state === 'error')) return 'failure';
  return statuses.length > 0 && statuses.every(({ state }) => state === 'success') ? 'success' : 'pending';
}

function newStatus({ state, token, body }: RepositoryCall, sha: string): CommitStatus {
  return {
    id: state.nextId(),
    sha,
    creator: token.login,
    createdAt: state.now,
    context: textIn(body, 'context', 'default'),
    state: wordIn(body, 'state', { words: ['error', 'failure', 'pending', 'success'], absent: 'error' }),
    description: textOrNull(body, 'description'),
  };
}

function statusBody({ id, context, state, description, createdAt }: CommitStatus): JsonRecord {
  return { id, context, state, description, created_at: createdAt, updated_at: createdAt };
}
