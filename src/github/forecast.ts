import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { readApproved, statementsOnPulls } from './approved.ts';
import type { Authorship } from './authorship.ts';
import { authorshipOfPull } from './authorship.ts';
import type { GitHub } from './client.ts';
import type { FactsRequest } from './facts-request.ts';
import type { PullParts } from './pull.ts';
import { readPull } from './pull.ts';
import type { Reply } from './query.ts';
import { viewerOf } from './scene.ts';
import type { SubjectFacts } from './subject-facts.ts';
import { closesOf, makersWith, pullsBehind } from './subject-facts.ts';

type Setting = { readonly request: FactsRequest; readonly reply: Reply; readonly number: number };

/** What is known of a pull request that is to be judged as a forecast. */
export async function gatherPull(github: GitHub, { request, reply, number }: Setting): Promise<SubjectFacts> {
  const { repository, head, teams } = request;
  const parts = await readPull({ github, repository, reply }, number);
  const said = statementsOnPulls([parts], { head, viewer: viewerOf(reply) }).get(number);
  const { approvals, declared, ignored } = await readApproved(github, {
    repository,
    teams,
    approvals: said?.approvals ?? [],
    declarations: said?.declarations ?? [],
    ignored: said?.ignored ?? [],
  });
  const authorship = authorshipAt(head, parts);
  return {
    change: { ...namingOfPull(parts), ...withoutMakers(authorship) },
    makers: makersWith(authorship, request.dispatchedBy),
    approvals,
    declared,
    ignoredCommands: ignored,
    parts: [],
    closes: closesOf([parts]),
    pulls: pullsBehind([parts]),
  };
}

/** The commits that GitHub tells are those of the head as it is now. */
function authorshipAt(head: string, parts: PullParts): Authorship {
  const authorship = authorshipOfPull(parts);
  if (isUnknown(parts.pull) || parts.pull.headRefOid === head) return authorship;
  const moved = { unknown: `pull request #${parts.number} has another head by now, ${parts.pull.headRefOid}` };
  return { author: authorship.author, authors: moved, makers: moved, isBot: moved };
}

function withoutMakers({ author, authors, isBot }: Authorship): Omit<Authorship, 'makers'> {
  return { author, authors, isBot };
}

type Naming = {
  readonly title: Fact<string>;
  readonly labels: Fact<readonly string[]>;
  readonly branch: Fact<string>;
  readonly baseBranch: Fact<string>;
};

function namingOfPull({ pull, labels }: PullParts): Naming {
  if (isUnknown(pull)) return { title: pull, labels, branch: pull, baseBranch: pull };
  return { title: pull.title, labels, branch: pull.headRefName, baseBranch: pull.baseRefName };
}
