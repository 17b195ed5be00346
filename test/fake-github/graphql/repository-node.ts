import { allows } from '../access.ts';
import type { Repository } from '../state.ts';
import { addressFields, ownerNode, userNode } from './actors.ts';
import { connection, withEdges } from './connection.ts';
import { deploymentNode, deploymentsAsked } from './deployment-node.ts';
import { environmentNode, environmentsAsked } from './environment-node.ts';
import { objectAt, refNode } from './git-node.ts';
import { nodeId, numberArg, refusal, textArg, type Args, type GraphNode, type Here } from './graph.ts';
import { issueNode, issuesAsked } from './issue-node.ts';
import { pullNode, pullsAsked } from './pull-node.ts';
import { protectionNode, rulesetNode, rulesetsAsked } from './ruleset-node.ts';

export function repositoryNode(here: Here): GraphNode {
  const { repository, state } = here;
  const { id, name, fullName, owner, isPrivate, defaultBranch } = repository;
  return {
    ...addressFields(repository, ''),
    ...listFields(here),
    __typename: 'Repository',
    id: nodeId('Repository', id),
    databaseId: id,
    name,
    nameWithOwner: fullName,
    owner: ownerNode(state, owner),
    isPrivate,
    isFork: false,
    isArchived: false,
    visibility: isPrivate ? 'PRIVATE' : 'PUBLIC',
    defaultBranchRef: () => refNode(here, `refs/heads/${defaultBranch}`),
    ref: (args: Args) => refNode(here, textArg(args, 'qualifiedName') ?? ''),
    object: (args: Args) => objectAt(here, args),
    pullRequest: (args: Args) => {
      const pull = found('PullRequest', args, repository.pulls);
      return pullNode(here, pull);
    },
    issue: (args: Args) => issueNode(here, found('Issue', args, repository.issues)),
    environment: (args: Args) => {
      const environment = repository.environments.get(textArg(args, 'name') ?? '');
      return environment === undefined ? null : environmentNode(here, environment);
    },
    ruleset: (args: Args) => {
      void args['includeParents']; // Rulesets of organisations are not kept.
      const ruleset = repository.rulesets.get(numberArg(args, 'databaseId') ?? 0);
      return ruleset === undefined ? null : rulesetNode(here, ruleset);
    },
  };
}

function found<T>(kind: string, args: Args, map: ReadonlyMap<number, T>): T {
  const number = numberArg(args, 'number') ?? 0;
  const thing = map.get(number);
  if (thing === undefined) throw refusal('NOT_FOUND', `Could not resolve to ${an(kind)} with the number of ${number}.`);
  return thing;
}

function an(kind: string): string {
  return kind === 'Issue' ? `an ${kind}` : `a ${kind}`;
}

function listFields(here: Here): GraphNode {
  const { repository } = here;
  return {
    pullRequests: (args: Args) => connection(args, pullsAsked(here, args), (pull) => pullNode(here, pull)),
    issues: (args: Args) => connection(args, issuesAsked(here, args), (issue) => issueNode(here, issue)),
    deployments: (args: Args) => connection(args, deploymentsAsked(here, args), (one) => deploymentNode(here, one)),
    environments: (args: Args) => {
      void args['pinnedEnvironmentFilter']; // None is pinned.
      return connection(args, environmentsAsked(here, args), (one) => environmentNode(here, one));
    },
    rulesets: (args: Args) => connection(args, rulesetsAsked(here, args), (one) => rulesetNode(here, one)),
    branchProtectionRules: (args: Args) =>
      connection(args, repository.branchProtections, (one) => protectionNode(here, one)),
    collaborators: (args: Args) => collaborators(here, args),
    refs: (args: Args) => {
      const prefix = (textArg(args, 'refPrefix') ?? '').replace(/^refs\//, '');
      const names = [...repository.git.refs.keys()].filter((name) => name.startsWith(prefix)).sort();
      return connection(args, names, (name) => refNode(here, `refs/${name}`));
    },
  };
}

/** Seen by those who may push, or with the permission to administer: never by a workflow's token. */
function collaborators(here: Here, args: Args): GraphNode {
  const { repository, state, token } = here;
  if (!maySeeCollaborators(repository, here)) {
    const words = 'You do not have permission to view repository collaborators.';
    throw refusal('FORBIDDEN', token.kind === 'user' ? words : 'Resource not accessible by integration');
  }
  const [query, login] = [textArg(args, 'query'), textArg(args, 'login')];
  const matching = [...repository.collaborators].filter(
    ([name]) =>
      (query === undefined || name.includes(query.toLowerCase())) &&
      (login === undefined || name === login.toLowerCase()),
  );
  const page = connection(args, matching, ([name]) => userNode(state.user(name)));
  return withEdges(
    page,
    matching.map(([, role]) => ({ permission: role.toUpperCase() })),
  );
}

function maySeeCollaborators({ collaborators: roles, owner }: Repository, { token }: Here): boolean {
  if (token.kind !== 'user') return allows(token, 'administration=read');
  const role = roles.get(token.login.toLowerCase()) ?? 'none';
  return token.login === owner || ['admin', 'maintain', 'write'].includes(role);
}
