import { resolve } from 'node:path';
import { isUnknown } from '../change/facts.ts';
import { mayBeAbout, parseRecordPath } from '../decision/record-file.ts';
import type { ChangeRecord } from '../decision/record.ts';
import { FactsError, InputError } from '../errors.ts';
import { findCommits } from '../git/commit.ts';
import { fetchedLedger, readLedger } from '../git/ledger.ts';
import { openRepository } from '../git/repository.ts';
import type { Repository } from '../git/repository.ts';
import { blameChanges } from '../history/deployed.ts';
import type { Blame, DeployedHead } from '../history/deployed.ts';
import { recordedDeployments } from '../history/recorded-outcomes.ts';
import { readRecordFile } from '../history/records.ts';
import type { Policy } from '../policy/policy.ts';
import type { DeploymentEvidence } from '../report/backtest-sources.ts';
import type { OptionSpec, Options } from './options.ts';
import type { World } from './world.ts';

export const githubOption: OptionSpec = {
  kind: 'value',
  value: 'OWNER/REPO',
  help: 'also ask GitHub which deployments failed, with the token in `GITHUB_TOKEN` or `GH_TOKEN`',
};

type Line = Parameters<typeof blameChanges>[1] & {
  /** When the oldest change was made that is looked at, ISO 8601. */
  readonly since: string;
};

type Told = { readonly blame: Blame; readonly told: DeploymentEvidence | null };

/** Where it is told how deployments went. */
export interface DeploymentSource {
  /** What the ledger of the repository, if there is one, and GitHub, if it was named, say of the changes on a line. */
  readonly blame: (line: Line) => Promise<Told>;
}

type Asking = { readonly world: World; readonly policy: Policy };

/** Reads the ledger, and what the command line says of GitHub, before the long work begins. */
export async function openDeployments(options: Options, { world, policy }: Asking): Promise<DeploymentSource> {
  const environment = options.value('environment') ?? 'production';
  const github = githubOf(options, world);
  const repository = await openRepository({ directory: resolve(world.cwd, options.value('repo') ?? '.') });
  const recorded = await readRecorded(repository, { branch: policy.record.branch, environment });
  return {
    async blame(line) {
      const asked = github === null ? null : await askGitHub(github, { environment, since: line.since });
      const sources = [
        ...(recorded === null ? [] : [{ name: `the records on \`${policy.record.branch}\``, deployed: recorded }]),
        ...(asked === null ? [] : [{ name: 'GitHub', deployed: asked }]),
      ];
      const blame = blameChanges(
        sources.flatMap(({ deployed }) => deployed),
        line,
      );
      const told = { environment, sources: sources.map(({ name }) => name), ...blame.counts };
      return { blame, told: sources.length === 0 ? null : told };
    },
  };
}

type Place = { readonly branch: string; readonly environment: string };

/** No more records are read than in years of many deployments a day. */
const mostRecords = 100_000;

/** How recorded deployments ended; null where the repository has no ledger. */
async function readRecorded(
  repository: Repository,
  { branch, environment }: Place,
): Promise<readonly DeployedHead[] | null> {
  const refs = [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`, fetchedLedger];
  const found = await findCommits(repository, refs);
  const ref = refs.find((_, index) => found[index] !== null);
  if (ref === undefined) return null;
  const { files } = await readLedger(repository, {
    ref,
    isWanted: (path) => {
      const name = parseRecordPath(path);
      return name !== null && mayBeAbout(environment, name);
    },
    atMost: mostRecords,
  });
  const records: ChangeRecord[] = [];
  for await (const file of files) {
    const read = readRecordFile(file);
    if (read.kind === 'record') records.push(read.record);
  }
  return recordedDeployments(records, environment);
}

type Named = { readonly owner: string; readonly repo: string; readonly token: string; readonly apiUrl: string };

function githubOf(options: Options, { env }: World): Named | null {
  const named = options.value('github');
  if (named === null) return null;
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(named) ?? [];
  if (owner === undefined || repo === undefined) {
    throw new InputError({
      problem: `\`--github ${named}\` names no repository`,
      remedy: 'write owner and name, like `acme/shop`',
    });
  }
  const token = [env['GITHUB_TOKEN'], env['GH_TOKEN']].find((text) => text !== undefined && text !== '');
  if (token === undefined) {
    throw new InputError({
      problem: '`--github` needs a token, and neither `GITHUB_TOKEN` nor `GH_TOKEN` is set',
      remedy: 'set one that may read deployments, like `GH_TOKEN=$(gh auth token)`',
    });
  }
  return { owner, repo, token, apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com' };
}

type Span = { readonly environment: string; readonly since: string };

async function askGitHub({ token, apiUrl, ...repository }: Named, span: Span): Promise<readonly DeployedHead[]> {
  const [{ connect }, { readDeploymentOutcomes }] = await Promise.all([
    import('../github/client.ts'),
    import('../github/deployment-outcomes.ts'),
  ]);
  const found = await readDeploymentOutcomes(connect({ token, apiUrl }), repository, span);
  if (!isUnknown(found)) return found;
  throw new FactsError({
    problem: found.unknown,
    remedy: 'leave `--github` out, or give a token that may read deployments',
  });
}
