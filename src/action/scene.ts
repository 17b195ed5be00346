import { PolicyError } from '../errors.ts';
import { resolveCommit } from '../git/commit.ts';
import type { Repository } from '../git/repository.ts';
import { openRepository } from '../git/repository.ts';
import { treeFiles } from '../git/tree-files.ts';
import type { GitHub } from '../github/client.ts';
import { connect } from '../github/client.ts';
import { loadPolicy } from '../policy/load.ts';
import type { SoundPolicy } from '../ports.ts';
import type { GateEvent } from './event.ts';
import { fetchCommits } from './fetch-commits.ts';
import type { ActionInputs } from './inputs.ts';
import type { Runner } from './runner.ts';

/** Where and what the action judges: inputs, event, the clone with the history that is needed, GitHub. */
export type Scene = {
  readonly inputs: ActionInputs;
  readonly event: GateEvent;
  readonly runner: Runner;
  readonly repository: Repository;
  /** The commit to be deployed. */
  readonly head: string;
  /** Null without a token. */
  readonly github: GitHub | null;
  readonly loadPolicy: () => Promise<SoundPolicy>;
};

type Setting = Pick<Scene, 'inputs' | 'event' | 'runner'>;

/** Opens the clone, fetches the history that it lacks, and finds the commit to judge. */
export async function openScene(setting: Setting): Promise<Scene> {
  const { inputs, event, runner } = setting;
  const opened = await openRepository({ directory: runner.workspace, missingObjects: 'fetch' });
  const head = inputs.head ?? event.head;
  const trusted = trustedRef(event) ?? head;
  const needed = [head, trusted, ...(inputs.base === null ? [] : [inputs.base])];
  const repository = await fetchCommits(opened, { needed, token: inputs.token, log: runner.log });
  return {
    ...setting,
    repository,
    head,
    github: inputs.token === null ? null : connect({ token: inputs.token, apiUrl: runner.apiUrl }),
    loadPolicy: async () =>
      await loadTrusted(repository, { path: inputs.policy, ref: trusted, today: runner.now().slice(0, 10) }),
  };
}

/** The commit whose policy judges a pull request: its base, which the change cannot edit. */
function trustedRef({ pull }: GateEvent): string | null {
  return pull?.baseSha ?? null;
}

type Trusted = { readonly path: string | null; readonly ref: string; readonly today: string };

async function loadTrusted(repository: Repository, { path, ref, today }: Trusted): Promise<SoundPolicy> {
  const { sha } = await resolveCommit(repository, ref);
  const loaded = await loadPolicy({ path, today }, treeFiles(repository, sha));
  if (!loaded.ok) throw new PolicyError(loaded.problems);
  return { policy: loaded.policy, warnings: loaded.warnings };
}
