import { FactsError } from '../errors.ts';
import type { Place } from './run.ts';
import { runGit } from './run.ts';

/** A repository that git opened. */
export type Repository = {
  /** Where to run git: the `.git` directory of the work tree, or the bare repository. */
  readonly place: Place;
  /** History was cut off when it was cloned. */
  readonly isShallow: boolean;
  readonly objectFormat: 'sha1' | 'sha256';
};

type Opening = { readonly directory: string; readonly missingObjects?: Place['missingObjects'] };

/** Finds the repository that a directory is in: a work tree, a linked one, a submodule or a bare repository. */
export async function openRepository({ directory, missingObjects = 'refuse' }: Opening): Promise<Repository> {
  const place = { directory, gitDirectory: null, missingObjects };
  const finding = findGitDirectory(place);
  // Awaited below; a git that is too old is the better reason.
  finding.catch(() => undefined);
  await checkVersion(place);
  const answer = await finding;
  const [gitDirectory = '', isShallow, format] = answer.split('\n');
  const found = Buffer.from(gitDirectory, 'latin1').toString('utf8');
  return {
    place: { directory: found, gitDirectory: found, missingObjects },
    isShallow: isShallow === 'true',
    objectFormat: format === 'sha256' ? 'sha256' : 'sha1',
  };
}

/** The same repository, whose git ends when a signal is aborted. */
export function boundedBy(signal: AbortSignal, { place, ...repository }: Repository): Repository {
  return { ...repository, place: { ...place, signal } };
}

/** Whether history before some commit is missing here. */
export function isShallow(repository: Repository): boolean {
  return repository.isShallow;
}

/** The tree without files, with which a first commit is compared. */
export function emptyTree({ objectFormat }: Repository): string {
  return emptyTrees[objectFormat];
}

const emptyTrees = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
} as const;

const oldest = { major: 2, minor: 30 } as const;

async function checkVersion(place: Place): Promise<void> {
  const words = await runGit(place, { arguments: ['version'] });
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(words) ?? [];
  if (Number(major) > oldest.major || (Number(major) === oldest.major && Number(minor) >= oldest.minor)) return;
  throw new FactsError({
    problem: `\`${words.trim()}\` is too old`,
    remedy: `install git ${oldest.major}.${oldest.minor} or newer`,
  });
}

async function findGitDirectory(place: Place): Promise<string> {
  try {
    return await runGit(place, {
      arguments: ['rev-parse', '--absolute-git-dir', '--is-shallow-repository', '--show-object-format'],
    });
  } catch (cause) {
    if (!(cause instanceof FactsError)) throw cause;
    throw new FactsError({
      problem: `\`${place.directory}\` is no git repository that can be read: ${cause.problem}`,
      remedy:
        'run it inside a clone; where git calls the ownership dubious, run `git config --global --add safe.directory <directory>`',
      cause,
    });
  }
}
