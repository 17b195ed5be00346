import { parseGitattributes } from '../change/attributes.ts';
import { peopleAmong } from '../change/bot.ts';
import { sizeFacts } from '../change/derive.ts';
import type { ChangeFacts, Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { unknownFacts } from '../change/unknown-facts.ts';
import { currentBranch } from './branch.ts';
import type { DiffedFile } from './diff.ts';
import { diffFiles, namesOf } from './diff.ts';
import type { HistoryFacts } from './history.ts';
import { readHistory } from './history.ts';
import type { Lineage } from './lineage.ts';
import { lineageOf } from './lineage.ts';
import { readFilesAt } from './objects.ts';
import type { PlanFile } from './plan-file.ts';
import { planPath } from './plan-file.ts';
import type { RangeFacts } from './range.ts';
import { readRange } from './range.ts';
import type { Repository } from './repository.ts';
import { emptyTree, openRepository } from './repository.ts';
import { resolveRange } from './resolve-range.ts';
import type { JudgedRange } from './resolve-range.ts';

export type GitRequest = {
  /** A directory inside a work tree, or a bare repository. */
  readonly repository: string;
  /** Branch, tag or commit; null: what `withoutBase` says. */
  readonly base: string | null;
  /** Without a base the head is compared with its first parent, or with the empty tree if nothing is live yet. */
  readonly withoutBase?: 'parent' | 'nothing-live';
  /** Branch, tag or commit; null: `HEAD`. */
  readonly head: string | null;
  /** The commit whose word counts for how files are read, where the base may be the author's own; left out = the base. */
  readonly trusted?: string | null;
  /** An instant in UTC; what was committed later does not count as history. */
  readonly evaluatedAt: string;
  readonly environment: string | null;
  readonly services: readonly string[] | null;
  /** Whether contents that a partial clone lacks may be fetched. */
  readonly missingObjects?: 'refuse' | 'fetch';
};

/** The facts, and the rollback plan as it was found; parsing it is the gate's. */
export type GitFacts = { readonly facts: ChangeFacts; readonly planFile: PlanFile | null };

/** Gathers what a local repository tells of a change. What only GitHub knows is unknown, and says so. */
export async function gatherGitFacts(request: GitRequest): Promise<GitFacts> {
  const { missingObjects = 'refuse' } = request;
  const repository = await openRepository({ directory: request.repository, missingObjects });
  const range = await resolveRange(repository, request);
  const written = await readWritten(repository, range, request.trusted ?? null);
  const { attributes, mailmap } = written;
  const files = await diffRange(repository, { range, attributes });
  const [commits, lineage, branch, history] = await Promise.all([
    readRange(repository, { ...shasOf(range), mailmap }),
    lineageOf(repository, shasOf(range)),
    currentBranch(repository, request.head),
    readHistory(repository, {
      ...shasOf(range),
      ...timesOf(range, request.evaluatedAt),
      mailmap,
      ...namesOf(files),
    }),
  ]);
  const planFile = planFileOf(written, files);
  const facts = assemble({
    request,
    range,
    files,
    commits,
    lineage,
    branch,
    planFile,
    history: history(peopleAmong(commits.writers)),
  });
  return { facts, planFile };
}

type Gathered = {
  readonly request: GitRequest;
  readonly range: JudgedRange;
  readonly files: readonly DiffedFile[];
  readonly commits: RangeFacts;
  readonly lineage: Lineage;
  readonly branch: Fact<string>;
  readonly history: HistoryFacts;
  readonly planFile: PlanFile | null;
};

function assemble({ request, range, files, commits, lineage, branch, history, planFile }: Gathered): ChangeFacts {
  const nothing = unknownFacts(onlyGitHub);
  const changed = files.map(({ file }) => file);
  return {
    ...nothing,
    evaluatedAt: request.evaluatedAt,
    base: range.base?.sha ?? noBase(range),
    head: range.head.sha,
    baseSource: range.baseSource,
    lineage,
    environment: request.environment ?? { unknown: 'not given' },
    services: request.services ?? { unknown: 'not given' },
    tier: { unknown: 'not given' },
    change: {
      ...nothing.change,
      ...sizeFacts(changed),
      title: commits.title,
      isRevert: commits.isRevert,
      isReland: commits.isReland,
      commits: commits.commits,
      isRollback: { unknown: derivedLater },
      type: { unknown: derivedLater },
      ageHours: hoursBetween(commits.oldestAuthoredAt, request.evaluatedAt),
      branch,
    },
    files: changed,
    ...history,
    rollback: unknownFacts(derivedLater).rollback,
    local: unknownFacts(derivedLater).local,
    plan: planFile === null ? null : { unknown: `\`${planFile.path}\` was not parsed` },
  };
}

const onlyGitHub = 'only GitHub knows it';
const derivedLater = 'the gate derives it from the rest';

function noBase({ baseSource }: JudgedRange): { readonly unknown: string } {
  if (baseSource === 'first-deployment') return { unknown: 'nothing is live yet' };
  return { unknown: 'the head is the first commit of the repository' };
}

function shasOf({ base, head }: JudgedRange): { readonly base: string | null; readonly head: string } {
  return { base: base?.sha ?? null, head: head.sha };
}

/** What the repository itself says about how it is to be judged. */
type Written = {
  readonly attributes: string | null;
  /** The object that holds it. */
  readonly mailmap: string | null;
  readonly plan: Fact<string> | null;
  readonly basePlan: Fact<string> | null;
};

/** Kinds of files and people follow the `.gitattributes` and `.mailmap` of a commit that the change cannot edit. */
async function readWritten(
  repository: Repository,
  { base, head }: JudgedRange,
  trusted: string | null,
): Promise<Written> {
  const ref = trusted ?? base?.sha ?? emptyTree(repository);
  const [attributes = null, mailmap = null, plan = null, basePlan = null] = await readFilesAt(repository, [
    { ref, path: '.gitattributes' },
    { ref, path: '.mailmap' },
    { ref: head.sha, path: planPath },
    { ref, path: planPath },
  ]);
  return {
    // Not known, it marks nothing: every file counts.
    attributes: isUnknown(attributes) ? null : attributes,
    mailmap: mailmap === null || isUnknown(mailmap) ? null : `${ref}:.mailmap`,
    plan,
    basePlan,
  };
}

function planFileOf({ plan, basePlan }: Written, files: readonly DiffedFile[]): PlanFile | null {
  if (plan === null) return null;
  const changedInRange = files.some(({ file }) => file.path === planPath);
  return { path: planPath, text: plan, changedInRange, baseText: basePlan };
}

type Diffing = { readonly range: JudgedRange; readonly attributes: string | null };

function diffRange(repository: Repository, { range, attributes }: Diffing): Promise<readonly DiffedFile[]> {
  const base = range.base?.sha ?? emptyTree(repository);
  const marked = attributes === null ? {} : { attributes: parseGitattributes(attributes) };
  return diffFiles(repository, { base, head: range.head.sha, ...marked });
}

/**
 * The change was made when its own commit was, so that waiting does not change what was known. A head that claims to be
 * older than what is live, or made later than now, is not believed.
 */
function timesOf({ base, head }: JudgedRange, evaluatedAt: string): { asOf: number; notAfter: number } {
  const now = secondsOf(evaluatedAt);
  return { asOf: Math.min(now, Math.max(head.committedAt, base?.committedAt ?? head.committedAt)), notAfter: now };
}

function hoursBetween(seconds: number | null, evaluatedAt: string): number {
  if (seconds === null) return 0;
  return Math.max(0, Math.round(((secondsOf(evaluatedAt) - seconds) / 3_600) * 100) / 100);
}

function secondsOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 1_000);
}
