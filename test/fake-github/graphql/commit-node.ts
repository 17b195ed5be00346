import { page } from '../bodies.ts';
import { isAssociated } from '../pull-bodies.ts';
import { changesOf } from '../git-diff.ts';
import type { Commit, Person } from '../git-store.ts';
import { addressFields, userNode } from './actors.ts';
import { rollupOf, suitesOf } from './check-nodes.ts';
import { coAuthorsOf } from './co-authors.ts';
import { connection, ordered } from './connection.ts';
import { deploymentsAsked, deploymentNode } from './deployment-node.ts';
import { demand, nodeId, type Args, type GraphNode, type Here } from './graph.ts';
import { historyOf, treeNode } from './git-node.ts';

export function commitNode(here: Here, commit: Commit): GraphNode {
  demand(here, 'contents=read');
  const { repository } = here;
  const { sha, message, author, committer, parents } = commit;
  const [headline = '', ...rest] = message.split('\n');
  const changes = () => changesOf(repository.git, commit);
  return {
    ...addressFields(repository, `/commit/${sha}`),
    __typename: 'Commit',
    id: nodeId('Commit', sha),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    commitUrl: page(repository, `/commit/${sha}`),
    message,
    messageHeadline: headline,
    messageBody: rest.join('\n').trim(),
    authoredDate: instant(author.date),
    committedDate: instant(committer.date),
    committedViaWeb: commit.committerLogin === 'web-flow',
    authoredByCommitter: commit.authorLogin === commit.committerLogin,
    author: actor(here, author, commit.authorLogin),
    committer: actor(here, committer, commit.committerLogin),
    authors: (args: Args) => connection(args, authorsOf(here, commit), (one) => one),
    parents: (args: Args) => connection(args, parents.map(found(here)), (parent) => commitNode(here, parent)),
    signature: signatureOf(here, commit),
    additions: () => changes().reduce((sum, file) => sum + file.additions, 0),
    deletions: () => changes().reduce((sum, file) => sum + file.deletions, 0),
    changedFilesIfAvailable: () => changes().length,
    tree: () => treeNode(here, commit.tree),
    history: (args: Args) => historyOf(here, commit, args),
    associatedPullRequests: (args: Args) => pullsOf(here, commit, args),
    deployments: (args: Args) => {
      const made = deploymentsAsked(here, args).filter((deployment) => deployment.sha === sha);
      return connection(args, made, (deployment) => deploymentNode(here, deployment));
    },
    checkSuites: (args: Args) => suitesOf(here, commit, args),
    statusCheckRollup: () => rollupOf(here, commit),
  };
}

function found({ repository }: Here): (sha: string) => Commit {
  return (sha) => {
    const commit = repository.git.commits.get(sha);
    if (commit === undefined) throw new Error(`${repository.fullName} has no commit ${sha}`);
    return commit;
  };
}

/** Git keeps seconds and GitHub answers in UTC. */
function instant(date: string): string {
  return new Date(date).toISOString().replace('.000Z', 'Z');
}

function actor({ state }: Here, { name, email, date }: Person, login: string | null): GraphNode {
  const user = login === null ? null : userNode(state.user(login));
  return { name, email, date: instant(date), user };
}

/** The author, then those whom the message names as co-authors. */
function authorsOf(here: Here, commit: Commit): GraphNode[] {
  const others = coAuthorsOf(commit.message).map(({ name, email, login }) => {
    const known = login === null ? undefined : here.state.knownUser(login);
    return actor(here, { name, email, date: commit.author.date }, known?.login ?? null);
  });
  return [actor(here, commit.author, commit.authorLogin), ...others];
}

function signatureOf({ state }: Here, { isVerified, committer, committerLogin }: Commit): GraphNode | null {
  if (!isVerified) return null;
  return {
    __typename: 'GpgSignature',
    isValid: true,
    state: 'VALID',
    email: committer.email,
    signer: committerLogin === null ? null : userNode(state.user(committerLogin)),
    wasSignedByGitHub: committerLogin === 'web-flow' || committerLogin?.endsWith('[bot]') === true,
    verifiedAt: instant(committer.date),
  };
}

function pullsOf(here: Here, { sha }: Commit, args: Args): GraphNode {
  const pulls = [...here.repository.pulls.values()].filter((pull) => isAssociated(here.repository, pull, sha));
  return connection(args, ordered(args, pulls), (pull) => here.nodes.pull(here, pull));
}
