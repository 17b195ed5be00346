import { created, found, invalid, ok, refuse } from '../answer.ts';
import { buildPull } from '../build-pull.ts';
import { commitsBetween } from '../git-history.ts';
import { textIn, textOrNull, wordIn } from '../json.ts';
import { mergeBy, mergeMethods } from '../merge.ts';
import { onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { commitsOf, pullBody } from '../pull-bodies.ts';
import { approvalsRequired } from '../rules.ts';
import { headShaOf, type Pull } from '../state.ts';
import { edited, stateAsked } from './issues.ts';
import { pullAsked } from './pulls.ts';

export const pullChangeOperations: readonly Operation[] = [
  onRepository('pulls/create', 'pull_requests=write', (call) => {
    const pull = newPull(call);
    return { ...created(pullBody(call, pull)) };
  }),

  onRepository('pulls/update', 'pull_requests=write', (call) => {
    const old = pullAsked(call);
    const base = textIn(call.body, 'base', old.base);
    found(call.repository.git.refs.get(`heads/${base}`));
    const pull: Pull = { ...old, ...edited(call, old), state: stateAsked(call, old.state), base };
    call.repository.pulls.set(pull.number, pull);
    return ok(pullBody(call, pull));
  }),

  onRepository('pulls/merge', 'contents=write', (call) => {
    const pull = pullAsked(call);
    refuseMerge(call, pull);
    const method = wordIn(call.body, 'merge_method', { words: mergeMethods, absent: 'merge' });
    const { repository, state, token } = call;
    const message = messageOf(call, pull, method);
    const landed = mergeBy[method]({ repository, pull, merger: token.login, now: state.now, message });
    const sha = landed.at(-1) ?? headShaOf(pull, repository);
    const [headSha, now] = [headShaOf(pull, repository), state.now];
    const merged = { state: 'closed', mergeCommit: sha, mergedBy: token.login, mergedAt: now, updatedAt: now } as const;
    repository.git.refs.set(`heads/${pull.base}`, sha);
    repository.pulls.set(pull.number, { ...pull, ...merged, landed, headSha });
    return ok({ sha, merged: true, message: 'Pull Request successfully merged' });
  }),
];

function newPull(call: RepositoryCall): Pull {
  const { body, repository, state, token } = call;
  const [head, base] = [textIn(body, 'head').replace(`${repository.owner}:`, ''), textIn(body, 'base')];
  const [headSha, baseSha] = [head, base].map((name) => repository.git.refs.get(`heads/${name}`));
  if (token.kind === 'actions' && !repository.actionsMayApprove) {
    throw refuse(403, 'GitHub Actions is not permitted to create or approve pull requests.');
  }
  if (headSha === undefined) throw wrong('head', 'invalid');
  if (baseSha === undefined) throw wrong('base', 'invalid');
  if (commitsBetween(repository.git, baseSha, headSha).length === 0) {
    throw wrong('head', 'custom', `No commits between ${base} and ${head}`);
  }
  if (
    [...repository.pulls.values()].some((pull) => pull.state === 'open' && pull.head === head && pull.base === base)
  ) {
    throw wrong('head', 'custom', `A pull request already exists for ${repository.owner}:${head}.`);
  }
  const isDraft = body['draft'] === true;
  const seed = {
    author: token.login,
    head,
    base,
    isDraft,
    title: textIn(body, 'title'),
    body: textOrNull(body, 'body'),
  };
  return buildPull(seed, { registry: state, repository });
}

function wrong(field: string, code: string, message?: string): Error {
  const error = { resource: 'PullRequest', field, code, ...(message === undefined ? {} : { message }) };
  return invalid('Validation Failed', [error]);
}

function refuseMerge({ body, repository }: RepositoryCall, pull: Pull): void {
  const sha = textIn(body, 'sha');
  if (pull.state !== 'open') throw refuse(405, 'Pull Request is not mergeable');
  if (pull.isDraft) throw refuse(405, 'Pull Request is still a draft');
  if (sha !== '' && sha !== headShaOf(pull, repository)) {
    throw refuse(409, 'Head branch was modified. Review and try the merge again.');
  }
  const required = approvalsRequired(repository, `heads/${pull.base}`);
  if (approvalsOf(pull) >= required) return;
  throw refuse(405, `At least ${required} approving review is required by reviewers with write access.`);
}

function approvalsOf({ reviews, author }: Pull): number {
  const verdicts = [...reviews.values()].filter(({ state }) => state !== 'COMMENTED' && state !== 'PENDING');
  const latest = new Map(verdicts.map((review) => [review.author, review.state]));
  return [...latest].filter(([login, state]) => state === 'APPROVED' && login !== author).length;
}

/** What GitHub writes unless told: it names the pull request, and for a squash those whose commits went into it. */
function messageOf({ body, repository }: RepositoryCall, pull: Pull, method: (typeof mergeMethods)[number]): string {
  const title = textIn(body, 'commit_title', standardTitle(repository.owner, pull, method));
  const others = commitsOf(repository, pull).filter(({ authorLogin }) => authorLogin !== pull.author);
  const trailers = new Set(others.map(({ author: { name, email } }) => `Co-authored-by: ${name} <${email}>`));
  const standard = method === 'squash' ? [...trailers].join('\n') : pull.title;
  const message = textIn(body, 'commit_message', standard);
  return message === '' ? title : `${title}\n\n${message}`;
}

function standardTitle(owner: string, { number, head, title }: Pull, method: string): string {
  return method === 'squash' ? `${title} (#${number})` : `Merge pull request #${number} from ${owner}/${head}`;
}
