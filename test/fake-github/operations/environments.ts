import { found, ok } from '../answer.ts';
import { address, userBody } from '../bodies.ts';
import type { JsonRecord } from '../json.ts';
import { onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { countedList } from '../paging.ts';
import type { Environment } from '../state.ts';

export const environmentOperations: readonly Operation[] = [
  onRepository('repos/get-environment', 'actions=read', (call) =>
    ok(environmentBody(call, found(call.repository.environments.get(call.params['environment_name'] ?? '')))),
  ),

  onRepository('repos/get-all-environments', 'actions=read', (call) =>
    countedList(call, [...call.repository.environments.values()], {
      under: 'environments',
      render: (environment) => environmentBody(call, environment),
    }),
  ),
];

function environmentBody(call: RepositoryCall, environment: Environment): JsonRecord {
  const { id, name, protectedBranchesOnly } = environment;
  return {
    id,
    name,
    url: address(call.repository, `/environments/${encodeURIComponent(name)}`),
    protection_rules: protectionRules(call, environment),
    deployment_branch_policy: protectedBranchesOnly
      ? {
          protected_branches: true,
          custom_branch_policies: false,
        }
      : null,
  };
}

function protectionRules({ state }: RepositoryCall, environment: Environment): JsonRecord[] {
  const { id, reviewers, waitMinutes, protectedBranchesOnly } = environment;
  const rules: JsonRecord[] = [];
  if (waitMinutes > 0) rules.push({ id, type: 'wait_timer', wait_timer: waitMinutes });
  if (reviewers.length > 0) {
    const people = reviewers.map((name) => reviewer(name, (login) => userBody(state, login)));
    rules.push({ id, type: 'required_reviewers', prevent_self_review: false, reviewers: people });
  }
  if (protectedBranchesOnly) rules.push({ id, type: 'branch_policy' });
  return rules;
}

function reviewer(name: string, user: (login: string) => JsonRecord): JsonRecord {
  const [, slug] = name.split('/');
  if (slug === undefined) return { type: 'User', reviewer: user(name) };
  return { type: 'Team', reviewer: { id: 1, slug, name: slug, permission: 'push', privacy: 'closed' } };
}
