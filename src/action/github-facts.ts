import type { ChangeFacts } from '../change/facts.ts';
import { unknownFacts } from '../change/unknown-facts.ts';
import type { Scene } from './scene.ts';

/** What GitHub adds to the facts of git, and which facts of git it knows better. */
export type GitHubFacts = Pick<ChangeFacts, 'makers' | 'deployments' | 'operations' | 'approvals' | 'checks'> & {
  readonly change: Pick<ChangeFacts['change'], 'authors'>;
};

/** The facts that GitHub alone knows. */
export function gatherGitHubFacts({ github }: Pick<Scene, 'github'>): GitHubFacts {
  const unknown = unknownFacts(github === null ? noToken : notRead);
  const { makers, deployments, operations, approvals, checks, change } = unknown;
  return { makers, deployments, operations, approvals, checks, change: { authors: change.authors } };
}

const noToken = 'only GitHub knows it, and there is no `token` to ask with';
const notRead = 'reviews, checks and deployments are not read from GitHub by this version';
