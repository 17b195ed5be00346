import { instantInUtc } from '../change/instant.ts';
import type { FactsProblem } from '../change/schema-problems.ts';
import { wordErrors } from '../change/schema-problems.ts';
import type { DeploymentsFile, SeenDeployment } from './told.ts';
import { validateDeployments } from './validate-deployments.generated.js';

/** The statuses of a deployment that say how it went, whatever they come from. */
type Status = { readonly state: string; readonly createdAt: string };

export type ParsedDeployments =
  | { readonly ok: true; readonly deployments: readonly SeenDeployment[] }
  | { readonly ok: false; readonly problems: readonly FactsProblem[] };

/** Reads deployments, already parsed from JSON. `repository` is whose they are where they do not say it. */
export function parseDeployments(document: unknown, repository: string | null): ParsedDeployments {
  if (!validateDeployments(document))
    return { ok: false, problems: wordErrors(validateDeployments.errors ?? [], 'key') };
  const problems = document.flatMap(wrongInstants);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, deployments: document.map((each) => deploymentOf(each, repository)) };
}

function deploymentOf(given: DeploymentsFile[number], repository: string | null): SeenDeployment {
  const { environment, sha, createdAt, creator = null, statuses } = given;
  const words = wordsOf(statuses);
  return { repository: given.repository ?? repository, environment, head: sha, createdAt, by: creator, words };
}

/** What statuses say of how a deployment went, oldest first. */
export function wordsOf(statuses: readonly Status[]): SeenDeployment['words'] {
  const words = statuses.flatMap(({ state, createdAt }) => {
    const word = wordBy[state.toLowerCase()];
    return word === undefined ? [] : [{ word, at: createdAt }];
  });
  return words.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

const wordBy: Readonly<Record<string, 'success' | 'failure'>> = {
  success: 'success',
  failure: 'failure',
  error: 'failure',
};

function wrongInstants({ createdAt, statuses }: DeploymentsFile[number], index: number): readonly FactsProblem[] {
  const instants = [
    { pointer: `/${index}/createdAt`, text: createdAt },
    ...statuses.map((status, place) => ({ pointer: `/${index}/statuses/${place}/createdAt`, text: status.createdAt })),
  ];
  return instants
    .filter(({ text }) => instantInUtc(text) === null)
    .map(({ pointer, text }) => ({ pointer, problem: `\`${text.slice(0, 60)}\` is no instant`, remedy: null }));
}
