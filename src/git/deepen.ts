import type { Repository } from './repository.ts';
import { openRepository } from './repository.ts';
import { runGit } from './run.ts';

type Deepening = {
  readonly repository: Repository;
  readonly remote: string;
  /** Commits that must be here afterwards, as full shas. */
  readonly commits: readonly string[];
};

/** Fetches the whole history, names without contents, into a shallow clone; needs the network. */
export async function deepen({ repository, remote, commits }: Deepening): Promise<Repository> {
  const { directory } = repository.place;
  const fetch = [
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-recurse-submodules',
    '--no-write-fetch-head',
    '--filter=blob:none',
  ];
  const depth = repository.isShallow ? ['--unshallow'] : [];
  await runGit(
    { ...repository.place, missingObjects: 'fetch' },
    { arguments: [...fetch, ...depth, '--end-of-options', remote, ...commits] },
  );
  return openRepository({ directory, missingObjects: repository.place.missingObjects });
}
