import { found, ok } from '../answer.ts';
import { address, appId, reviewerBody } from '../bodies.ts';
import type { JsonRecord } from '../json.ts';
import { onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { countedList } from '../paging.ts';
import type { Environment } from '../state.ts';

export const environmentOperations: readonly Operation[] = [
  onRepository('repos/get-environment', 'actions=read', (call) => ok(environmentBody(call, environmentAsked(call)))),

  onRepository('repos/list-deployment-branch-policies', 'actions=read', (call) => {
    const { id, branchPolicies, tagPolicies } = environmentAsked(call);
    const names = [
      ...branchPolicies.map((name) => ({ name, type: 'branch' })),
      ...tagPolicies.map((name) => ({ name, type: 'tag' })),
    ];
    const render = (one: (typeof names)[number]) => ({ id: id * 100 + names.indexOf(one), ...one });
    return countedList(call, names, { under: 'branch_policies', render });
  }),

  onRepository('repos/get-all-deployment-protection-rules', 'actions=read', (call) => {
    const { id, customRules } = environmentAsked(call);
    const rules = customRules.map((slug) => ({
      id: id * 100 + customRules.indexOf(slug),
      enabled: true,
      app: { id: appId(call.state, slug), slug, integration_url: `https://api.github.com/apps/${slug}` },
    }));
    return ok({ total_count: rules.length, custom_deployment_protection_rules: rules });
  }),

  onRepository('repos/get-all-environments', 'actions=read', (call) =>
    countedList(call, [...call.repository.environments.values()], {
      under: 'environments',
      render: (environment) => environmentBody(call, environment),
    }),
  ),
];

function environmentAsked({ repository, params }: RepositoryCall): Environment {
  return found(repository.environments.get(params['environment_name'] ?? ''));
}

function environmentBody(call: RepositoryCall, environment: Environment): JsonRecord {
  const { id, name } = environment;
  return {
    id,
    name,
    url: address(call.repository, `/environments/${encodeURIComponent(name)}`),
    protection_rules: protectionRules(call, environment),
    deployment_branch_policy: branchPolicy(environment),
  };
}

function branchPolicy({ protectedBranchesOnly, branchPolicies, tagPolicies }: Environment): JsonRecord | null {
  if (branchPolicies.length + tagPolicies.length > 0)
    return { protected_branches: false, custom_branch_policies: true };
  return protectedBranchesOnly ? { protected_branches: true, custom_branch_policies: false } : null;
}

function protectionRules({ state }: RepositoryCall, environment: Environment): JsonRecord[] {
  const { id, reviewers, waitMinutes, preventsSelfReview } = environment;
  const rules: JsonRecord[] = [];
  if (waitMinutes > 0) rules.push({ id, type: 'wait_timer', wait_timer: waitMinutes });
  if (reviewers.length > 0) {
    const people = reviewers.map((name) => reviewerBody(state, name));
    rules.push({ id, type: 'required_reviewers', prevent_self_review: preventsSelfReview, reviewers: people });
  }
  if (branchPolicy(environment) !== null) rules.push({ id, type: 'branch_policy' });
  return rules;
}
