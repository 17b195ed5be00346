import type { Fact } from '../change/facts.ts';
import type { GitHub } from './client.ts';
import { refusalOf } from './refusal.ts';

type Branch = { readonly owner: string; readonly repo: string; readonly branch: string };

/** Whether an active ruleset lets commits reach a branch by pull requests alone. */
export async function requiresPullRequests(github: GitHub, branch: Branch): Promise<Fact<boolean>> {
  try {
    const rules = await github.paginate(github.rest.repos.getBranchRules, { ...branch, per_page: 100 });
    return rules.some(({ type }) => type === 'pull_request');
  } catch (error) {
    // Unknown is the worse case for whoever asks.
    const refusal = refusalOf(error, 'reading the rules of the branch');
    if (refusal === null) throw error;
    return { unknown: refusal.reason };
  }
}
