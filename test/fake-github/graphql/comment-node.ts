import { associationOf } from '../bodies.ts';
import type { Comment } from '../state.ts';
import { addressFields, writtenFields } from './actors.ts';
import { connection, ordered } from './connection.ts';
import { editFields } from './edits.ts';
import { demand, nodeId, type Args, type GraphNode, type Here } from './graph.ts';

/** The comments on an issue or a pull request. */
export function commentsOn(here: Here, number: number): (args: Args) => GraphNode {
  return (args) => {
    const comments = [...here.repository.comments.values()].filter(({ issueNumber }) => issueNumber === number);
    return connection(args, ordered(args, comments), (comment) => commentNode(here, comment));
  };
}

function commentNode(here: Here, comment: Comment): GraphNode {
  demand(here, 'issues=read; pull_requests=read');
  const { repository, state } = here;
  const { id, author, issueNumber, createdAt } = comment;
  const kind = repository.pulls.has(issueNumber) ? 'pull' : 'issues';
  return {
    ...writtenFields(here, comment),
    ...editFields(here, comment),
    ...addressFields(repository, `/${kind}/${issueNumber}#issuecomment-${id}`),
    __typename: 'IssueComment',
    id: nodeId('IssueComment', id),
    authorAssociation: associationOf(state, repository, author),
    publishedAt: createdAt,
    isMinimized: false,
    minimizedReason: null,
  };
}
