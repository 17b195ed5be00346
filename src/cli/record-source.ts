import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { FactsProblem } from '../change/schema-problems.ts';
import { digestOf } from '../decision/digest.ts';
import { policyPath } from '../decision/record-file.ts';
import type { DecisionRecord } from '../decision/record.ts';
import { parseRecord } from '../decision/record.ts';
import type { Problem } from '../errors.ts';
import { InputError } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';
import { readInputText } from './input-text.ts';
import { readJson } from './json-text.ts';
import { reasonOf } from './reason.ts';
import type { World } from './world.ts';

/** A record of a change with 100,000 files fits in. */
const largestBytes = 50_000_000;

/** Reads the record of a decision from a file, or from standard input if it is named `-`. */
export async function readDecisionRecord(file: string, world: World): Promise<DecisionRecord> {
  const name = file === '-' ? 'standard input' : file;
  const json = readJson(await readInputText({ file, noun: 'the record', largestBytes }, world));
  if (!json.ok) throw wrongRecord(json.faults.map((fault) => problemAt(name, fault)));
  if (isDecision(json.value)) throw decisionAlone();
  const parsed = parseRecord(json.value);
  if (!parsed.ok) {
    const place = ({ pointer, problem, remedy }: FactsProblem) => ({
      ...json.placeOf(pointer),
      problem: pointer === '' ? problem : `${pointer}: ${problem}`,
      remedy,
    });
    throw wrongRecord(parsed.problems.map((problem) => problemAt(name, place(problem))));
  }
  if (parsed.record.kind === 'decision') return parsed.record;
  const { decisionId } = parsed.record;
  throw new InputError({
    problem: 'this record tells how a deployment went: there is nothing to decide again',
    remedy: `name the record of the decision${decisionId === null ? '' : `, whose file name ends in ${decisionId}.json`}`,
  });
}

/** What `evaluate --json` prints has no facts to decide on. */
function isDecision(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'outcome' in value && !('kind' in value) && !('facts' in value);
}

function decisionAlone(): InputError {
  return new InputError({
    problem: 'this is a decision without its facts, as `evaluate --json` prints it: it cannot be decided again',
    remedy: 'name a change record: the action keeps one for each decision, on the branch `change-records`',
  });
}

type Fault = Pick<Problem, 'line' | 'column' | 'problem' | 'remedy'>;

function problemAt(file: string, fault: Fault): Problem {
  return { file, severity: 'error', code: 'record/wrong', ...fault };
}

const mostProblems = 20;

function wrongRecord(problems: readonly Problem[]): InputError {
  return new InputError({
    problem: `this is no change record: it has ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`,
    remedy: '`change-gate schema record` prints what a record holds',
    problems: problems.slice(0, mostProblems),
  });
}

type Whereabouts = { readonly file: string; readonly ledger: string | null; readonly cwd: string };

/** What is kept in the place of a record's policy. */
export type StoredPolicy =
  | { readonly kind: 'sound'; readonly policy: Policy }
  /** Not what the record was made under: somebody changed it. */
  | { readonly kind: 'other'; readonly digest: string };

/** The policy of a record, from the ledger that is named, or from the one that the record lies in. */
export async function readStoredPolicy({ policy: digest }: DecisionRecord, where: Whereabouts): Promise<StoredPolicy> {
  const folders = foldersFor(where);
  for (const folder of folders) {
    const path = join(folder, policyPath(digest));
    const text = await textAt(path);
    if (text !== null) return parseStored(text, digest, path);
  }
  const [folder = '.'] = folders;
  throw new InputError({
    problem: `the policy of the record is not there: \`${relative(where.cwd, join(folder, policyPath(digest)))}\``,
    remedy: 'name a checkout of the ledger with `--ledger DIR`, or the policy to decide by with `--policy PATH`',
  });
}

/**
 * Records lie two folders deep, as `2026/11/24-….json`, or four, below the name of their repository; one that was copied
 * out may have its policy beside it.
 */
function foldersFor({ file, ledger, cwd }: Whereabouts): readonly string[] {
  if (ledger !== null) return [resolve(cwd, ledger)];
  if (file === '-') return [cwd];
  const beside = dirname(resolve(cwd, file));
  const top = dirname(dirname(beside));
  return [top, dirname(dirname(top)), dirname(beside), beside];
}

async function textAt(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    const problem = `the policy \`${path}\` cannot be read: ${reasonOf(cause)}`;
    throw new InputError({ problem, remedy: 'check the path and who may read it', cause });
  }
}

function parseStored(text: string, digest: string, path: string): StoredPolicy {
  const json = readJson(text);
  if (!json.ok) {
    throw new InputError({
      problem: `the policy \`${path}\` is no JSON`,
      remedy: 'check the ledger out again',
      problems: json.faults.map((fault) => problemAt(path, fault)),
    });
  }
  const { value } = json;
  const found = digestOf(value);
  if (found !== digest) return { kind: 'other', digest: found };
  if (isWhole(value)) return { kind: 'sound', policy: value };
  throw new InputError({
    problem: `the policy \`${path}\` lacks a part that this version of change-gate needs`,
    remedy: 'replay the record with the version that wrote it: the record names it as `engine`',
  });
}

/** INVARIANT: what has the digest of a policy that was loaded is that policy; another version may have had fewer parts. */
function isWhole(value: unknown): value is Policy {
  return Object.keys(parts).every((part) => Object.hasOwn(Object(value), part));
}

const parts = {
  version: true,
  files: true,
  trustedBranches: true,
  authorities: true,
  services: true,
  describedBy: true,
  risk: true,
  schedule: true,
  rollback: true,
  standardChanges: true,
  evidence: true,
  approvals: true,
  emergency: true,
  conflicts: true,
  incidents: true,
  reviews: true,
  record: true,
} as const satisfies Record<keyof Policy, true>;
