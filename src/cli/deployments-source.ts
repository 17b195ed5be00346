import { environmentsOf } from '../approval/routes.ts';
import { InputError } from '../errors.ts';
import { parseDeployments } from '../metrics/read-deployments.ts';
import type { SeenDeployment, Told } from '../metrics/told.ts';
import type { Policy } from '../policy/policy.ts';
import { readInputText } from './input-text.ts';
import { readJson } from './json-text.ts';
import type { Options } from './options.ts';
import type { World } from './world.ts';

export type Asked = {
  readonly options: Options;
  readonly world: World;
  readonly policy: Pick<Policy, 'approvals' | 'reviews'>;
  readonly environments: readonly string[];
  /** The first instant that is asked about. */
  readonly from: number;
  /** Whose changes the ledger is about. */
  readonly repositories: readonly (string | null)[];
};

/** What a command line wants looked at beside the ledger, and why it could not be. */
export type BesideLedger = Pick<Told, 'deployments' | 'reviews'> & {
  readonly unknown: readonly string[];
};

/** Looks at deployments on GitHub or in a file, and at reviews on GitHub, if a command line says so. */
export async function openDeployments(asked: Asked): Promise<BesideLedger> {
  const [repository, file] = [asked.options.value('github'), asked.options.value('deployments')];
  if (file !== null && repository !== null) throw bothAsked();
  if (file !== null) return { ...nothing, deployments: await readFrom(file, asked) };
  return repository === null ? nothing : await askGitHub(repository, asked);
}

const nothing: BesideLedger = { deployments: null, reviews: null, unknown: [] };

function bothAsked(): InputError {
  return new InputError({
    problem: '`--deployments` does not go with `--github`',
    remedy: 'let the deployments come from one place',
  });
}

async function askGitHub(text: string, asked: Asked): Promise<BesideLedger> {
  const { lookBeside } = await import('./beside-ledger.ts');
  return await lookBeside(text, asked);
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
