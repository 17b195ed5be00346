import type { Deployment, Environment } from '../state.ts';
import { teamNode, userNode } from './actors.ts';
import { connection } from './connection.ts';
import { deploymentNode } from './deployment-node.ts';
import { demand, inputArg, nodeId, textArg, textsArg, type Args, type GraphNode, type Here } from './graph.ts';

export function environmentsAsked(here: Here, args: Args): Environment[] {
  const names = textsArg(args, 'names');
  const order = inputArg(args, 'orderBy');
  const [field, direction] = [textArg(order, 'field'), textArg(order, 'direction')];
  if (field !== 'NAME') throw new Error(`the order by ${field} is not served`);
  const all = [...here.repository.environments.values()].filter(
    ({ name }) => names === undefined || names.includes(name),
  );
  const byName = all.sort((left, right) => left.name.localeCompare(right.name));
  return direction === 'DESC' ? byName.reverse() : byName;
}

export function environmentNode(here: Here, environment: Environment): GraphNode {
  demand(here, 'actions=read');
  const { id, name } = environment;
  return {
    __typename: 'Environment',
    id: nodeId('Environment', id),
    databaseId: id,
    name,
    isPinned: false,
    latestCompletedDeployment: () => {
      const latest = latestCompleted(here, name);
      return latest === undefined ? null : deploymentNode(here, latest);
    },
    protectionRules: (args: Args) => connection(args, rulesOf(here, environment), (rule) => rule),
  };
}

function latestCompleted({ repository }: Here, name: string): Deployment | undefined {
  const done = new Set(['success', 'inactive', 'failure', 'error']);
  return [...repository.deployments.values()].findLast(
    ({ environment, statuses }) => environment === name && done.has(statuses.at(-1)?.state ?? ''),
  );
}

/** Custom rules of apps are not told by GraphQL. */
function rulesOf(here: Here, environment: Environment): GraphNode[] {
  const { id, reviewers, waitMinutes, protectedBranchesOnly, branchPolicies, tagPolicies } = environment;
  const rule = { databaseId: id, preventSelfReview: null, timeout: 0, reviewers: reviewersOf(here, []) };
  const rules: GraphNode[] = [];
  if (waitMinutes > 0) rules.push({ ...rule, type: 'WAIT_TIMER', timeout: waitMinutes });
  if (reviewers.length > 0) {
    const preventSelfReview = environment.preventsSelfReview;
    rules.push({ ...rule, type: 'REQUIRED_REVIEWERS', preventSelfReview, reviewers: reviewersOf(here, reviewers) });
  }
  const isRestricted = protectedBranchesOnly || branchPolicies.length + tagPolicies.length > 0;
  if (isRestricted) rules.push({ ...rule, type: 'BRANCH_POLICY' });
  return rules;
}

function reviewersOf({ state }: Here, names: readonly string[]): (args: Args) => GraphNode {
  return (args) =>
    connection(args, names, (name) => (name.includes('/') ? teamNode(name) : userNode(state.user(name))));
}
