import { found, ok } from '../answer.ts';
import { address, page } from '../bodies.ts';
import { resolve, type TreeEntry } from '../git-store.ts';
import { onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import type { JsonRecord } from '../json.ts';

export const contentOperations: readonly Operation[] = [
  onRepository('repos/get-content', 'contents=read', (call) => {
    const { git, defaultBranch } = call.repository;
    const path = (call.params['path'] ?? '').replace(/\/+$/, '');
    const commit = found(resolve(git, call.query.get('ref') ?? defaultBranch));
    const entry = found(entryAt(call, commit.tree, path.split('/')));
    if (entry.type === 'blob') return ok(fileContent(call, path, entry));
    const entries = git.trees.get(entry.sha) ?? [];
    return ok(entries.map((inner) => itemBody(call, `${path}/${inner.path}`, inner)));
  }),
];

function entryAt(call: RepositoryCall, tree: string, [step = '', ...rest]: readonly string[]): TreeEntry | undefined {
  const entry = call.repository.git.trees.get(tree)?.find(({ path }) => path === step);
  if (entry === undefined || rest.length === 0) return entry;
  return entry.type === 'tree' ? entryAt(call, entry.sha, rest) : undefined;
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
