import type { Fact, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { attemptToFind } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { ListQuery } from './list.ts';
import { firstPage, pageInfo, readWholeList } from './list.ts';
import { readPages } from './pages.ts';
import type { Reply } from './query.ts';
import { ask, literal, partOf } from './query.ts';

/** A workflow that a ruleset demands: where its file is, and at which ref or commit if the ruleset says so. */
export type RequiredWorkflow = {
  readonly path: string;
  readonly ref: string | null;
  readonly sha: string | null;
  readonly repositoryId: number;
};

/** How a branch is protected: by rulesets, and by the older kind of branch protection. */
export type BranchState = {
  readonly rules: Fact<readonly BranchRule[]>;
  readonly protection: Fact<Protection>;
};

export type BranchRule = { readonly requiresPulls: boolean; readonly workflows: readonly RequiredWorkflow[] };

/** `hidden`: there is one, and whether it requires pull requests only an administrator may see. */
type Protection = 'none' | 'requires-pulls' | 'requires-none' | 'hidden';

type Source = { readonly github: GitHub; readonly repository: RepositoryName; readonly reply: Reply };

/** What is asked below `repository` about a branch. */
export function branchText(branch: string): string {
  const protection = 'refUpdateRule { requiredApprovingReviewCount } branchProtectionRule { requiresApprovingReviews }';
  return `${branchAlias(branch)} { ${protection} } ${firstPage(ruleList(branch))}`;
}

/** How a branch is protected, out of a reply that `branchText` asked for. */
export async function readBranchState(source: Source, branch: string): Promise<BranchState> {
  const told = await readWholeList(source, ruleList(branch));
  // What GraphQL does not tell, REST tells to every token.
  const rules = isUnknown(told) ? await listRules(source, branch) : told.map(ruleOf);
  return { rules, protection: protectionIn(source.reply, branch) };
}

/** Whether commits reach a branch by pull requests alone, as far as the token may see. */
export function requiresPulls({ rules, protection }: BranchState, branch: string): Fact<boolean> {
  if (!isUnknown(rules) && rules.some((rule) => rule.requiresPulls)) return true;
  if (protection === 'requires-pulls') return true;
  if (isUnknown(rules)) return rules;
  if (isUnknown(protection)) return protection;
  return protection === 'hidden' ? hidden(branch) : false;
}

/** The same of a branch about which nothing was asked yet. */
export async function readRequiresPulls(
  github: GitHub,
  repository: RepositoryName,
  branch: string,
): Promise<Fact<boolean>> {
  const reply = await ask(github, repository, { operation: operationOn(branch), text: branchText(branch) });
  if (isUnknown(reply)) return reply;
  const state = await readBranchState({ github, repository, reply }, branch);
  const told = requiresPulls(state, branch);
  return told === false && isSilent(state) ? await seenFromAfar(github, { repository, branch }) : told;
}

/** The same of a branch that is not there yet, of which rulesets alone can be seen. */
export async function readRequiresPullsOfNew(
  github: GitHub,
  repository: RepositoryName,
  branch: string,
): Promise<Fact<boolean>> {
  const rules = await listRules({ github, repository }, branch);
  if (isUnknown(rules)) return rules;
  return rules.some((rule) => rule.requiresPulls) ? true : notThere;
}

const notThere = {
  unknown: 'no ruleset requires pull requests, and branch protection of branches that are not there yet cannot be seen',
};

function operationOn(branch: string): string {
  return `reading the rules of the branch \`${branch}\``;
}

function hidden(branch: string): Unknown {
  return {
    unknown: `\`${branch}\` has branch protection, and whether it requires pull requests only a token with \`administration: read\` may see; a ruleset that requires them every token can`,
  };
}

function isSilent({ rules, protection }: BranchState): boolean {
  return !isUnknown(rules) && rules.length === 0 && protection === 'none';
}

/** GitHub tells every token that a branch is protected, even where it does not say how. */
async function seenFromAfar(
  github: GitHub,
  { repository, branch }: { readonly repository: RepositoryName; readonly branch: string },
): Promise<Fact<boolean>> {
  const answer = await attemptToFind(
    operationOn(branch),
    async () => await github.rest.repos.getBranch({ ...repository, branch }),
  );
  if (answer === null) return notThere;
  if (isUnknown(answer)) return answer;
  return answer.data.protected ? hidden(branch) : false;
}

type RuleNode = {
  readonly type: string;
  readonly parameters: { readonly workflows?: readonly RequiredWorkflow[] } | null;
};

/** The rules that are in force for the branch. */
function ruleList(branch: string): ListQuery<RuleNode> {
  const workflows = '... on WorkflowsParameters { workflows { path ref sha repositoryId } }';
  const nodes = `nodes { type parameters { ${workflows} } } ${pageInfo}`;
  return {
    operation: operationOn(branch),
    path: ['branch', 'rules'],
    text: (page) => `${branchAlias(branch)} { rules(${page}) { ${nodes} } }`,
    atMost: 1_000,
  };
}

function branchAlias(branch: string): string {
  return `branch: ref(qualifiedName: ${literal(`refs/heads/${branch}`)})`;
}

function ruleOf({ type, parameters }: RuleNode): BranchRule {
  return { requiresPulls: type === 'PULL_REQUEST', workflows: parameters?.workflows ?? [] };
}

type Places = Pick<Source, 'github' | 'repository'>;

async function listRules({ github, repository }: Places, branch: string): Promise<BranchState['rules']> {
  const rules = await readPages(operationOn(branch), {
    atMost: 1_000,
    read: async (page) => await github.rest.repos.getBranchRules({ ...repository, branch, per_page: 100, page }),
  });
  if (isUnknown(rules)) return rules;
  return rules.map((rule) => ({
    requiresPulls: rule.type === 'pull_request',
    workflows: rule.type === 'workflows' ? (rule.parameters?.workflows ?? []).map(workflowOf) : [],
  }));
}

type RestWorkflow = {
  readonly path: string;
  readonly ref?: string;
  readonly sha?: string;
  readonly repository_id: number;
};

function workflowOf({ path, ref, sha, repository_id: repositoryId }: RestWorkflow): RequiredWorkflow {
  return { path, ref: ref ?? null, sha: sha ?? null, repositoryId };
}

function protectionIn(reply: Reply, branch: string): Fact<Protection> {
  const place = { operation: operationOn(branch), depth: 'all' } as const;
  const whole = partOf<{ readonly requiresApprovingReviews: boolean }>(reply, {
    ...place,
    path: ['repository', 'branch', 'branchProtectionRule'],
  });
  if (whole !== null && !isUnknown(whole)) return whole.requiresApprovingReviews ? 'requires-pulls' : 'requires-none';
  const glimpse = partOf<{ readonly requiredApprovingReviewCount: number | null }>(reply, {
    ...place,
    path: ['repository', 'branch', 'refUpdateRule'],
  });
  if (glimpse === null || isUnknown(glimpse)) return glimpse ?? 'none';
  // GitHub tells 0 approvals where it requires pull requests without any, and where it requires none.
  return (glimpse.requiredApprovingReviewCount ?? 0) > 0 ? 'requires-pulls' : 'hidden';
}
