import { createHash } from 'node:crypto';

export type TreeEntry = {
  readonly path: string;
  readonly mode: string;
  readonly type: 'blob' | 'tree';
  readonly sha: string;
};

export type Person = { readonly name: string; readonly email: string; readonly date: string };

export type Commit = {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Person;
  readonly committer: Person;
  /** Logins, null where the address belongs to nobody on GitHub. */
  readonly authorLogin: string | null;
  readonly committerLogin: string | null;
  readonly isVerified: boolean;
};

/** The files of a tree by full path. */
export type Files = ReadonlyMap<string, { readonly mode: string; readonly sha: string }>;

/** Objects and refs of one repository, with the hashes that git itself would give to blobs and trees. */
export type GitStore = {
  readonly blobs: Map<string, string>;
  readonly trees: Map<string, readonly TreeEntry[]>;
  readonly commits: Map<string, Commit>;
  /** `heads/main` -> sha. */
  readonly refs: Map<string, string>;
};

export function emptyStore(): GitStore {
  const store: GitStore = { blobs: new Map(), trees: new Map(), commits: new Map(), refs: new Map() };
  writeTree(store, new Map());
  return store;
}

export function writeBlob(store: GitStore, content: string): string {
  const sha = hash('blob', Buffer.from(content));
  store.blobs.set(sha, content);
  return sha;
}

/** Stores the tree of these files and its folders; gives the sha of the root. */
export function writeTree(store: GitStore, files: Files): string {
  const entries = new Map<string, TreeEntry>();
  const folders = new Map<string, Map<string, { mode: string; sha: string }>>();
  for (const [path, file] of files) {
    const slash = path.indexOf('/');
    if (slash < 0) entries.set(path, { path, mode: file.mode, type: 'blob', sha: file.sha });
    else folderOf(folders, path.slice(0, slash)).set(path.slice(slash + 1), file);
  }
  for (const [name, content] of folders) {
    entries.set(name, { path: name, mode: '040000', type: 'tree', sha: writeTree(store, content) });
  }
  return storeEntries(store, [...entries.values()]);
}

function folderOf<T>(folders: Map<string, Map<string, T>>, name: string): Map<string, T> {
  const folder = folders.get(name) ?? new Map<string, T>();
  folders.set(name, folder);
  return folder;
}

function storeEntries(store: GitStore, unsorted: readonly TreeEntry[]): string {
  const entries = unsorted.toSorted((left, right) => Buffer.compare(sortKey(left), sortKey(right)));
  const parts = entries.map(({ mode, path, sha }) =>
    Buffer.concat([Buffer.from(`${mode.replace(/^0/, '')} ${path}\0`), Buffer.from(sha, 'hex')]),
  );
  const sha = hash('tree', Buffer.concat(parts));
  store.trees.set(sha, entries);
  return sha;
}

function sortKey({ path, type }: TreeEntry): Buffer {
  return Buffer.from(type === 'tree' ? `${path}/` : path);
}

/** All files below a tree, with their full paths. */
export function filesOf(store: GitStore, tree: string, prefix = ''): Files {
  const files = new Map<string, { mode: string; sha: string }>();
  for (const { path, mode, type, sha } of store.trees.get(tree) ?? []) {
    if (type === 'blob') files.set(prefix + path, { mode, sha });
    else for (const [inner, file] of filesOf(store, sha, `${prefix}${path}/`)) files.set(inner, file);
  }
  return files;
}

export type NewCommit = Omit<Commit, 'sha'> & { readonly sha?: string | undefined };

/** Stores a commit under the sha it was given, or the one git would give it. */
export function writeCommit(store: GitStore, commit: NewCommit): Commit {
  const stored = { ...commit, sha: commit.sha ?? hash('commit', Buffer.from(commitText(commit))) };
  store.commits.set(stored.sha, stored);
  return stored;
}

function commitText({ tree, parents, author, committer, message }: NewCommit): string {
  const lines = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${signature(author)}`,
    `committer ${signature(committer)}`,
  ];
  return `${lines.join('\n')}\n\n${message}`;
}

function signature({ name, email, date }: Person): string {
  return `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000`;
}

function hash(kind: string, content: Buffer): string {
  return createHash('sha1').update(`${kind} ${content.length}\0`).update(content).digest('hex');
}

/** The commit that a branch, tag, full ref, or sha (also a short one) names. */
export function resolve(store: GitStore, name: string): Commit | undefined {
  const bare = name.replace(/^refs\//, '');
  const sha = store.refs.get(bare) ?? store.refs.get(`heads/${bare}`) ?? store.refs.get(`tags/${bare}`) ?? name;
  return store.commits.get(sha) ?? unabbreviated(store, sha);
}

function unabbreviated(store: GitStore, short: string): Commit | undefined {
  if (!/^[0-9a-f]{7,39}$/.test(short)) return undefined;
  const candidates = [...store.commits.values()].filter(({ sha }) => sha.startsWith(short));
  return candidates.length === 1 ? candidates[0] : undefined;
}
