import type { Fact, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { branchText } from './branch-rules.ts';
import { headText } from './checks.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { environmentText } from './deployment-branches.ts';
import type { DeploymentQuery } from './deployment-list.ts';
import { deploymentList } from './deployment-list.ts';
import type { IncidentQuery } from './incidents.ts';
import { incidentTexts } from './incidents.ts';
import { firstPage } from './list.ts';
import { reviewText } from './open-reviews.ts';
import { alias } from './pull-lists.ts';
import { pullText } from './pull.ts';
import type { Reply } from './query.ts';
import { ask, partOf } from './query.ts';

type Wanted = {
  readonly head: string;
  readonly pull: number | null;
  readonly deployments: DeploymentQuery;
  /** A branch whose rules are asked for, and an environment; null: none. */
  readonly branch: string | null;
  readonly environment: string | null;
  readonly incidents: IncidentQuery;
  readonly reviewLabel: string;
};

/** Asks with one query for everything whose name is known beforehand. */
export async function readScene(github: GitHub, repository: RepositoryName, wanted: Wanted): Promise<Reply | Unknown> {
  const texts = textsOf(wanted);
  const reply = await askFor(github, repository, texts);
  if (isUnknown(reply)) return reply;
  // Where GitHub refuses something that it promises to tell, it leaves out everything beside it too: ask without that.
  const refused = namesThatHideAll(reply);
  const rest = texts.filter(({ name }) => !refused.includes(name));
  if (refused.length === 0 || rest.length === texts.length) return reply;
  const again = await askFor(github, repository, rest);
  return isUnknown(again) ? again : { data: again.data, problems: [...reply.problems, ...again.problems] };
}

type Text = { readonly name: string; readonly text: string };

function textsOf({ head, pull, deployments, incidents, reviewLabel, branch, environment }: Wanted): readonly Text[] {
  return [
    { name: 'head', text: headText(head) },
    { name: 'deployments', text: firstPage(deploymentList(deployments)) },
    ...incidentTexts(incidents),
    reviewText(reviewLabel),
    ...(pull === null ? [] : [{ name: alias(pull), text: pullText(pull) }]),
    ...(branch === null ? [] : [{ name: 'branch', text: branchText(branch) }]),
    ...(environment === null ? [] : [{ name: 'environment', text: environmentText(environment) }]),
  ];
}

async function askFor(github: GitHub, repository: RepositoryName, texts: readonly Text[]): Promise<Reply | Unknown> {
  const operation = 'reading the state of the repository';
  return await ask(github, repository, { operation, text: texts.map(({ text }) => text).join('\n') });
}

function namesThatHideAll(reply: Reply): readonly string[] {
  const isThere = partOf(reply, { path: ['repository'], operation: '', depth: 'itself' }) !== null;
  return isThere ? [] : reply.problems.flatMap(({ path: [, name] }) => name ?? []);
}

/** The account that the token acts as. */
export function viewerOf(reply: Reply): Fact<string> {
  const operation = 'reading whose token it is';
  const viewer = partOf<{ readonly login: string }>(reply, { path: ['viewer'], operation, depth: 'all' });
  return isUnknown(viewer) ? viewer : (viewer?.login ?? { unknown: 'GitHub does not say whose token it is' });
}
