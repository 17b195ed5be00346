import { changesOf } from '../git-diff.ts';
import { ancestry } from '../git-history.ts';
import { resolve, type Commit, type TreeEntry } from '../git-store.ts';
import { connection } from './connection.ts';
import { demand, inputArg, nodeId, textArg, textsArg, type Args, type GraphNode, type Here } from './graph.ts';
import { glimpseOf, protectionOf, rulesOf } from './ruleset-node.ts';

/** Newest first. */
export function historyOf(here: Here, start: Commit, args: Args): GraphNode {
  const commits = commitsAsked(here, ancestry(here.repository.git, start.sha), args);
  return connection(args, commits, (commit) => here.nodes.commit(here, commit));
}

/** What the arguments of a history leave of a list of commits. */
function commitsAsked(here: Here, commits: readonly Commit[], args: Args): Commit[] {
  const [path, since, until] = [textArg(args, 'path'), textArg(args, 'since'), textArg(args, 'until')];
  const emails = textsArg(inputArg(args, 'author'), 'emails');
  return commits.filter(
    (commit) =>
      (since === undefined || Date.parse(commit.committer.date) >= Date.parse(since)) &&
      (until === undefined || Date.parse(commit.committer.date) <= Date.parse(until)) &&
      (emails === undefined || emails.includes(commit.author.email)) &&
      (path === undefined || touches(here, commit, path)),
  );
}

function touches({ repository }: Here, commit: Commit, path: string): boolean {
  return changesOf(repository.git, commit).some(({ filename }) => filename === path || filename.startsWith(`${path}/`));
}

/** By full name, or else by a short one; `name` as the store has it: `heads/main`. */
export function refNode(here: Here, name: string): GraphNode | null {
  demand(here, 'contents=read');
  const { repository } = here;
  const full = [name.replace(/^refs\//, ''), `heads/${name}`, `tags/${name}`].find((one) =>
    repository.git.refs.has(one),
  );
  const commit = repository.git.commits.get(repository.git.refs.get(full ?? '') ?? '');
  if (full === undefined || commit === undefined) return null;
  const [kind = '', ...rest] = full.split('/');
  return {
    __typename: 'Ref',
    id: nodeId('Ref', `${repository.id}:${full}`),
    name: rest.join('/'),
    prefix: `refs/${kind}/`,
    target: () => here.nodes.commit(here, commit),
    rules: rulesOf(here, full),
    branchProtectionRule: () => protectionOf(here, full),
    refUpdateRule: () => glimpseOf(here, full),
  };
}

/** What `object` finds: `main`, a sha, `main:folder/file`, `main:`. */
export function objectAt(here: Here, args: Args): GraphNode | null {
  demand(here, 'contents=read');
  const [oid, expression] = [textArg(args, 'oid'), textArg(args, 'expression')];
  if (oid !== undefined) return objectNode(here, oid);
  const [name = '', path] = splitOnce(expression ?? 'HEAD');
  const commit = resolve(here.repository.git, name === 'HEAD' ? here.repository.defaultBranch : name);
  if (commit === undefined) return null;
  return path === undefined ? here.nodes.commit(here, commit) : entryAt(here, commit.tree, path.split('/'));
}

function splitOnce(expression: string): readonly string[] {
  const colon = expression.indexOf(':');
  return colon < 0 ? [expression] : [expression.slice(0, colon), expression.slice(colon + 1)];
}

function objectNode(here: Here, sha: string): GraphNode | null {
  const { git } = here.repository;
  const commit = git.commits.get(sha);
  if (commit !== undefined) return here.nodes.commit(here, commit);
  if (git.trees.has(sha)) return treeNode(here, sha);
  return git.blobs.has(sha) ? blobNode(here, sha) : null;
}

function entryAt(here: Here, tree: string, [step = '', ...rest]: readonly string[]): GraphNode | null {
  if (step === '') return treeNode(here, tree);
  const entry = here.repository.git.trees.get(tree)?.find(({ path }) => path === step);
  if (entry === undefined) return null;
  if (entry.type === 'blob') return rest.length === 0 ? blobNode(here, entry.sha) : null;
  return entryAt(here, entry.sha, rest);
}

/** GitHub cuts longer texts and says so. */
const longestText = 512_000;

function blobNode(here: Here, sha: string): GraphNode {
  const content = Buffer.from(here.repository.git.blobs.get(sha) ?? '');
  return {
    __typename: 'Blob',
    id: nodeId('Blob', sha),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    byteSize: content.length,
    isBinary: content.includes(0),
    isTruncated: content.length > longestText,
    text: content.includes(0) ? null : content.subarray(0, longestText).toString(),
  };
}

export function treeNode(here: Here, sha: string): GraphNode {
  const entries = here.repository.git.trees.get(sha) ?? [];
  return {
    __typename: 'Tree',
    id: nodeId('Tree', sha),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    entries: () => entries.map((entry) => entryNode(here, entry)),
  };
}

function entryNode(here: Here, { path, mode, type, sha }: TreeEntry): GraphNode {
  return {
    name: path,
    mode: Number.parseInt(mode, 8),
    type,
    oid: sha,
    size: type === 'blob' ? Buffer.byteLength(here.repository.git.blobs.get(sha) ?? '') : 0,
    object: () => objectNode(here, sha),
  };
}
