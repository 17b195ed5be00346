import { found, notFound, ok } from '../answer.ts';
import { address, appId, appSlug, commitBody, page } from '../bodies.ts';
import type { JsonRecord } from '../json.ts';
import { numberParam, onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { list } from '../paging.ts';
import { protectionFor, requiresPulls, rulesetsFor } from '../rules.ts';
import type { BranchProtection, Ruleset } from '../state.ts';

export const ruleOperations: readonly Operation[] = [
  onRepository('repos/get-branch-rules', 'metadata=read', (call) => {
    const inForce = rulesetsFor(call.repository, `heads/${call.params['branch']}`);
    const rules = inForce.flatMap((ruleset) => ruleset.rules.map((rule) => ({ ruleset, rule })));
    return list(call, rules, ({ ruleset, rule }) => ({
      ...ruleBody(rule),
      ruleset_id: ruleset.id,
      ruleset_source_type: 'Repository',
      ruleset_source: call.repository.fullName,
    }));
  }),

  onRepository('repos/get-repo-rulesets', 'metadata=read', (call) =>
    list(call, [...call.repository.rulesets.values()], (ruleset) => rulesetBody(call, ruleset)),
  ),

  onRepository('repos/get-repo-ruleset', 'metadata=read', (call) => {
    const ruleset = found(call.repository.rulesets.get(numberParam(call, 'ruleset_id')));
    return ok({ ...rulesetBody(call, ruleset), ...rulesetDetails(call, ruleset) });
  }),

  onRepository('repos/get-branch', 'contents=read', (call) => {
    const name = call.params['branch'] ?? '';
    const commit = found(call.repository.git.commits.get(call.repository.git.refs.get(`heads/${name}`) ?? ''));
    const isProtected =
      protectionFor(call.repository, `heads/${name}`) !== undefined ||
      rulesetsFor(call.repository, `heads/${name}`).length > 0;
    const self = address(call.repository, `/branches/${name}`);
    return ok({
      name,
      commit: commitBody(call.state, call.repository, commit),
      protected: isProtected,
      protection_url: `${self}/protection`,
      _links: { self, html: page(call.repository, `/tree/${name}`) },
    });
  }),

  onRepository('repos/get-branch-protection', 'administration=read', (call) => {
    const protection = protectionFor(call.repository, `heads/${call.params['branch']}`);
    if (protection === undefined) throw notFound();
    return ok(protectionBody(call, protection));
  }),
];

function ruleBody({ type, parameters }: Ruleset['rules'][number]): JsonRecord {
  return Object.keys(parameters).length > 0 ? { type, parameters } : { type };
}

function rulesetBody({ repository }: RepositoryCall, { id, name, target, enforcement }: Ruleset): JsonRecord {
  const links = {
    self: { href: address(repository, `/rulesets/${id}`) },
    html: { href: page(repository, `/rules/${id}`) },
  };
  return { id, name, target, enforcement, source_type: 'Repository', source: repository.fullName, _links: links };
}

const bypassWords = { always: 'always', pull_request: 'pull_requests_only' } as const;

/** Who may pass is told to those who may change it; to everybody else, whether they may themselves. */
function rulesetDetails(call: RepositoryCall, { include, exclude, rules, bypassActors }: Ruleset): JsonRecord {
  const { token, state } = call;
  const own = token.kind === 'user' ? 0 : appId(state, appSlug(token.login));
  const bypass = bypassActors.find(({ type, id }) => type === 'Integration' && id === own);
  const details = {
    conditions: { ref_name: { include, exclude } },
    rules: rules.map(ruleBody),
    current_user_can_bypass: bypass === undefined ? 'never' : bypassWords[bypass.mode],
  };
  if (token.permissionOn('administration') !== 'write') return details;
  const actors = bypassActors.map(({ type, id, mode }) => ({ actor_type: type, actor_id: id, bypass_mode: mode }));
  return { ...details, bypass_actors: actors };
}

function protectionBody({ repository }: RepositoryCall, protection: BranchProtection): JsonRecord {
  const { pattern, requiredApprovals, requiredChecks } = protection;
  const url = address(repository, `/branches/${pattern}/protection`);
  const reviews = {
    required_approving_review_count: requiredApprovals,
    require_code_owner_reviews: protection.requiresCodeOwners,
    dismiss_stale_reviews: protection.dismissesStaleReviews,
  };
  const checks = { contexts: requiredChecks, checks: requiredChecks.map((context) => ({ context, app_id: null })) };
  return {
    url,
    ...(requiresPulls(protection) ? { required_pull_request_reviews: reviews } : {}),
    ...(requiredChecks.length > 0 ? { required_status_checks: { ...checks, strict: false } } : {}),
    enforce_admins: { url: `${url}/enforce_admins`, enabled: protection.enforcedForAdmins },
    allow_force_pushes: { enabled: protection.allowsForcePushes },
    allow_deletions: { enabled: protection.allowsDeletions },
  };
}
