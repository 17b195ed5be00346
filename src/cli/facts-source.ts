import { readFile } from 'node:fs/promises';
import { withHandSetFacts } from '../change/assume.ts';
import type { HandSetFact } from '../change/assume.ts';
import type { ChangeFacts, Declaration, FactsDocument } from '../change/facts.ts';
import { parseFacts } from '../change/parse-facts.ts';
import { InputError } from '../errors.ts';
import { readInstant } from './instant.ts';
import type { Options } from './options.ts';
import type { World } from './world.ts';

/** The largest facts document that is read, in bytes: 100,000 files fit in. */
const largestFactsBytes = 20_000_000;

/** Gathers the facts that a command line asks for: from a document, or from the repository. */
export async function gatherFacts(options: Options, world: World): Promise<ChangeFacts> {
  const file = options.value('facts');
  const document = await (file === null ? factsOfRepository(options, world) : factsOfFile(file, { options, world }));
  const declared = declarationOf(options);
  const whole = declared === null ? document : { ...document, declared };
  return parsed(withHandSetFacts(whole, options.list('assume').map(readAssumption)), file ?? 'facts');
}

/** What reads git is loaded when it is asked. */
async function factsOfRepository(options: Options, world: World): Promise<FactsDocument> {
  const { gatherRepositoryFacts } = await import('./repository-facts.ts');
  return await gatherRepositoryFacts(options, world);
}

type Given = { readonly options: Options; readonly world: World };

async function factsOfFile(file: string, { options, world }: Given): Promise<FactsDocument> {
  refuseWithFacts(options);
  const text = file === '-' ? world.readInput() : await readText(file);
  const document = parseJson(text, file);
  const [at, environment, services] = [
    readInstant(options.value('at')),
    options.value('environment'),
    options.list('service'),
  ];
  return {
    ...document,
    ...(at !== null && { evaluatedAt: at }),
    ...(environment !== null && { environment }),
    ...(services.length > 0 && { services }),
  };
}

function refuseWithFacts(options: Options): void {
  const clash = ['base', 'head', 'repo'].find((name) => options.value(name) !== null);
  if (clash === undefined) return;
  throw new InputError({
    problem: `\`--${clash}\` does not go with \`--facts\``,
    remedy: `the document says what is judged; leave \`--${clash}\` out`,
  });
}

async function readText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    if (bytes.length <= largestFactsBytes) return bytes.toString('utf8');
  } catch (cause) {
    throw new InputError({
      problem: `the facts \`${file}\` cannot be read: ${reasonOf(cause)}`,
      remedy: 'check the path',
      cause,
    });
  }
  throw new InputError({
    problem: `the facts \`${file}\` are larger than ${largestFactsBytes / 1e6} MB`,
    remedy: 'give a shorter list of files as `{ "unknown": "…", "seen": […] }`',
  });
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function parseJson(text: string, file: string): FactsDocument {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as FactsDocument;
  } catch (cause) {
    throw new InputError({
      problem: `the facts \`${file}\` are no JSON: ${reasonOf(cause)}`,
      remedy: 'see `change-gate schema facts`',
      cause,
    });
  }
  throw new InputError({
    problem: `the facts \`${file}\` are no JSON object`,
    remedy: 'see `change-gate schema facts`',
  });
}

function declarationOf(options: Options): Declaration | null {
  const type = options.value('change-type');
  const [reason, incident] = [options.value('reason'), options.value('incident')];
  if (type === null) return null;
  if (type === 'emergency' || type === 'rollback') return { lane: type, reason, incident, by: null };
  throw new InputError({
    problem: `\`--change-type\` is \`${type}\`, expected \`emergency\` or \`rollback\``,
    remedy: 'only these two are declared; whether a change is standard or normal, the policy says',
  });
}

function readAssumption(text: string): HandSetFact {
  const [, name, value] = /^([A-Za-z0-9.]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new InputError({
      problem: `\`--assume ${text}\` is no \`NAME=VALUE\``,
      remedy: 'write it like `--assume deployments.inProgress=0`',
    });
  }
  return { name, value: jsonOrText(value) };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is a plain word, as in `--assume change.author=alice`.
    return text;
  }
}

function parsed(document: unknown, file: string): ChangeFacts {
  const result = parseFacts(document, { missing: 'unknown' });
  if (result.ok) return result.facts;
  throw new InputError({
    problem: `the facts have ${result.problems.length} ${result.problems.length === 1 ? 'problem' : 'problems'}`,
    remedy: 'see `change-gate schema facts`',
    problems: result.problems.map(({ pointer, problem, remedy }) => ({
      file,
      line: 1,
      column: 1,
      severity: 'error',
      code: 'facts/wrong',
      problem: `${pointer || 'the document'}: ${problem}`,
      remedy,
    })),
  });
}
