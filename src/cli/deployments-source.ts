import { environmentsOf } from '../approval/routes.ts';
import { isUnknown } from '../change/facts.ts';
import { InputError } from '../errors.ts';
import { sameLogin } from '../github/actor.ts';
import type { RepositoryName } from '../github/client.ts';
import { parseDeployments, wordsOf } from '../metrics/read-deployments.ts';
import type { SeenDeployment } from '../metrics/told.ts';
import type { Policy } from '../policy/policy.ts';
import { isoOf } from '../schedule/instant.ts';
import { readInputText } from './input-text.ts';
import { readJson } from './json-text.ts';
import type { Options } from './options.ts';
import type { World } from './world.ts';

type Asked = {
  readonly options: Options;
  readonly world: World;
  readonly policy: Pick<Policy, 'approvals'>;
  readonly environments: readonly string[];
  /** The first instant that is asked about. */
  readonly from: number;
  /** Whose changes the ledger is about. */
  readonly repositories: readonly (string | null)[];
};

/** The deployments that a command line wants looked at, and why they could not be. */
export type Deployments = {
  /** Null: nobody wants it, or it was in vain. */
  readonly deployments: readonly SeenDeployment[] | null;
  readonly unknown: readonly string[];
};

/** Looks at deployments on GitHub or in a file, if a command line says so. */
export async function openDeployments(asked: Asked): Promise<Deployments> {
  const [repository, file] = [asked.options.value('github'), asked.options.value('deployments')];
  if (file !== null && repository !== null) throw bothAsked();
  if (file !== null) return { deployments: await readFrom(file, asked), unknown: [] };
  return repository === null ? { deployments: null, unknown: [] } : await askGitHub(repository, asked);
}

function bothAsked(): InputError {
  return new InputError({
    problem: '`--deployments` does not go with `--github`',
    remedy: 'let the deployments come from one place',
  });
}

async function askGitHub(text: string, asked: Asked): Promise<Deployments> {
  const { world, policy, environments, from, repositories } = asked;
  const repository = repositoryNamed(text);
  const token = world.env['GITHUB_TOKEN'] ?? world.env['GH_TOKEN'] ?? '';
  if (token === '') throw noToken();
  const [{ connection }, { listDeployments }] = await Promise.all([
    import('../action/connect.ts'),
    import('../github/deployment-history.ts'),
  ]);
  const connect = connection({ token, apiUrl: world.env['GITHUB_API_URL'] ?? 'https://api.github.com' });
  if (connect === null) throw noToken();
  const github = await connect();
  // GitHub takes any case; records have the one that GitHub writes.
  const name = repositories.find((each) => each !== null && sameLogin(each, text)) ?? text;
  const deployments: SeenDeployment[] = [];
  for (const environment of environments) {
    const sought = { environments: environmentsOf(policy.approvals, environment), since: isoOf(from) };
    const found = await listDeployments(github, repository, sought);
    if (isUnknown(found)) return { deployments: null, unknown: [`the deployments are not known: ${found.unknown}`] };
    deployments.push(
      ...found.map(({ sha, createdAt, creator, statuses }) => ({
        repository: name,
        environment,
        head: sha,
        createdAt,
        by: creator,
        words: wordsOf(statuses),
      })),
    );
  }
  return { deployments, unknown: [] };
}

function repositoryNamed(text: string): RepositoryName {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(text) ?? [];
  if (owner !== undefined && repo !== undefined) return { owner, repo };
  throw new InputError({ problem: `\`--github ${text}\` is no repository`, remedy: 'write it as `owner/name`' });
}

function noToken(): InputError {
  return new InputError({
    problem: '`--github` needs a token, and `GITHUB_TOKEN` is not set',
    remedy: 'set it to a token that may read deployments; in a workflow: `env: { GITHUB_TOKEN: ${{ github.token }} }`',
  });
}

const largestBytes = 200_000_000;
const mostProblems = 20;

async function readFrom(file: string, { world, repositories, policy, environments }: Asked) {
  const name = file === '-' ? 'standard input' : file;
  const json = readJson(await readInputText({ file, noun: 'the list of deployments', largestBytes }, world));
  const code = { file: name, severity: 'error', code: 'deployments/wrong' } as const;
  if (!json.ok) throw wrongList(json.faults.map((fault) => ({ ...code, ...fault })));
  const [first = null] = repositories;
  const parsed = parseDeployments(json.value, repositories.length === 1 ? first : null);
  if (parsed.ok) {
    const judged = new Map(
      environments.flatMap((each) => environmentsOf(policy.approvals, each).map((one) => [one, each])),
    );
    return withRepository(parsed.deployments, { name, repositories }).map((each) => ({
      ...each,
      environment: judged.get(each.environment) ?? each.environment,
    }));
  }
  const { placeOf } = json;
  throw wrongList(
    parsed.problems.map(({ pointer, problem, remedy }) => ({
      ...code,
      ...placeOf(pointer),
      remedy,
      problem: pointer === '' ? problem : `${pointer}: ${problem}`,
    })),
  );
}

function wrongList(problems: InputError['problems']): InputError {
  return new InputError({
    problem: `this is no list of deployments: it has ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`,
    remedy: '`change-gate schema deployments` prints what a list holds',
    problems: problems.slice(0, mostProblems),
  });
}

type Whose = { readonly name: string; readonly repositories: Asked['repositories'] };

function withRepository(
  deployments: readonly SeenDeployment[],
  { name, repositories }: Whose,
): readonly SeenDeployment[] {
  const isTold = deployments.every(({ repository }) => repository !== null);
  if (isTold || repositories.length < 2) return deployments;
  throw new InputError({
    problem: `deployments in \`${name}\` name no \`repository\`, and the ledger has records of ${repositories.length}`,
    remedy: 'add `"repository": "owner/name"` to each of them',
  });
}
