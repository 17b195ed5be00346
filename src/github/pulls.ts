import { isUnknown } from '../change/facts.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { PullParts } from './pull.ts';
import { pullText, readPull, unknownPull } from './pull.ts';
import { ask } from './query.ts';

/** So many pull requests are asked for at once; GitHub bounds what one query may want. */
const atOnce = 10;

/** Reads pull requests with their lists, each once, several with one query. */
export async function readPulls(
  github: GitHub,
  repository: RepositoryName,
  numbers: readonly number[],
): Promise<readonly PullParts[]> {
  const wanted = [...new Set(numbers)];
  const chunks = Array.from({ length: Math.ceil(wanted.length / atOnce) }, (_, index) =>
    wanted.slice(index * atOnce, (index + 1) * atOnce),
  );
  const read = await Promise.all(chunks.map(async (chunk) => await readChunk(github, repository, chunk)));
  return read.flat();
}

async function readChunk(
  github: GitHub,
  repository: RepositoryName,
  numbers: readonly number[],
): Promise<readonly PullParts[]> {
  const operation = `reading the pull requests ${numbers.map((number) => `#${number}`).join(', ')}`;
  const reply = await ask(github, repository, { operation, text: numbers.map(pullText).join('\n') });
  if (isUnknown(reply)) return numbers.map((number) => unknownPull(number, reply));
  return await Promise.all(numbers.map(async (number) => await readPull({ github, repository, reply }, number)));
}
