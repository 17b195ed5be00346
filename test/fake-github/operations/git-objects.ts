import { created, found, invalid, ok } from '../answer.ts';
import { address, page, verificationBody } from '../bodies.ts';
import { filesOf, writeBlob, writeCommit, writeTree, type Commit, type Person, type TreeEntry } from '../git-store.ts';
import { recordIn, recordsIn, textIn, textsIn, type JsonRecord } from '../json.ts';
import { onRepository, servingRaw, type Operation, type RepositoryCall } from '../operation.ts';
import { wrapped } from './contents.ts';

export const gitObjectOperations: readonly Operation[] = [
  servingRaw(
    onRepository('git/get-blob', 'contents=read', ({ repository, params, wantsRaw }) => {
      const sha = params['file_sha'] ?? '';
      const text = found(repository.git.blobs.get(sha));
      if (wantsRaw) return { status: 200, text };
      const content = Buffer.from(text);
      const url = address(repository, `/git/blobs/${sha}`);
      return ok({ sha, url, size: content.length, encoding: 'base64', content: wrapped(content.toString('base64')) });
    }),
  ),

  onRepository('git/create-blob', 'contents=write', ({ repository, body }) => {
    const encoding = textIn(body, 'encoding', 'utf-8') === 'base64' ? 'base64' : 'utf8';
    const sha = writeBlob(repository.git, Buffer.from(textIn(body, 'content'), encoding).toString());
    return created({ sha, url: address(repository, `/git/blobs/${sha}`) });
  }),

  onRepository('git/get-tree', 'contents=read', (call) => {
    const { git } = call.repository;
    const name = call.params['tree_sha'] ?? '';
    const sha = git.commits.get(git.refs.get(`heads/${name}`) ?? name)?.tree ?? name;
    found(git.trees.get(sha));
    return ok(treeBody(call, sha, call.query.has('recursive') ? recursiveEntries(call, sha) : git.trees.get(sha)));
  }),

  onRepository('git/create-tree', 'contents=write', (call) => {
    const sha = newTree(call);
    return created(treeBody(call, sha, call.repository.git.trees.get(sha)));
  }),

  onRepository('git/get-commit', 'contents=read', (call) =>
    ok(commitBody(call, found(call.repository.git.commits.get(call.params['commit_sha'] ?? '')))),
  ),

  onRepository('git/create-commit', 'contents=write', (call) => created(commitBody(call, newCommit(call)))),
];

function recursiveEntries(call: RepositoryCall, tree: string, prefix = ''): TreeEntry[] {
  return (call.repository.git.trees.get(tree) ?? []).flatMap((entry) => {
    const path = prefix + entry.path;
    return [{ ...entry, path }, ...(entry.type === 'tree' ? recursiveEntries(call, entry.sha, `${path}/`) : [])];
  });
}

function treeBody({ repository }: RepositoryCall, sha: string, entries: readonly TreeEntry[] = []): JsonRecord {
  const tree = entries.map(({ path, mode, type, sha: entrySha }) => ({
    path,
    mode,
    type,
    sha: entrySha,
    ...(type === 'blob' ? { size: Buffer.byteLength(repository.git.blobs.get(entrySha) ?? '') } : {}),
  }));
  return { sha, url: address(repository, `/git/trees/${sha}`), truncated: false, tree };
}

/** The files of `base_tree`, if it is given, with the entries put in or, where `sha` is null, taken out. */
function newTree({ repository, body }: RepositoryCall): string {
  const { git } = repository;
  const base = textIn(body, 'base_tree');
  const baseTree = git.commits.get(base)?.tree ?? base;
  if (base !== '' && !git.trees.has(baseTree)) throw invalid('base_tree is not a valid tree oid');
  const files = new Map(filesOf(git, baseTree));
  for (const entry of recordsIn(body, 'tree')) {
    const path = textIn(entry, 'path');
    if (path === '' || path.startsWith('/')) throw invalid('tree.path contains a malformed path component');
    if (entry['sha'] === null) files.delete(path);
    else
      files.set(path, {
        mode: textIn(entry, 'mode', '100644'),
        sha: entrySha(git.blobs, entry, (text) => writeBlob(git, text)),
      });
  }
  return writeTree(git, files);
}

function entrySha(blobs: ReadonlyMap<string, string>, entry: JsonRecord, write: (text: string) => string): string {
  if (typeof entry['content'] === 'string') return write(entry['content']);
  const sha = textIn(entry, 'sha');
  if (!blobs.has(sha)) throw invalid(`tree.sha ${sha} is not a valid blob`);
  return sha;
}

function newCommit({ repository, body, state, token }: RepositoryCall): Commit {
  const { git } = repository;
  const [tree, parents] = [textIn(body, 'tree'), textsIn(body, 'parents')];
  if (!git.trees.has(tree)) throw invalid('Tree SHA does not exist');
  for (const parent of parents)
    if (!git.commits.has(parent)) throw invalid('Parent SHA does not exist or is not a commit object');
  const own = { name: token.login, email: `${token.login}@users.noreply.github.com`, date: state.now };
  const author = person(recordIn(body, 'author'), own);
  return writeCommit(git, {
    tree,
    parents,
    message: textIn(body, 'message'),
    author,
    committer: person(recordIn(body, 'committer'), author),
    authorLogin: token.login,
    committerLogin: token.login,
    isVerified: token.kind !== 'user' && !('author' in body),
  });
}

function person(given: JsonRecord, absent: Person): Person {
  return {
    name: textIn(given, 'name', absent.name),
    email: textIn(given, 'email', absent.email),
    date: textIn(given, 'date', absent.date),
  };
}

function commitBody({ repository }: RepositoryCall, commit: Commit): JsonRecord {
  const { sha, author, committer, message, tree, parents } = commit;
  return {
    sha,
    author,
    committer,
    message,
    verification: verificationBody(commit),
    tree: {
      sha: tree,
      url: address(repository, `/git/trees/${tree}`),
    },
    parents: parents.map((parent) => ({
      sha: parent,
      url: address(repository, `/git/commits/${parent}`),
    })),
    url: address(repository, `/git/commits/${sha}`),
    html_url: page(repository, `/commit/${sha}`),
  };
}
