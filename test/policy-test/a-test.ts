import type { Policy } from '../../src/policy/policy.ts';
import { readTests } from '../../src/policy-test/read.ts';
import { runTests } from '../../src/policy-test/run.ts';
import type { RanTests } from '../../src/policy-test/run.ts';

/** Runs the tests in a text, each from safe facts. */
export function runText(policy: Policy, text: string): RanTests {
  const read = readTests(text, 'policy.test.yml');
  if (!read.ok) return read;
  return runTests(
    policy,
    read.tests.map((test) => ({ test, recorded: null })),
  );
}
