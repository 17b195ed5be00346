import { dirname, resolve } from 'node:path';
import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { readTests } from '../policy-test/read.ts';
import type { WrittenTest } from '../policy-test/read.ts';
import type { ReadyTest } from '../policy-test/run.ts';
import type { TestFile } from './test-files.ts';
import { readNamed } from './test-files.ts';

/** The tests of a file that can be run, and what is wrong with the others. */
type ReadFile = { readonly ready: readonly ReadyTest[]; readonly problems: readonly Problem[] };

/** Reads a file of tests, and the records that they start from. */
export async function readFileOfTests({ path, name }: TestFile): Promise<ReadFile> {
  const read = readTests(await readNamed(path, name), name);
  const files = await Promise.all(read.tests.map((one) => withRecord(one, dirname(path))));
  const problems = [...(read.ok ? [] : read.problems), ...files.flatMap((file) => file.problems)];
  return { ready: files.flatMap(({ ready }) => ready), problems };
}

/** A test with the facts of the record that it starts from. */
async function withRecord(written: WrittenTest, folder: string): Promise<ReadFile> {
  const { from } = written;
  if (from === null) return { ready: [{ test: written, recorded: null }], problems: [] };
  const problem = (said: Pick<Problem, 'problem' | 'remedy'>): ReadFile => ({
    ready: [],
    problems: [{ ...from.place, severity: 'error', code: 'test/no-record', ...said }],
  });
  try {
    const facts = factsIn(new TextDecoder().decode(await readNamed(resolve(folder, from.path), from.path)));
    if (facts !== null) return { ready: [{ test: written, recorded: facts }], problems: [] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return problem({ problem: error.problem, remedy: 'name a record from where this file of tests is' });
  }
  return problem({
    problem: `\`${from.path}\` is no change record: it has no \`facts\``,
    remedy: 'name a record of the ledger, as JSON',
  });
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
