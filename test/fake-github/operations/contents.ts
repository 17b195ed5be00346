import { found, ok, refuse, type Answer } from '../answer.ts';
import { address, page } from '../bodies.ts';
import { resolve, type TreeEntry } from '../git-store.ts';
import { onRepository, servingRaw, type Operation, type RepositoryCall } from '../operation.ts';
import type { JsonRecord } from '../json.ts';

export const contentOperations: readonly Operation[] = [
  servingRaw(
    onRepository('repos/get-content', 'contents=read', (call) => {
      const { git, defaultBranch } = call.repository;
      const path = (call.params['path'] ?? '').replace(/\/+$/, '');
      const commit = found(resolve(git, call.query.get('ref') ?? defaultBranch));
      const entry = found(entryAt(call, commit.tree, path === '' ? [] : path.split('/')));
      if (entry.type === 'blob') return call.wantsRaw ? raw(call, entry) : ok(fileContent(call, path, entry));
      const entries = git.trees.get(entry.sha) ?? [];
      return ok(entries.map((inner) => itemBody(call, [...(path === '' ? [] : [path]), inner.path].join('/'), inner)));
    }),
  ),
];

function entryAt({ repository }: RepositoryCall, tree: string, steps: readonly string[]): TreeEntry | undefined {
  const root: TreeEntry = { path: '', mode: '040000', type: 'tree', sha: tree };
  return steps.reduce<TreeEntry | undefined>(
    (entry, step) =>
      entry?.type === 'tree' ? repository.git.trees.get(entry.sha)?.find(({ path }) => path === step) : undefined,
    root,
  );
}

/** Larger files are not given out at all. */
const largestRaw = 100 * 1024 * 1024;

function raw({ repository }: RepositoryCall, { sha }: TreeEntry): Answer {
  const text = repository.git.blobs.get(sha) ?? '';
  if (Buffer.byteLength(text) > largestRaw) throw refuse(403, 'This API returns blobs up to 100 MB in size.');
  return { status: 200, text };
}

/** Above this GitHub leaves the content out. */
const largestInline = 1024 * 1024;

function fileContent(call: RepositoryCall, path: string, entry: TreeEntry): JsonRecord {
  const content = Buffer.from(call.repository.git.blobs.get(entry.sha) ?? '');
  const isInline = content.length <= largestInline;
  return {
    ...itemBody(call, path, entry),
    encoding: isInline ? 'base64' : 'none',
    content: isInline ? wrapped(content.toString('base64')) : '',
  };
}

/** GitHub breaks base64 into lines of 60. */
export function wrapped(base64: string): string {
  return base64.replace(/.{60}/g, '$&\n');
}

function itemBody({ repository }: RepositoryCall, path: string, { type, sha }: TreeEntry): JsonRecord {
  const isFile = type === 'blob';
  return {
    type: isFile ? 'file' : 'dir',
    path,
    name: path.split('/').at(-1),
    sha,
    size: isFile ? Buffer.byteLength(repository.git.blobs.get(sha) ?? '') : 0,
    url: address(repository, `/contents/${path}`),
    html_url: page(repository, `/${isFile ? 'blob' : 'tree'}/HEAD/${path}`),
  };
}
