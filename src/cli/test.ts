import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { coverageOf } from '../policy-test/coverage.ts';
import type { Coverage } from '../policy-test/policy-test.ts';
import { readTests } from '../policy-test/read.ts';
import type { WrittenTest } from '../policy-test/read.ts';
import { runTests } from '../policy-test/run.ts';
import type { RanTest, ReadyTest } from '../policy-test/run.ts';
import { renderJunit } from '../report/junit.ts';
import { renderTests } from '../report/policy-tests.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import type { Options } from './options.ts';
import { openPolicy, policyOption } from './policy-source.ts';
import { reasonOf } from './reason.ts';
import type { TestFile } from './test-files.ts';
import { findTestFiles, readNamed } from './test-files.ts';
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
type Suite = { readonly results: readonly RanTest[]; readonly coverage: Coverage };

async function runTest(options: Options, world: World): Promise<number> {
  const { cwd } = world;
  const files = await findTestFiles({ cwd, paths: options.words, policy: options.value('policy') });
  const suites: Suite[] = [];
  for (const [policy, group] of byPolicy(files)) suites.push(await runSuite(group, withPolicy(options, policy), world));
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
  const tests = await Promise.all(files.map(readFileOfTests));
  const ran = runTests(policy, tests.flat());
  if (!ran.ok) throw wrongTests(ran.problems);
  return { results: ran.results, coverage: coverageOf(policy, ran.results) };
}

async function readFileOfTests({ path, name }: TestFile): Promise<readonly ReadyTest[]> {
  const read = readTests(await readNamed(path, name), name);
  if (!read.ok) throw wrongTests(read.problems);
  const folder = dirname(path);
  return await Promise.all(read.tests.map(async (one) => ({ test: one, recorded: await recordOf(one, folder) })));
}

/** The facts of the record that a test starts from. */
async function recordOf({ from }: WrittenTest, folder: string): Promise<Readonly<Record<string, unknown>> | null> {
  if (from === null) return null;
  const facts = factsIn(new TextDecoder().decode(await readNamed(resolve(folder, from.path), from.path)));
  if (facts !== null) return facts;
  const problem = `\`${from.path}\` is no change record: it has no \`facts\``;
  const remedy = 'name a record of the ledger, as JSON';
  throw wrongTests([{ ...from.place, severity: 'error', code: 'test/no-record', problem, remedy }]);
}

function factsIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const record: unknown = JSON.parse(text);
    if (!isParts(record)) return null;
    const { facts } = record;
    return isParts(facts) ? facts : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isParts(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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

function jsonOf({ results, coverage }: Suite): object {
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
