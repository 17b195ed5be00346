import type { GitHub } from '../github/client.ts';
import type { Ledger } from '../github/ledger-branch.ts';
import type { Policy } from '../policy/policy.ts';
import type { Setting } from './scene.ts';

/** Where the records of a repository are, and how one gets there. */
export type LedgerAccess = {
  readonly ledger: Ledger;
  /** Null without a token. */
  readonly github: (() => Promise<GitHub>) | null;
  /** What to do where nothing can be written. */
  readonly remedy: string;
};

type Place = Pick<Setting, 'github' | 'central'> & { readonly event: Pick<Setting['event'], 'owner' | 'repository'> };

/** The ledger that a policy names: a branch of the repository itself, or of one that keeps the records of many. */
export function ledgerFor({ event, github, central }: Place, { record }: Pick<Policy, 'record'>): LedgerAccess {
  const { branch, repository } = record;
  const own = { owner: event.owner, repo: event.repository };
  const fullName = `${own.owner}/${own.repo}`;
  if (repository === undefined) {
    return { ledger: { repository: own, branch, folder: '' }, github, remedy: 'give the job `contents: write`' };
  }
  const [owner = '', repo = ''] = repository.split('/');
  const isOwn = repository.toLowerCase() === fullName.toLowerCase();
  return {
    ledger: { repository: { owner, repo }, branch, folder: fullName },
    github: isOwn ? github : central,
    remedy: isOwn ? 'give the job `contents: write`' : remedyFor(repository, { github, central }),
  };
}

function remedyFor(repository: string, { github, central }: Pick<Place, 'github' | 'central'>): string {
  return central === github
    ? `give the input \`policy-token\` a token with \`contents: write\` on ${repository}: \`token\`, which was used, cannot write there`
    : `let the token of the input \`policy-token\` write to ${repository}: it needs \`contents: write\` there`;
}
