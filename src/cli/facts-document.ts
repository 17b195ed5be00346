import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FactsProblem } from '../change/schema-problems.ts';
import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { readJson } from './json-text.ts';
import { reasonOf } from './reason.ts';
import type { World } from './world.ts';

/** A facts document before it is parsed, and how to say what is wrong in it. */
export type ReadDocument = {
  readonly document: object;
  readonly errorOf: (problems: readonly FactsProblem[]) => Error;
};

/** The largest facts document that is read, in bytes: 100,000 files fit in. */
const largestBytes = 20_000_000;

/** Reads facts from a file, or from standard input if it is named `-`. */
export async function readFactsDocument(file: string, world: World): Promise<ReadDocument> {
  const name = file === '-' ? 'standard input' : file;
  const json = readJson(await readText(file, world));
  if (!json.ok) throw wrongFacts(json.faults.map((fault) => problemAt(name, fault)));
  const { value, placeOf } = json;
  if (!isObject(value)) {
    const problem = 'a facts document is a JSON object, `{ … }`';
    throw wrongFacts([problemAt(name, { ...placeOf(''), problem, remedy: null })]);
  }
  return {
    document: value,
    errorOf: (problems) =>
      wrongFacts(
        problems.map(({ pointer, problem, remedy }) =>
          problemAt(name, { ...placeOf(pointer), problem: said(pointer, problem), remedy }),
        ),
      ),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const mostProblems = 50;

function wrongFacts(problems: readonly Problem[]): InputError {
  const count = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`;
  const shown = problems.length > mostProblems ? `, of which the first ${mostProblems} are listed` : '';
  return new InputError({
    problem: `the facts have ${count}${shown}; nothing was judged`,
    remedy: '`change-gate schema facts` prints what a document may hold',
    problems: problems.slice(0, mostProblems),
  });
}

type Fault = Pick<Problem, 'line' | 'column' | 'problem' | 'remedy'>;

function problemAt(file: string, fault: Fault): Problem {
  return { file, severity: 'error', code: 'facts/wrong', ...fault };
}

/** The problem, with the name of the fact as conditions write it. */
function said(pointer: string, problem: string): string {
  const name = pointer
    .slice(1)
    .replace(/\/(\d+)(?=\/|$)/g, '[$1]')
    .replaceAll('/', '.');
  return name === '' || problem.includes(`\`${name}\``) ? problem : `\`${name}\`: ${problem}`;
}

async function readText(file: string, world: World): Promise<string> {
  const bytes = await readBytes(file, world);
  if (bytes.length > largestBytes) throw tooLarge(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new InputError({
      problem: `the facts \`${file}\` are not text in UTF-8`,
      remedy: 'save them as UTF-8, without compression',
      cause,
    });
  }
}

async function readBytes(file: string, world: World): Promise<Uint8Array> {
  try {
    if (file === '-') return await upTo(largestBytes, world.input);
    const path = resolve(world.cwd, file);
    if (statSync(path).size > largestBytes) throw tooLarge(file);
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError({
      problem: `the facts \`${file}\` cannot be read: ${reasonOf(cause)}`,
      remedy: 'name a JSON file, or `-` for standard input',
      cause,
    });
  }
}

/** The bytes of an input until it ends, or is known to be too long. */
async function upTo(limit: number, input: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of input) {
    parts.push(part);
    size += part.length;
    if (size > limit) break;
  }
  return Buffer.concat(parts);
}

function tooLarge(file: string): InputError {
  return new InputError({
    problem: `the facts \`${file}\` are larger than ${largestBytes / 1e6} MB`,
    remedy: 'list fewer files: `"files": { "unknown": "too many", "seen": [ … ] }`',
  });
}
