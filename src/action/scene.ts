import { FactsError } from '../errors.ts';
import type { Repository } from '../git/repository.ts';
import { openRepository } from '../git/repository.ts';
import type { GitHub } from '../github/client.ts';
import type { SoundPolicy } from '../ports.ts';
import type { RemotePolicies } from './central.ts';
import { findNamed } from './commit-names.ts';
import type { GateEvent } from './event.ts';
import { fetchCommits } from './fetch-commits.ts';
import { trustWorkspace } from './git-settings.ts';
import type { ActionInputs } from './inputs.ts';
import type { Runner } from './runner.ts';
import type { SourceUrls } from './source-url.ts';
import { sourceUrls } from './source-url.ts';
import type { TrustedCommit } from './trust.ts';
import { withSeenBranch } from './seen-branch.ts';
import { branchesToFetch, cloneSource, findTrusted, loadTrusted, readTrustedText } from './trust.ts';

/** What a run knows before it looks at the clone. */
export type Setting = {
  readonly inputs: ActionInputs;
  readonly event: GateEvent;
  readonly runner: Runner;
  /** Null without a token. Its code is loaded when it is first called. */
  readonly github: (() => Promise<GitHub>) | null;
  /** The same as `policy-token` sees it, else as `token`. */
  readonly central: (() => Promise<GitHub>) | null;
  readonly remote: RemotePolicies;
};

/** Where and what the action judges: inputs, event, the clone with the history that is needed, GitHub. */
export type Scene = Setting & {
  readonly repository: Repository;
  /** The sha of the commit to be deployed. */
  readonly head: string;
  /** Why something could not be fetched; null if nothing is missing. */
  readonly failure: string | null;
  /** What the reader should know about how it was judged. */
  readonly notes: readonly string[];
  readonly sourceUrls: SourceUrls;
  /** The commit whose policy judges. */
  readonly trusted: TrustedCommit;
  readonly loadPolicy: () => Promise<SoundPolicy>;
  /** The policy as a commit of the trusted branch had it; throws a `GateError` where there is no sound one. */
  readonly policyAt: (sha: string) => Promise<SoundPolicy>;
  /** Reads a file of the commit whose policy judges; null: there is none. */
  readonly readTrusted: (path: string) => Promise<string | null>;
};

/** Opens the clone, fetches the history that it lacks, and finds the commit to judge and the policy that judges it. */
export async function openScene(setting: Setting): Promise<Scene> {
  const { inputs, runner, github, remote } = setting;
  const wanted = inputs.head ?? setting.event.head ?? headMissing(setting.event);
  const clone = await openClone(runner.workspace);
  const { repository, failure } = await fetchCommits(clone, {
    commits: commitsOf(setting.event),
    branches: branchesToFetch(setting.event),
    names: [inputs.head, inputs.base].filter((name) => name !== null),
    token: inputs.token,
  });
  const head = await findHead(repository, { wanted, failure, isInput: inputs.head !== null });
  const source = cloneSource(repository);
  const event = await withSeenBranch(setting.event, repository);
  const place = { event, source, remote, path: inputs.policy, today: runner.now().slice(0, 10), github };
  const trusted = await findTrusted(place);
  return {
    ...setting,
    event,
    repository,
    head,
    failure,
    notes: [...(failure === null ? [] : [failure]), ...trusted.notes],
    sourceUrls: sourceUrls({ serverUrl: runner.serverUrl, event, sha: trusted.sha }),
    trusted,
    loadPolicy: () => loadTrusted(place, trusted),
    policyAt: (sha) => loadTrusted(place, { ...trusted, sha }),
    readTrusted: (path) => readTrustedText(place, { trusted, path }),
  };
}

function commitsOf({ head, pull, mergeGroup }: GateEvent): readonly string[] {
  return [head, pull?.baseSha, mergeGroup?.baseSha].filter((sha) => typeof sha === 'string');
}

/** For an event that names no commit, where the input `head` does not either. */
export function headMissing({ name }: GateEvent): never {
  throw new FactsError({
    problem: `the event \`${name}\` does not say which commit is to be deployed`,
    remedy: `give the input \`head\`, or run on push, pull_request, merge_group or workflow_dispatch${hints[name] ?? ''}`,
  });
}

const hints: Readonly<Record<string, string>> = {
  issue_comment: '; on comments let the job run `if: github.event.issue.pull_request`',
};

/** The repository that the workspace holds. */
export async function openClone(workspace: string): Promise<Repository> {
  trustWorkspace(workspace);
  try {
    return await openRepository({ directory: workspace, missingObjects: 'fetch' });
  } catch (cause) {
    if (!(cause instanceof FactsError)) throw cause;
    const remedy = 'put a step with `actions/checkout` before it';
    throw new FactsError({ problem: cause.problem, remedy, cause });
  }
}

type Sought = { readonly wanted: string; readonly failure: string | null; readonly isInput: boolean };

async function findHead(repository: Repository, { wanted, failure, isInput }: Sought): Promise<string> {
  const [sha = null] = await findNamed(repository, [wanted]);
  if (sha !== null) return sha;
  const named = isInput ? `the input \`head\` is \`${wanted}\`` : `the event names the commit ${wanted.slice(0, 12)}`;
  throw new FactsError({
    problem: `${named}, but this repository has no such commit${failure === null ? '' : `: ${failure}`}`,
    remedy: isInput
      ? 'name a commit, a branch or a tag of the repository'
      : 'check out the repository that the event is about, with `contents: read`',
  });
}
