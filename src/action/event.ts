import { FactsError } from '../errors.ts';

/** The pull request of an event. */
export type PullRequest = {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  /** GitHub says that the author's account is a bot. */
  readonly authorIsBot: boolean;
  readonly labels: readonly string[];
  readonly branch: string;
  readonly baseBranch: string;
  readonly baseSha: string;
  readonly headSha: string;
  readonly isFromFork: boolean;
};

/** What an event says about the change. */
export type GateEvent = {
  readonly name: string;
  readonly owner: string;
  readonly repository: string;
  readonly defaultBranch: string | null;
  /** The commit to be judged. */
  readonly head: string;
  /** The branch of a push or a dispatch. */
  readonly branch: string | null;
  readonly pull: PullRequest | null;
  /** Who dispatched, for `workflow_dispatch`. */
  readonly dispatchedBy: string | null;
};

type RunContext = {
  readonly eventName: string;
  readonly sha: string;
  readonly ref: string;
  readonly actor: string;
  readonly payload: unknown;
  readonly repo: { readonly owner: string; readonly repo: string };
};

/** Reads the event of a run; throws a `FactsError` if it does not say what is to be deployed. */
export function readEvent(context: RunContext): GateEvent {
  const payload = recordOf(context.payload);
  const pull = pullOf(payload);
  return {
    name: context.eventName,
    owner: context.repo.owner,
    repository: context.repo.repo,
    defaultBranch: textOf(recordOf(payload['repository'])['default_branch']),
    head: pull?.headSha ?? mergeGroupHead(payload) ?? shaOf(context),
    branch: context.ref.startsWith('refs/heads/') ? context.ref.slice('refs/heads/'.length) : null,
    pull,
    dispatchedBy: context.eventName === 'workflow_dispatch' ? context.actor : null,
  };
}

function shaOf({ sha, eventName }: RunContext): string {
  if (/^[0-9a-f]{40,64}$/.test(sha)) return sha;
  throw new FactsError({
    problem: `the event \`${eventName}\` names no commit`,
    remedy: 'give the input `head`, or run on push, pull_request, merge_group or workflow_dispatch',
  });
}

function mergeGroupHead(payload: Readonly<Record<string, unknown>>): string | null {
  return textOf(recordOf(payload['merge_group'])['head_sha']);
}

function pullOf(payload: Readonly<Record<string, unknown>>): PullRequest | null {
  const pull = recordOf(payload['pull_request']);
  const { number } = pull;
  if (typeof number !== 'number') return null;
  const [head, base] = [recordOf(pull['head']), recordOf(pull['base'])];
  return {
    number,
    title: textOf(pull['title']) ?? '',
    body: textOf(pull['body']) ?? '',
    author: textOf(recordOf(pull['user'])['login']) ?? '',
    authorIsBot: recordOf(pull['user'])['type'] !== 'User',
    labels: listOf(pull['labels']).flatMap((label) => textOf(recordOf(label)['name']) ?? []),
    branch: textOf(head['ref']) ?? '',
    baseBranch: textOf(base['ref']) ?? '',
    headSha: shaField(head, 'head'),
    baseSha: shaField(base, 'base'),
    isFromFork: recordOf(head['repo'])['full_name'] !== recordOf(base['repo'])['full_name'],
  };
}

function shaField(side: Readonly<Record<string, unknown>>, name: string): string {
  const sha = textOf(side['sha']);
  if (sha !== null && /^[0-9a-f]{40,64}$/.test(sha)) return sha;
  throw new FactsError({
    problem: `the event's pull request has no ${name} commit`,
    remedy: 'check the file that GITHUB_EVENT_PATH names',
  });
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
