import { isRecord } from '../json.ts';
import { protectionFor, requiresPulls, rulesetsFor } from '../rules.ts';
import type { BranchProtection, Ruleset } from '../state.ts';
import { connection } from './connection.ts';
import { demand, nodeId, textArg, textsArg, type Args, type GraphNode, type Here } from './graph.ts';

export function rulesetsAsked({ repository }: Here, args: Args): Ruleset[] {
  const targets = textsArg(args, 'targets');
  void args['includeParents']; // Rulesets of organisations are not kept.
  return [...repository.rulesets.values()].filter(
    ({ target }) => targets === undefined || targets.includes(target.toUpperCase()),
  );
}

export function rulesetNode(here: Here, ruleset: Ruleset): GraphNode {
  const { id, name, enforcement, target, include, exclude } = ruleset;
  return {
    __typename: 'RepositoryRuleset',
    id: nodeId('RepositoryRuleset', id),
    databaseId: id,
    name,
    enforcement: enforcement.toUpperCase(),
    target: target.toUpperCase(),
    conditions: { refName: { include, exclude }, repositoryName: null, repositoryId: null, repositoryProperty: null },
    rules: (args: Args) => connection(args, rulesOfType(ruleset, args), (rule) => ruleNode(here, ruleset, rule)),
    bypassActors: (args: Args) => bypassActorsOf(here, ruleset, args),
  };
}

type Rule = Ruleset['rules'][number];

function rulesOfType({ rules }: Ruleset, args: Args): readonly Rule[] {
  const type = textArg(args, 'type');
  return type === undefined ? rules : rules.filter((rule) => rule.type.toUpperCase() === type);
}

/** The rules in force for a ref, of all rulesets. */
export function rulesOf(here: Here, ref: string): (args: Args) => GraphNode {
  return (args) => {
    const pairs = rulesetsFor(here.repository, ref).flatMap((ruleset) =>
      ruleset.rules.map((rule) => ({ ruleset, rule })),
    );
    return connection(args, pairs, ({ ruleset, rule }) => ruleNode(here, ruleset, rule));
  };
}

function ruleNode(here: Here, ruleset: Ruleset, { type, parameters }: Rule): GraphNode {
  return {
    __typename: 'RepositoryRule',
    id: nodeId('RepositoryRule', `${ruleset.id}:${type}`),
    type: type.toUpperCase(),
    parameters: parameterTypes.has(type) ? { __typename: parameterTypes.get(type), ...camelCased(parameters) } : null,
    repositoryRuleset: () => rulesetNode(here, ruleset),
  };
}

const parameterTypes: ReadonlyMap<string, string> = new Map([
  ['pull_request', 'PullRequestParameters'],
  ['required_status_checks', 'RequiredStatusChecksParameters'],
  ['required_deployments', 'RequiredDeploymentsParameters'],
  ['update', 'UpdateParameters'],
  ['workflows', 'WorkflowsParameters'],
]);

function camelCased(value: Readonly<Record<string, unknown>>): GraphNode {
  const entries = Object.entries(value).map(([name, inner]) => {
    const key = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    return [key, Array.isArray(inner) ? inner.map(camelCasedItem) : inner] as const;
  });
  return Object.fromEntries(entries);
}

/** Of a workflow that is demanded, GraphQL tells also that ref and commit were left out. */
function camelCasedItem(item: unknown): unknown {
  if (!isRecord(item)) return item;
  return camelCased('repository_id' in item ? { ref: null, sha: null, ...item } : item);
}

/** Told to those who may change the ruleset. */
function bypassActorsOf(here: Here, ruleset: Ruleset, args: Args): GraphNode {
  demand(here, 'administration=write');
  return connection(args, ruleset.bypassActors, ({ type, id, mode }) => ({
    __typename: 'RepositoryRulesetBypassActor',
    id: nodeId('RepositoryRulesetBypassActor', `${ruleset.id}:${type}:${id}`),
    bypassMode: mode.toUpperCase(),
    organizationAdmin: type === 'OrganizationAdmin',
    deployKey: type === 'DeployKey',
    enterpriseOwner: false,
    repositoryRoleDatabaseId: type === 'RepositoryRole' ? id : null,
    actor: null,
  }));
}

export function protectionOf(here: Here, ref: string): GraphNode | null {
  const protection = protectionFor(here.repository, ref);
  return protection === undefined ? null : protectionNode(here, protection);
}

export function protectionNode(here: Here, protection: BranchProtection): GraphNode {
  demand(here, 'administration=read');
  const { id, pattern, requiredApprovals, requiredChecks } = protection;
  return {
    __typename: 'BranchProtectionRule',
    id: nodeId('BranchProtectionRule', id),
    databaseId: id,
    pattern,
    requiresApprovingReviews: requiresPulls(protection),
    requiredApprovingReviewCount: requiresPulls(protection) ? requiredApprovals : null,
    requiresCodeOwnerReviews: protection.requiresCodeOwners,
    dismissesStaleReviews: protection.dismissesStaleReviews,
    requiresStatusChecks: requiredChecks.length > 0,
    requiredStatusCheckContexts: requiredChecks,
    allowsForcePushes: protection.allowsForcePushes,
    allowsDeletions: protection.allowsDeletions,
    isAdminEnforced: protection.enforcedForAdmins,
  };
}

/** What everybody may see of a branch protection: 0 approvals also where it requires no pull requests. */
export function glimpseOf({ repository }: Here, ref: string): GraphNode | null {
  const protection = protectionFor(repository, ref);
  if (protection === undefined) return null;
  return {
    __typename: 'RefUpdateRule',
    pattern: protection.pattern,
    requiredApprovingReviewCount: protection.requiredApprovals,
    requiresCodeOwnerReviews: protection.requiresCodeOwners,
    requiredStatusCheckContexts: protection.requiredChecks,
    allowsForcePushes: protection.allowsForcePushes,
    allowsDeletions: protection.allowsDeletions,
  };
}
