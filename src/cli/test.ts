import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { coverageOf } from '../policy-test/coverage.ts';
import type { Coverage } from '../policy-test/policy-test.ts';
import { runTests } from '../policy-test/run.ts';
import type { RanTest } from '../policy-test/run.ts';
import { inOrder } from '../policy/problems.ts';
import { renderJunit } from '../report/junit.ts';
import { renderTests } from '../report/policy-tests.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import type { Options } from './options.ts';
import { openPolicy, policyOption } from './policy-source.ts';
import { reasonOf } from './reason.ts';
import { readFileOfTests } from './ready-tests.ts';
import type { TestFile } from './test-files.ts';
import { findTestFiles } from './test-files.ts';
import type { World } from './world.ts';

/** `change-gate test`: runs the tests of a policy. */
export const test: Command = {
  summary: 'Runs the tests of a policy, and says which of its rules they exercise.',
  usage: 'change-gate test [PATH...] [--policy PATH] [--junit FILE] [--json]',
  words: ['PATH...'],
  options: {
    policy: policyOption,
    junit: { kind: 'value', value: 'FILE', help: 'also write the results as JUnit XML' },
    json: { kind: 'flag', help: 'print the results as JSON' },
  },
  run: runTest,
};

/** What the tests of one policy said. */
type Suite = {
  readonly results: readonly RanTest[];
  readonly coverage: Coverage;
  /** What is wrong with tests: none of them counts then. */
  readonly problems: readonly Problem[];
};

async function runTest(options: Options, world: World): Promise<number> {
  const { cwd } = world;
  const files = await findTestFiles({ cwd, paths: options.words, policy: options.value('policy') });
  const suites: Suite[] = [];
  for (const [policy, group] of byPolicy(files)) suites.push(await runSuite(group, withPolicy(options, policy), world));
  const problems = suites.flatMap((suite) => suite.problems);
  if (problems.length > 0) throw wrongTests(inOrder(problems));
  const results = suites.flatMap((suite) => suite.results);
  const coverage = sumOf(suites.map((suite) => suite.coverage));
  const failed = results.filter(({ differences }) => differences.length > 0).length;
  await writeJunit(options, { cwd, xml: () => renderJunit(results) });
  world.print(
    options.flag('json')
      ? `${JSON.stringify(jsonOf({ results, coverage }), null, 2)}\n`
      : renderTests({ results, coverage }, world.output),
  );
  return failed === 0 ? exitCodes.success : exitCodes.blocked;
}

function byPolicy(files: readonly TestFile[]): ReadonlyMap<string | null, readonly TestFile[]> {
  const policies = new Set(files.map(({ policy }) => policy));
  return new Map([...policies].map((policy) => [policy, files.filter((file) => file.policy === policy)]));
}

function withPolicy(options: Options, policy: string | null): Options {
  return { ...options, value: (name) => (name === 'policy' ? policy : options.value(name)) };
}

async function runSuite(files: readonly TestFile[], options: Options, world: World): Promise<Suite> {
  const { policy } = await openPolicy(options, world);
  const read = await Promise.all(files.map(readFileOfTests));
  const ready = read.flatMap((file) => file.ready);
  const ran = runTests(policy, ready);
  const problems = [...read.flatMap((file) => file.problems), ...(ran.ok ? [] : ran.problems)];
  const results = ran.ok && problems.length === 0 ? ran.results : [];
  return { results, coverage: coverageOf(policy, results), problems };
}

function wrongTests(problems: readonly Problem[]): InputError {
  return new InputError({
    problem: `the policy tests have ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`,
    remedy: 'see `change-gate schema test`',
    problems,
  });
}

async function writeJunit(
  options: Options,
  { cwd, xml }: { readonly cwd: string; readonly xml: () => string },
): Promise<void> {
  const file = options.value('junit');
  if (file === null) return;
  try {
    await writeFile(resolve(cwd, file), xml());
  } catch (cause) {
    throw new InputError({
      problem: `\`${file}\` cannot be written: ${reasonOf(cause)}`,
      remedy: 'name a file in a folder that exists',
      cause,
    });
  }
}

function sumOf(coverages: readonly Coverage[]): Coverage {
  return {
    rules: coverages.reduce((sum, { rules }) => sum + rules, 0),
    exercised: coverages.reduce((sum, { exercised }) => sum + exercised, 0),
    unexercised: coverages.flatMap(({ unexercised }) => unexercised),
  };
}

function jsonOf({ results, coverage }: Pick<Suite, 'results' | 'coverage'>): object {
  const failed = results.filter(({ differences }) => differences.length > 0).length;
  return {
    passed: results.length - failed,
    failed,
    cases: results.map(({ name, place, decision, differences }) => ({
      name,
      ...place,
      passed: differences.length === 0,
      outcome: decision.outcome,
      differences,
    })),
    coverage: { ...coverage, unexercised: coverage.unexercised.map(({ id }) => id) },
  };
}
