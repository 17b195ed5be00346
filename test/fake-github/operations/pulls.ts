import { found, noContent, ok } from '../answer.ts';
import { address, commitBody, fileBody } from '../bodies.ts';
import { numberParam, onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { list } from '../paging.ts';
import { commitsOf, filesOf, isAssociated, pullBody, shortPullBody } from '../pull-bodies.ts';
import type { Pull } from '../state.ts';

const reading = 'pull_requests=read';
const mostFiles = 3000;
const mostCommits = 250;

export const pullOperations: readonly Operation[] = [
  onRepository('pulls/get', reading, (call) => ok(pullBody(call, pullAsked(call)))),

  onRepository('pulls/list', reading, (call) => list(call, asked(call), (pull) => shortPullBody(call, pull))),

  onRepository('pulls/list-files', reading, (call) => {
    const files = filesOf(call.repository, pullAsked(call)).slice(0, mostFiles);
    return list(call, files, (file) => fileBody(call.repository, file));
  }),

  onRepository('pulls/list-commits', reading, (call) => {
    const commits = commitsOf(call.repository, pullAsked(call)).slice(0, mostCommits);
    return list(call, commits, (commit) => commitBody(call.state, call.repository, commit));
  }),

  onRepository('pulls/check-if-merged', reading, (call) => {
    found(pullAsked(call).mergeCommit);
    return noContent();
  }),

  onRepository('repos/list-pull-requests-associated-with-commit', reading, (call) => {
    const sha = call.params['commit_sha'] ?? '';
    const pulls = [...call.repository.pulls.values()].filter((pull) => isAssociated(call.repository, pull, sha));
    return list(call, pulls, (pull) => shortPullBody(call, pull));
  }),
];

export function pullAsked(call: RepositoryCall): Pull {
  return found(call.repository.pulls.get(numberParam(call, 'pull_number')));
}

function asked({ query, repository }: RepositoryCall): Pull[] {
  const state = query.get('state') ?? 'open';
  const [base, head] = [query.get('base'), query.get('head')];
  const matching = [...repository.pulls.values()].filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (base === null || pull.base === base) &&
      (head === null || head === `${repository.owner}:${pull.head}`),
  );
  const instant = (pull: Pull) => (query.get('sort') === 'updated' ? pull.updatedAt : pull.createdAt);
  const newestFirst = matching.sort(
    (left, right) => instant(right).localeCompare(instant(left)) || right.number - left.number,
  );
  return query.get('direction') === 'asc' ? newestFirst.reverse() : newestFirst;
}

/** The address of a pull request for programs. */
export function pullAddress({ repository }: RepositoryCall, { number }: Pull): string {
  return address(repository, `/pulls/${number}`);
}
