import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { attempt } from './attempt.ts';
import type { GitHub } from './client.ts';
import type { Ledger } from './ledger-branch.ts';
import { readPages } from './pages.ts';

/**
 * Whether the ledger tells what was written and nothing else. Unless it is trusted, what it says may only make an
 * outcome heavier.
 */
export type LedgerTrust =
  | { readonly kind: 'trusted' }
  | { readonly kind: 'untrusted'; readonly reasons: readonly string[]; readonly remedy: string }
  | { readonly kind: 'unknown'; readonly reason: string };

type Rule = { readonly type: string; readonly ruleset_id?: number };

/** Looks at the rulesets of the branch: nobody may rewrite or delete it, and not everybody may write to it. */
export async function ledgerTrust(github: GitHub, { repository, branch }: Ledger): Promise<LedgerTrust> {
  const rules = await readPages<Rule>(`reading the rules of the branch \`${branch}\``, {
    atMost: 1_000,
    read: async (page) => await github.rest.repos.getBranchRules({ ...repository, branch, per_page: 100, page }),
  });
  if (isUnknown(rules)) return { kind: 'unknown', reason: rules.unknown };
  const binding = await rulesetsThatBind(github, repository, rules);
  const holds = checks.map(({ type, mustBind }) => {
    const ofType = rules.filter((rule) => rule.type === type);
    return mustBind ? anyOf(ofType.map(({ ruleset_id: id }) => binding.get(id) ?? false)) : ofType.length > 0;
  });
  const reasons = checks.flatMap(({ reason }, index) => (holds[index] === false ? [reason] : []));
  if (reasons.length > 0) return { kind: 'untrusted', reasons, remedy: remedyFor(branch) };
  const unread = holds.find((hold) => typeof hold === 'object');
  return unread === undefined ? { kind: 'trusted' } : { kind: 'unknown', reason: unread.unknown };
}

/** Who writes records must be let past the rule on updates, and past no other. */
const checks = [
  { type: 'non_fast_forward', reason: 'it may be rewritten by force', mustBind: true },
  { type: 'deletion', reason: 'it may be deleted', mustBind: true },
  { type: 'update', reason: 'everybody who may push may write to it', mustBind: false },
] as const;

function remedyFor(branch: string): string {
  return (
    `protect the branch \`${branch}\` by two rulesets: one that blocks force pushes and deletion and lets nobody bypass it,` +
    ' one that restricts updates and lets only the app that writes the records bypass it'
  );
}

/** One that holds is enough; else one that could not be read may hold. */
function anyOf(facts: readonly Fact<boolean>[]): Fact<boolean> {
  return facts.find((fact) => fact === true) ?? facts.find(isUnknown) ?? false;
}

type Binding = ReadonlyMap<number | undefined, Fact<boolean>>;

/** Which rulesets the gate itself cannot bypass: what it could do, whoever runs a workflow could. */
async function rulesetsThatBind(
  github: GitHub,
  repository: Ledger['repository'],
  rules: readonly Rule[],
): Promise<Binding> {
  const types: readonly string[] = checks.filter(({ mustBind }) => mustBind).map(({ type }) => type);
  const ids = new Set(rules.filter(({ type }) => types.includes(type)).flatMap(({ ruleset_id: id }) => id ?? []));
  return new Map(await Promise.all([...ids].map(async (id) => [id, await binds(github, repository, id)] as const)));
}

/** A ruleset that does not say so may be bypassed. */
async function binds(github: GitHub, repository: Ledger['repository'], id: number): Promise<Fact<boolean>> {
  const ruleset = await attempt(
    'reading a ruleset',
    async () => await github.rest.repos.getRepoRuleset({ ...repository, ruleset_id: id }),
  );
  return isUnknown(ruleset) ? ruleset : ruleset.data.current_user_can_bypass === 'never';
}
