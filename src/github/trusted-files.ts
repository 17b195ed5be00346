import { FactsError } from '../errors.ts';
import { isUnknown } from '../change/facts.ts';
import type { Unknown } from '../change/facts.ts';
import type { PolicyFiles, RemotePolicy } from '../policy/files.ts';
import { attemptToFind } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { ask, literal, partOf } from './query.ts';

export type Tree = { readonly repository: RepositoryName; readonly commit: string };

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

/** What to do where a policy of another repository cannot be read. */
type Remedies = { readonly remedyFor: (repository: string) => string };

/**
 * Reads policies of other repositories, `owner/repo//path@ref`, with the token of the client. Each is read once, and a
 * name means one commit from then on, so that nothing changes while it is judged.
 */
export function remotePolicies(github: GitHub, { remedyFor }: Remedies): Required<Pick<PolicyFiles, 'readRemote'>> {
  const commits = new Map<string, Promise<string | null>>();
  const policies = new Map<string, Promise<RemotePolicy | null>>();
  return {
    readRemote: async (reference) => {
      const repository = { owner: reference.owner, repo: reference.repository };
      try {
        return await once(policies, reference.text, async () => {
          const at = `${nameOf(repository)}@${reference.ref}`;
          const commit = await once(commits, at, async () => await resolveRef(github, repository, reference.ref));
          return commit === null ? null : await readPolicyAt(github, { repository, commit, path: reference.path });
        });
      } catch (error) {
        if (!(error instanceof FactsError)) throw error;
        throw new FactsError({ problem: error.problem, remedy: remedyFor(nameOf(repository)), cause: error });
      }
    },
  };
}

async function once<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? read();
  known.set(key, found);
  return await found;
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

async function readPolicyAt(github: GitHub, { repository, commit, path }: Place): Promise<RemotePolicy | null> {
  const files = trustedFiles(github, { repository, commit });
  const names = await files.list(path);
  const paths =
    names === null
      ? [plain(path)]
      : names.filter((name) => /\.ya?ml$/.test(name)).map((name) => joined(plain(path), name));
  const read = await Promise.all(paths.map(async (each) => ({ path: each, content: await files.read(each) })));
  const found = read.flatMap(({ path: at, content }) => (content === null ? [] : [{ path: at, content }]));
  return names === null && found.length === 0 ? null : { commit, files: found };
}

type Place = Tree & { readonly path: string };
type Entry = { readonly name: string; readonly content: Uint8Array | null };

type GraphTree = {
  readonly entries?: readonly {
    readonly name: string;
    readonly type: string;
    readonly object: GraphBlob | null;
  }[];
};

export type GraphBlob = {
  readonly byteSize?: number;
  readonly isTruncated?: boolean;
  readonly text?: string | null;
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
export function wholeText(blob: GraphBlob | null): Uint8Array | null {
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

/** The answer; without what decides, nothing can be decided. */
export function orThrow<T>(answer: T | Unknown): T {
  if (!isUnknown(answer)) return answer;
  throw new FactsError({
    problem: answer.unknown,
    remedy: 'give the token `contents: read`',
  });
}

export function nameOf({ owner, repo }: RepositoryName): string {
  return `${owner}/${repo}`;
}

function plain(path: string): string {
  return path.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
