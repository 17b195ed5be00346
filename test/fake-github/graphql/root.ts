import { reaches } from '../access.ts';
import { hourlyLimit } from '../limits.ts';
import { userNode } from './actors.ts';
import { refusal, textArg, type Args, type Graph, type GraphNode } from './graph.ts';
import { repositoryNode } from './repository-node.ts';

/** Where every query starts. */
export function queryRoot(graph: Graph): GraphNode {
  const { state, token, limits, cost } = graph;
  return {
    viewer: () => userNode(state.user(token.login)),
    rateLimit: (args: Args) => {
      void args['dryRun']; // Nothing else is asked for beside it when it matters.
      const used = limits.used('graphql');
      return {
        limit: hourlyLimit,
        cost: cost.points,
        nodeCount: cost.nodeCount,
        used,
        remaining: hourlyLimit - used,
        resetAt: new Date(Date.parse(state.now) + 3_600_000).toISOString(),
      };
    },
    repository: (args: Args) => {
      void args['followRenames']; // Nothing is ever renamed.
      const fullName = `${textArg(args, 'owner')}/${textArg(args, 'name')}`;
      const repository = state.repository(fullName);
      if (repository === undefined || (repository.isPrivate && !reaches(token, repository))) {
        throw refusal('NOT_FOUND', `Could not resolve to a Repository with the name '${fullName}'.`);
      }
      return repositoryNode({ ...graph, repository });
    },
  };
}
