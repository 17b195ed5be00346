import { connection } from '../action/connect.ts';
import { environmentsOf } from '../approval/routes.ts';
import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { InputError } from '../errors.ts';
import { sameLogin } from '../github/actor.ts';
import type { GitHub, RepositoryName } from '../github/client.ts';
import { listDeployments } from '../github/deployment-history.ts';
import { listReviews } from '../github/review-list.ts';
import { wordsOf } from '../metrics/read-deployments.ts';
import type { SeenDeployment } from '../metrics/told.ts';
import { isoOf } from '../schedule/instant.ts';
import type { Asked, BesideLedger } from './deployments-source.ts';

/** Asks GitHub for deployments and reviews; what it refuses is not known, and the rest is told. */
export async function lookBeside(text: string, asked: Asked): Promise<BesideLedger> {
  const repository = repositoryNamed(text);
  const github = await connect(asked);
  // GitHub takes any case; records have the one that GitHub writes.
  const name = asked.repositories.find((each) => each !== null && sameLogin(each, text)) ?? text;
  const [deployments, reviews] = await Promise.all([
    deploymentsOf(github, { repository, name, asked }),
    listReviews(github, repository, asked.policy.reviews.label),
  ]);
  return {
    deployments: isUnknown(deployments) ? null : deployments,
    reviews: isUnknown(reviews) ? null : { repository: name, issues: reviews },
    unknown: [...unknownWords('deployments', deployments), ...unknownWords('post-implementation reviews', reviews)],
  };
}

function unknownWords(what: string, fact: Fact<unknown>): readonly string[] {
  return isUnknown(fact) ? [`the ${what} are not known: ${fact.unknown}`] : [];
}

function repositoryNamed(text: string): RepositoryName {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(text) ?? [];
  if (owner !== undefined && repo !== undefined) return { owner, repo };
  throw new InputError({ problem: `\`--github ${text}\` is no repository`, remedy: 'write it as `owner/name`' });
}

async function connect({ world: { env } }: Asked): Promise<GitHub> {
  const token = env['GITHUB_TOKEN'] ?? env['GH_TOKEN'] ?? '';
  const apiUrl = env['GITHUB_API_URL'] ?? 'https://api.github.com';
  const open = connection({ token: token === '' ? null : token, apiUrl });
  if (open !== null) return await open();
  throw new InputError({
    problem: '`--github` needs a token, and `GITHUB_TOKEN` is not set',
    remedy:
      'set it to a token that may read deployments and issues; in a workflow: `env: { GITHUB_TOKEN: ${{ github.token }} }`',
  });
}

type Sought = { readonly repository: RepositoryName; readonly name: string; readonly asked: Asked };

async function deploymentsOf(
  github: GitHub,
  { repository, name, asked }: Sought,
): Promise<Fact<readonly SeenDeployment[]>> {
  const { policy, environments, from } = asked;
  const all: SeenDeployment[] = [];
  for (const environment of environments) {
    const sought = { environments: environmentsOf(policy.approvals, environment), since: isoOf(from) };
    const found = await listDeployments(github, repository, sought);
    if (isUnknown(found)) return found;
    for (const { sha, createdAt, creator, statuses } of found) {
      all.push({ repository: name, environment, head: sha, createdAt, by: creator, words: wordsOf(statuses) });
    }
  }
  return all;
}
