import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { attemptToFind } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';

/** An environment of a repository, as far as it holds up deployments. */
export type EnvironmentFacts =
  | { readonly exists: false }
  | {
      readonly exists: true;
      /** Whether somebody must review a deployment to it. */
      readonly isReviewed: boolean;
      /** Logins, and teams as `owner/team`. */
      readonly reviewers: readonly string[];
      readonly preventsSelfReview: boolean;
      /** From which branches and tags it takes deployments: `listed` ones are told apart. */
      readonly from: 'anywhere' | 'protected-branches' | 'listed';
    };

/** Reads whether an environment exists, and who reviews deployments to it. */
export async function readEnvironment(
  github: GitHub,
  repository: RepositoryName,
  name: string,
): Promise<Fact<EnvironmentFacts>> {
  const operation = `reading the environment \`${name}\``;
  const answer = await attemptToFind(
    operation,
    async () => await github.rest.repos.getEnvironment({ ...repository, environment_name: name }),
  );
  if (answer === null) return { exists: false };
  if (isUnknown(answer)) return answer;
  const rules = (answer.data.protection_rules ?? []).filter(({ type }) => type === 'required_reviewers');
  const reviewers = rules.flatMap((rule) => ('reviewers' in rule ? (rule.reviewers ?? []) : []));
  return {
    exists: true,
    isReviewed: reviewers.length > 0,
    reviewers: reviewers.flatMap((reviewer) => nameOf(reviewer.reviewer, repository)),
    preventsSelfReview: rules.some((rule) => 'prevent_self_review' in rule && rule.prevent_self_review),
    from: originOf(answer.data.deployment_branch_policy ?? null),
  };
}

type BranchPolicy = { readonly protected_branches: boolean; readonly custom_branch_policies: boolean } | null;

function originOf(policy: BranchPolicy): Extract<EnvironmentFacts, { readonly exists: true }>['from'] {
  if (policy === null) return 'anywhere';
  return policy.protected_branches ? 'protected-branches' : 'listed';
}

type Reviewer = { readonly login?: string; readonly slug?: string } | undefined;

/** Teams that review belong to the owner of the repository. */
function nameOf(reviewer: Reviewer, { owner }: RepositoryName): readonly string[] {
  if (reviewer?.login !== undefined) return [reviewer.login];
  return reviewer?.slug === undefined ? [] : [`${owner}/${reviewer.slug}`];
}
