import type { ChangedFile, ChangeFacts, Fact, Files, RollbackPlan, Unknown } from './facts.ts';
import { isUnknown } from './facts.ts';
import { isLockFile } from './kind.ts';
import { directoryOf, subsystemOf } from './path.ts';

/** The facts of the group `change` that follow from the list of files. */
export type SizeFacts = Pick<
  ChangeFacts['change'],
  | 'filesChanged'
  | 'codeFilesChanged'
  | 'linesAdded'
  | 'linesDeleted'
  | 'linesChanged'
  | 'directories'
  | 'subsystems'
  | 'entropy'
>;

/** How large a change is and how widely it is spread; unknown if the list of files is not whole. */
export function sizeFacts(files: Files): SizeFacts {
  if (isUnknown(files)) return everySize({ unknown: files.unknown });
  const written = files.filter(({ path }) => !isLockFile(path));
  const counted = files.filter(isCodeFile);
  const added = sumOf(counted.map((file) => file.added));
  const deleted = sumOf(counted.map((file) => file.deleted));
  return {
    filesChanged: files.length,
    codeFilesChanged: counted.length,
    linesAdded: added,
    linesDeleted: deleted,
    linesChanged: sumOf([added, deleted]),
    directories: new Set(files.map((file) => directoryOf(file.path))).size,
    subsystems: new Set(files.map((file) => subsystemOf(file.path))).size,
    entropy: entropyOf(written.filter(({ kind }) => kind !== 'generated' && kind !== 'binary')),
  };
}

/** Whether a file decides what runs, and a person wrote it. */
export function isCodeFile({ path, kind }: ChangedFile): boolean {
  return countedKinds.has(kind) && !isLockFile(path);
}

/** What conditions see of a rollback plan; null is a change without one. */
export function rollbackFacts(plan: RollbackPlan | null): ChangeFacts['rollback'] {
  if (plan === null) {
    const none = { unknown: 'there is no rollback plan' };
    return { hasPlan: false, strategy: none, minutesToRestore: none, isReversible: none, isVerified: false };
  }
  const strategy = plan.strategy ?? { unknown: 'the rollback plan names no strategy' };
  return {
    hasPlan: true,
    strategy,
    minutesToRestore: plan.minutesToRestore ?? { unknown: 'the rollback plan does not say how long it takes' },
    isReversible: isUnknown(strategy) ? strategy : strategy !== 'irreversible',
    isVerified: plan.verification !== null && plan.verification.trim() !== '',
  };
}

function everySize(unknown: Unknown): SizeFacts {
  return {
    filesChanged: unknown,
    codeFilesChanged: unknown,
    linesAdded: unknown,
    linesDeleted: unknown,
    linesChanged: unknown,
    directories: unknown,
    subsystems: unknown,
    entropy: unknown,
  };
}

/** The kinds of files that decide what runs, where a person wrote them. */
const countedKinds: ReadonlySet<string> = new Set(['code', 'config', 'infrastructure', 'migration', 'dependencies']);

function sumOf(counts: readonly Fact<number>[]): Fact<number> {
  let sum = 0;
  for (const count of counts) {
    if (isUnknown(count)) return count;
    sum += count;
  }
  return sum;
}

function linesOf({ added, deleted }: ChangedFile): Fact<number> {
  if (isUnknown(added)) return added;
  return isUnknown(deleted) ? deleted : added + deleted;
}

/** Shannon entropy over the changed lines of the files people wrote, as a share of the most it could be (Hassan 2009). */
function entropyOf(files: readonly ChangedFile[]): Fact<number> {
  const lines = files.map(linesOf);
  const total = sumOf(lines);
  if (isUnknown(total)) return total;
  if (total === 0 || files.length < 2) return 0;
  const shares = lines.flatMap((count) => (isUnknown(count) || count === 0 ? [] : [count / total]));
  const entropy = shares.reduce((sum, share) => sum - share * Math.log2(share), 0) / Math.log2(files.length);
  return Math.min(1, Math.round(entropy * 10_000) / 10_000);
}
