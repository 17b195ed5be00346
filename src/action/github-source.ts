import type { GitHub, RepositoryName } from '../github/client.ts';
import { resolveRef, trustedFiles } from '../github/trusted-files.ts';
import { trustedRepository } from '../github/trusted-repository.ts';
import type { TrustedSource } from './trust.ts';

/** The branches of a repository as GitHub has them, where there is no clone. */
export function gitHubSource(github: GitHub, repository: RepositoryName): TrustedSource {
  return {
    tipOf: async (branch) => await resolveRef(github, repository, `refs/heads/${branch}`),
    filesAt: (commit) => ({
      ...trustedFiles(github, { repository, commit }),
      repository: trustedRepository(github, { repository, commit }),
    }),
  };
}
