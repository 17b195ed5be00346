import type { Fact } from '../change/facts.ts';
import { FactsError } from '../errors.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run.ts';

/** An object as git stores it; its content is one character a byte. */
export type GitObject = { readonly sha: string; readonly type: string; readonly content: string };

/** Reads objects by name (`HEAD^{commit}`, `<sha>:<path>`), all in one process; null where there is none. */
export async function readObjects(
  repository: Repository,
  names: readonly string[],
): Promise<readonly (GitObject | null)[]> {
  for (const name of names) checkName(name);
  const output = await runGit(repository.place, { arguments: ['cat-file', '--batch'], input: `${names.join('\n')}\n` });
  const objects: (GitObject | null)[] = [];
  let offset = 0;
  while (objects.length < names.length && offset < output.length) {
    const lineEnd = output.indexOf('\n', offset);
    const header = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(output.slice(offset, lineEnd));
    offset = lineEnd + 1;
    const [, sha = '', type = '', size = '0'] = header ?? [];
    objects.push(header === null ? null : { sha, type, content: output.slice(offset, offset + Number(size)) });
    if (header !== null) offset += Number(size) + 1;
  }
  return names.map((_, index) => objects[index] ?? null);
}

type FileAt = { readonly ref: string; readonly path: string };

/** The text of a file in a commit; null if there is none, unknown if a partial clone lacks it. */
export async function readFileAt(repository: Repository, file: FileAt): Promise<Fact<string> | null> {
  const [text = null] = await readFilesAt(repository, [file]);
  return text;
}

/** The same for several, in one process. */
export async function readFilesAt(
  repository: Repository,
  files: readonly FileAt[],
): Promise<readonly (Fact<string> | null)[]> {
  const names = files.map(({ ref, path }) => `${ref}:${path}`);
  try {
    return (await readObjects(repository, names)).map(textOf);
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
    // Git gives up on the first object that a partial clone lacks; asked one by one, it is known which those are.
    return Promise.all(names.map((name) => readAlone(repository, name)));
  }
}

async function readAlone(repository: Repository, name: string): Promise<Fact<string> | null> {
  try {
    const [object = null] = await readObjects(repository, [name]);
    return textOf(object);
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
    // Unknown is the worse case for whoever asks.
    return { unknown: `the clone lacks \`${name}\`; run \`git show ${name}\` in it to fetch it` };
  }
}

function textOf(object: GitObject | null): string | null {
  return object?.type === 'blob' ? utf8(object.content) : null;
}

/** Text from bytes that are one character each. */
export function utf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function checkName(name: string): void {
  // eslint-disable-next-line no-control-regex -- a control character in a name would end the line that git reads
  if (!/[\u0000-\u001f]/.test(name)) return;
  throw new FactsError({
    problem: `\`${name}\` holds a control character`,
    remedy: 'name a branch, a tag or a commit',
  });
}
