import { associationOf } from '../bodies.ts';
import { commitsOf, filesOf } from '../pull-bodies.ts';
import { headShaOf, type Pull } from '../state.ts';
import type { ChangedFile } from '../git-diff.ts';
import type { Commit } from '../git-store.ts';
import { actorOrNull, addressFields, ownerNode, writtenFields } from './actors.ts';
import { rollupOf } from './check-nodes.ts';
import { commentsOn } from './comment-node.ts';
import { connection, ordered } from './connection.ts';
import { editFields } from './edits.ts';
import { demand, nodeId, textArg, textsArg, type Args, type GraphNode, type Here } from './graph.ts';
import { hasOneOf, issueNode, issuesClosedBy, labelsOf } from './issue-node.ts';
import { reviewFields } from './review-node.ts';

const mostFiles = 3000;
const mostCommits = 250;

export function pullNode(here: Here, pull: Pull): GraphNode {
  demand(here, 'pull_requests=read');
  const { repository, state } = here;
  const { number, title, author, head, base, baseSha, mergeCommit } = pull;
  const commitAt = (sha: string) => here.repository.git.commits.get(sha);
  const headCommit = () => commitAt(headShaOf(pull, repository));
  return {
    ...writtenFields(here, pull),
    ...editFields(here, pull),
    ...addressFields(repository, `/pull/${number}`),
    ...stateFields(here, pull),
    ...sizeFields(here, pull),
    ...reviewFields(here, pull),
    __typename: 'PullRequest',
    id: nodeId('PullRequest', pull.id),
    authorAssociation: associationOf(state, repository, author),
    number,
    title,
    labels: labelsOf(here, pull.labels),
    comments: commentsOn(here, number),
    closingIssuesReferences: (args: Args) => {
      void args['userLinkedOnly']; // None is linked by hand.
      return connection(args, issuesClosedBy(here, pull), ({ place, issue }) => issueNode(place, issue));
    },
    headRefName: head,
    headRefOid: headShaOf(pull, repository),
    headRef: () => (pull.headRepository === repository.fullName ? here.nodes.ref(here, `refs/heads/${head}`) : null),
    headRepository: pull.headRepository === null ? null : forkNode(here, pull.headRepository),
    baseRefName: base,
    baseRefOid: baseSha,
    baseRef: () => here.nodes.ref(here, `refs/heads/${base}`),
    isCrossRepository: pull.headRepository !== repository.fullName,
    mergeCommit: () => nodeOrNull(here, mergeCommit === null ? undefined : commitAt(mergeCommit)),
    commits: (args: Args) =>
      connection(args, commitsOf(repository, pull).slice(0, mostCommits), (commit) => ({
        id: nodeId('PullRequestCommit', `${number}:${commit.sha}`),
        commit: () => here.nodes.commit(here, commit),
      })),
    statusCheckRollup: () => {
      const commit = headCommit();
      return commit === undefined ? null : rollupOf(here, commit);
    },
  };
}

function nodeOrNull(here: Here, commit: Commit | undefined): GraphNode | null {
  return commit === undefined ? null : here.nodes.commit(here, commit);
}

/** A fork has no state of its own here. */
function forkNode(here: Here, fullName: string): GraphNode {
  const [owner = '', name = ''] = fullName.split('/');
  const fork = { nameWithOwner: fullName, name, isFork: fullName !== here.repository.fullName };
  return { ...fork, owner: ownerNode(here.state, owner) };
}

function stateFields({ state }: Here, pull: Pull): GraphNode {
  const isOpen = pull.state === 'open';
  return {
    state: stateOf(pull),
    isDraft: pull.isDraft,
    closed: !isOpen,
    closedAt: isOpen ? null : (pull.mergedAt ?? pull.updatedAt),
    merged: pull.mergeCommit !== null,
    mergedAt: pull.mergedAt,
    mergedBy: actorOrNull(state, pull.mergedBy),
    mergeable: isOpen ? 'MERGEABLE' : 'UNKNOWN',
  };
}

function stateOf({ mergeCommit, state }: Pull): string {
  return mergeCommit === null ? state.toUpperCase() : 'MERGED';
}

function sizeFields({ repository }: Here, pull: Pull): GraphNode {
  const files = () => filesOf(repository, pull);
  return {
    changedFiles: () => files().length,
    additions: () => files().reduce((sum, file) => sum + file.additions, 0),
    deletions: () => files().reduce((sum, file) => sum + file.deletions, 0),
    files: (args: Args) => connection(args, files().slice(0, mostFiles), fileNode),
  };
}

const changeTypes = { added: 'ADDED', removed: 'DELETED', modified: 'MODIFIED', renamed: 'RENAMED' } as const;

/** GraphQL does not tell where a renamed file came from. */
function fileNode({ filename, additions, deletions, status }: ChangedFile): GraphNode {
  return { path: filename, additions, deletions, changeType: changeTypes[status], viewerViewedState: 'UNVIEWED' };
}

/** The pull requests asked for. */
export function pullsAsked({ repository }: Here, args: Args): Pull[] {
  const [states, labels] = [textsArg(args, 'states'), textsArg(args, 'labels')];
  const [base, head] = [textArg(args, 'baseRefName'), textArg(args, 'headRefName')];
  const matching = [...repository.pulls.values()].filter(
    (pull) =>
      (states === undefined || states.includes(stateOf(pull))) &&
      (labels === undefined || hasOneOf(pull.labels, labels)) &&
      (base === undefined || pull.base === base) &&
      (head === undefined || pull.head === head),
  );
  return ordered(args, matching);
}
