import { associationOf } from '../bodies.ts';
import type { Issue, Pull } from '../state.ts';
import { addressFields, userNode, writtenFields } from './actors.ts';
import { commentsOn } from './comment-node.ts';
import { connection, ordered } from './connection.ts';
import { editFields } from './edits.ts';
import { demand, inputArg, nodeId, textArg, textsArg, type Args, type GraphNode, type Here } from './graph.ts';

export function issueNode(here: Here, issue: Issue): GraphNode {
  demand(here, 'issues=read');
  const { number, title, state, closedAt, author } = issue;
  return {
    ...writtenFields(here, issue),
    ...editFields(here, issue),
    ...addressFields(here.repository, `/issues/${number}`),
    __typename: 'Issue',
    repository: { nameWithOwner: here.repository.fullName, name: here.repository.name },
    id: nodeId('Issue', issue.id),
    authorAssociation: associationOf(here.state, here.repository, author),
    number,
    title,
    state: state.toUpperCase(),
    closed: state === 'closed',
    closedAt,
    labels: labelsOf(here, issue.labels),
    assignees: (args: Args) => connection(args, issue.assignees, (login) => userNode(here.state.user(login))),
    comments: commentsOn(here, number),
  };
}

/** The issues asked for: one of the labels is enough here, where REST wants all. */
export function issuesAsked({ repository }: Here, args: Args): Issue[] {
  const filter = inputArg(args, 'filterBy');
  const states = textsArg(args, 'states') ?? textsArg(filter, 'states');
  const labels = textsArg(args, 'labels') ?? textsArg(filter, 'labels');
  const [since, by] = [textArg(filter, 'since'), textArg(filter, 'createdBy')];
  const matching = [...repository.issues.values()].filter(
    (issue) =>
      (states === undefined || states.includes(issue.state.toUpperCase())) &&
      (labels === undefined || hasOneOf(issue.labels, labels)) &&
      (since === undefined || issue.updatedAt >= since) &&
      (by === undefined || issue.author === by),
  );
  return ordered(args, matching);
}

export function hasOneOf(own: readonly string[], wanted: readonly string[]): boolean {
  const lower = new Set(own.map((label) => label.toLowerCase()));
  return wanted.some((label) => lower.has(label.toLowerCase()));
}

export function labelsOf({ repository }: Here, names: readonly string[]): (args: Args) => GraphNode {
  return (args) =>
    connection(args, names, (name) => ({
      id: nodeId('Label', `${repository.id}:${name}`),
      name,
      color: 'ededed',
      description: null,
      isDefault: false,
    }));
}

const closing = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:([\w.-]+\/[\w.-]+))?#(\d+)/giu;

type Closed = { readonly place: Here; readonly issue: Issue };

/** The issues that a pull request to the default branch says it closes, as GitHub reads them out of its text. */
export function issuesClosedBy(here: Here, { body, base }: Pick<Pull, 'body' | 'base'>): Closed[] {
  if (base !== here.repository.defaultBranch) return [];
  return [...(body ?? '').matchAll(closing)].flatMap(([, fullName, number]) => {
    const repository = fullName === undefined ? here.repository : here.state.repository(fullName);
    const issue = repository?.issues.get(Number(number));
    return repository === undefined || issue === undefined ? [] : [{ place: { ...here, repository }, issue }];
  });
}
