import { created, found, invalid, noContent, ok } from '../answer.ts';
import { address, appId, appSlug } from '../bodies.ts';
import { isAncestor } from '../git-history.ts';
import { textIn, type JsonRecord } from '../json.ts';
import { onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { list } from '../paging.ts';
import { isRuled } from '../rules.ts';

export const gitRefOperations: readonly Operation[] = [
  onRepository('git/get-ref', 'contents=read', (call) => {
    const name = call.params['ref'] ?? '';
    return ok(refBody(call, name, found(call.repository.git.refs.get(name))));
  }),

  onRepository('git/list-matching-refs', 'contents=read', (call) => {
    const matching = [...call.repository.git.refs].filter(([name]) => name.startsWith(call.params['ref'] ?? ''));
    return list(call, matching, ([name, sha]) => refBody(call, name, sha));
  }),

  onRepository('git/create-ref', 'contents=write', (call) => {
    const full = textIn(call.body, 'ref');
    const name = full.replace(/^refs\//, '');
    if (!/^refs\/[^/]+\/.+/.test(full)) throw invalid(`${full} is not a valid ref name.`);
    if (call.repository.git.refs.has(name)) throw invalid('Reference already exists');
    const sha = objectAsked(call);
    refuseByRules(call, name, ['creation']);
    call.repository.git.refs.set(name, sha);
    return created(refBody(call, name, sha));
  }),

  onRepository('git/update-ref', 'contents=write', (call) => {
    const { git } = call.repository;
    const name = call.params['ref'] ?? '';
    const old = git.refs.get(name);
    if (old === undefined) throw invalid('Reference does not exist');
    const sha = objectAsked(call);
    const isForward = isAncestor(git, old, sha);
    if (call.body['force'] !== true && !isForward) throw invalid('Update is not a fast forward');
    refuseByRules(call, name, isForward ? ['update', 'pull_request'] : ['update', 'pull_request', 'non_fast_forward']);
    git.refs.set(name, sha);
    return ok(refBody(call, name, sha));
  }),

  onRepository('git/delete-ref', 'contents=write', (call) => {
    refuseByRules(call, call.params['ref'] ?? '', ['deletion']);
    if (!call.repository.git.refs.delete(call.params['ref'] ?? '')) throw invalid('Reference does not exist');
    return noContent();
  }),
];

/** Rulesets stop everybody whom they do not name. */
function refuseByRules({ repository, state, token }: RepositoryCall, ref: string, types: readonly string[]): void {
  const bypassing = token.kind === 'user' ? 0 : appId(state, appSlug(token.login));
  if (!isRuled(repository, ref, { types, appId: bypassing })) return;
  throw invalid('Repository rule violations found\n\nChanges must be made as the rules of this ref ask.');
}

function objectAsked({ repository, body }: RepositoryCall): string {
  const sha = textIn(body, 'sha');
  if (!repository.git.commits.has(sha)) throw invalid('Object does not exist');
  return sha;
}

function refBody({ repository }: RepositoryCall, name: string, sha: string): JsonRecord {
  const object = { type: 'commit', sha, url: address(repository, `/git/commits/${sha}`) };
  return { ref: `refs/${name}`, url: address(repository, `/git/refs/${name}`), object };
}
