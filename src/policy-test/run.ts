import type { ChangeFacts } from '../change/facts.ts';
import { decide } from '../decision/decide.ts';
import type { Problem } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';
import { unknownCodes } from './codes.ts';
import { differencesOf } from './differences.ts';
import type { TestResult } from './policy-test.ts';
import { factsOfTest } from './read.ts';
import type { WrittenTest } from './read.ts';

/** A test with the facts of the record it starts from; null if it starts from safe ones. */
export type ReadyTest = { readonly test: WrittenTest; readonly recorded: Readonly<Record<string, unknown>> | null };

export type RanTest = TestResult & { readonly facts: ChangeFacts };

export type RanTests =
  | { readonly ok: true; readonly results: readonly RanTest[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Decides every test under a policy; tells what is wrong with tests that cannot be run. */
export function runTests(policy: Policy, tests: readonly ReadyTest[]): RanTests {
  const parsed = tests.map(({ test, recorded }) => ({ test, parsed: factsOfTest(test, recorded) }));
  const problems = [
    ...unknownCodes(
      policy,
      tests.map(({ test }) => test),
    ),
    ...parsed.flatMap(({ parsed: facts }) => (facts.ok ? [] : facts.problems)),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    results: parsed.flatMap(({ test, parsed: given }) => (given.ok ? [runTest(policy, test, given.facts)] : [])),
  };
}

function runTest(policy: Policy, { name, place, expect }: WrittenTest, facts: ChangeFacts): RanTest {
  const decision = decide(policy, facts);
  return { name, place, facts, decision, differences: differencesOf(decision, expect) };
}
