import { FactsError } from '../errors.ts';
import { isUnknown } from '../change/facts.ts';
import type { Unknown } from '../change/facts.ts';
import type { PolicyFiles, RemotePolicy, RemoteReference } from '../policy/files.ts';
import { attemptToFind } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { ask, literal, partOf } from './query.ts';

type Tree = { readonly repository: RepositoryName; readonly commit: string };

/** Reads files as a commit on GitHub has them; a folder is read with what its files hold in one call. */
export function trustedFiles(github: GitHub, tree: Tree): PolicyFiles {
  const contents = new Map<string, Uint8Array>();
  return {
    read: async (path) => contents.get(plain(path)) ?? (await readFile(github, { ...tree, path: plain(path) })),
    list: async (folder) => {
      const entries = await readFolder(github, { ...tree, path: plain(folder) });
      if (entries === null) return null;
      for (const { name, content } of entries) if (content !== null) contents.set(joined(plain(folder), name), content);
      return entries.map(({ name }) => name);
    },
  };
}

/** Reads policies of other repositories, `owner/repo//path@ref`, with the token of the client. */
export function remotePolicies(github: GitHub): Required<Pick<PolicyFiles, 'readRemote'>> {
  return { readRemote: async (reference) => await readRemote(github, reference) };
}

/** The commit that a branch, a tag or another name means now; null if there is none. */
export async function resolveRef(github: GitHub, repository: RepositoryName, ref: string): Promise<string | null> {
  const operation = `reading what \`${ref}\` means in ${nameOf(repository)}`;
  const tag = '... on Tag { target { kind: __typename oid ... on Tag { target { kind: __typename oid } } } }';
  const text = `file: object(expression: ${literal(ref)}) { kind: __typename oid ${tag} }`;
  const named = await readObject<GitObject>(github, repository, { operation, text });
  return named === null ? null : commitOf(named);
}

/** A tag points to a commit, or to another tag. */
type GitObject = { readonly kind: string; readonly oid: string; readonly target?: GitObject };

function commitOf({ kind, oid, target }: GitObject): string | null {
  if (target !== undefined) return commitOf(target);
  return kind === 'Commit' ? oid : null;
}

async function readRemote(github: GitHub, reference: RemoteReference): Promise<RemotePolicy | null> {
  const repository = { owner: reference.owner, repo: reference.repository };
  const commit = await resolveRef(github, repository, reference.ref);
  if (commit === null) return null;
  const files = trustedFiles(github, { repository, commit });
  const names = await files.list(reference.path);
  const paths =
    names === null
      ? [plain(reference.path)]
      : names.filter((name) => /\.ya?ml$/.test(name)).map((name) => joined(plain(reference.path), name));
  const read = await Promise.all(paths.map(async (path) => ({ path, content: await files.read(path) })));
  const found = read.flatMap(({ path, content }) => (content === null ? [] : [{ path, content }]));
  return names === null && found.length === 0 ? null : { commit, files: found };
}

type Place = Tree & { readonly path: string };
type Entry = { readonly name: string; readonly content: Uint8Array | null };

type GraphTree = {
  readonly entries?: readonly {
    readonly name: string;
    readonly type: string;
    readonly object: {
      readonly byteSize?: number;
      readonly isTruncated?: boolean;
      readonly text?: string | null;
    } | null;
  }[];
};

async function readFolder(github: GitHub, { repository, commit, path }: Place): Promise<readonly Entry[] | null> {
  const operation = `reading the folder \`${path}\` of ${nameOf(repository)}`;
  const entries = 'entries { name type object { ... on Blob { byteSize isTruncated text } } }';
  const text = `file: object(expression: ${literal(`${commit}:${path}`)}) { ... on Tree { ${entries} } }`;
  const tree = await readObject<GraphTree>(github, repository, { operation, text });
  if (tree?.entries === undefined) return null;
  return tree.entries
    .filter(({ type }) => type === 'blob')
    .map(({ name, object }) => ({ name, content: wholeText(object) }));
}

/** The bytes of a text that GitHub told as a whole; it changes those that are no UTF-8. */
function wholeText(blob: NonNullable<GraphTree['entries']>[number]['object']): Uint8Array | null {
  if (blob === null || blob.isTruncated === true || typeof blob.text !== 'string') return null;
  const bytes = new TextEncoder().encode(blob.text);
  return bytes.length === blob.byteSize && !blob.text.includes('\uFFFD') ? bytes : null;
}

async function readFile(github: GitHub, { repository, commit, path }: Place): Promise<Uint8Array | null> {
  const operation = `reading \`${path}\` of ${nameOf(repository)}`;
  const answer = orThrow(
    await attemptToFind(
      operation,
      async () => await github.rest.repos.getContent({ ...repository, path, ref: commit }),
    ),
  );
  const file = answer?.data;
  if (file === undefined || Array.isArray(file) || file.type !== 'file') return null;
  // Of a file over 1 MB the content is left out.
  if (file.encoding === 'base64') return bytesOf(file.content);
  const blob = orThrow(
    await attemptToFind(operation, async () => await github.rest.git.getBlob({ ...repository, file_sha: file.sha })),
  );
  return blob === null ? null : bytesOf(blob.data.content);
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

async function readObject<Shape>(
  github: GitHub,
  repository: RepositoryName,
  question: { readonly operation: string; readonly text: string },
): Promise<Shape | null> {
  const reply = orThrow(await ask(github, repository, question));
  const { operation } = question;
  return orThrow(partOf<Shape>(reply, { path: ['repository', 'file'], operation, depth: 'all' }));
}

/** Without what decides, nothing can be decided. */
function orThrow<T>(answer: T | Unknown): T {
  if (!isUnknown(answer)) return answer;
  throw new FactsError({
    problem: answer.unknown,
    remedy: 'give the token `contents: read`; to read another repository, give `policy-token` a token that may',
  });
}

function nameOf({ owner, repo }: RepositoryName): string {
  return `${owner}/${repo}`;
}

function plain(path: string): string {
  return path.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
