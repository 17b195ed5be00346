import type { ChangeFacts } from '../change/facts.ts';
import { decide } from '../decision/decide.ts';
import type { Decision } from '../decision/decision.ts';
import type { Policy } from '../policy/policy.ts';
import { rulesOf } from '../policy/rules.ts';
import type { ListedRule } from '../policy/rules.ts';
import type { Coverage } from './policy-test.ts';
import { withoutRule } from './without-rule.ts';

/** A change that a test judged, and what was decided of it. */
export type JudgedCase = { readonly facts: ChangeFacts; readonly decision: Decision };

/** Finds the rules that no test would miss: taken out, they change no decision. */
export function coverageOf(policy: Policy, cases: readonly JudgedCase[]): Coverage {
  const rules = rulesOf(policy);
  const before = cases.map(({ facts, decision }) => ({ facts, said: sayingOf(decision) }));
  const unexercised = rules.filter((listed) => !before.some((one) => isMissed(policy, { listed, ...one })));
  return {
    rules: rules.length,
    exercised: rules.length - unexercised.length,
    unexercised: unexercised.map(({ rule: { id, source } }) => ({ id, source })),
  };
}

type Taking = { readonly listed: ListedRule; readonly facts: ChangeFacts; readonly said: string };

function isMissed(policy: Policy, { listed, facts, said }: Taking): boolean {
  return sayingOf(decide(withoutRule(policy, listed), facts)) !== said;
}

/** All that a decision says of the change; the digests are about the policy and the facts. */
function sayingOf({ policyDigest: _policy, factsDigest: _facts, ...saying }: Decision): string {
  return JSON.stringify(saying);
}
