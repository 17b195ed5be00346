import type { ChangedFile, Files, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { pathMatcher } from '../change/glob.ts';
import type { Assumption } from '../finding/finding.ts';
import { mostItems } from './seen.ts';

/** What is known of a question about the files; `paths` are the first of those that decided it. */
export type FileAnswer =
  | { readonly is: 'known'; readonly value: boolean | bigint; readonly paths: readonly string[] }
  | { readonly is: 'unknown'; readonly missing: Assumption };

export type FileQuestion = 'touches' | 'onlyTouches' | 'lines';

/** Answers a question about the files; of a list that was cut short only what the seen part decides is known. */
export function askFiles(question: FileQuestion, files: Files, patterns: readonly string[]): FileAnswer {
  const answers = answersAbout.get(files) ?? new Map<string, FileAnswer>();
  answersAbout.set(files, answers);
  const key = `${question}\0${patterns.join('\0')}`;
  const answer = answers.get(key) ?? questions[question](listed(files), pathMatcher(patterns));
  if (answers.size < mostAnswers) answers.set(key, answer);
  return answer;
}

/** The files that are known, and what is missing; null if they are all. */
type Listed = { readonly files: readonly ChangedFile[]; readonly missing: Assumption | null };
type PathMatcher = (path: string) => boolean;

const answersAbout = new WeakMap<object, Map<string, FileAnswer>>();
const mostAnswers = 5_000;

const questions = {
  touches({ files, missing }, matches) {
    const paths = shownPaths(files, (file) => pathsTouched(file).some(matches));
    if (paths.length === 0 && missing !== null) return { is: 'unknown', missing };
    return { is: 'known', value: paths.length > 0, paths };
  },
  onlyTouches({ files, missing }, matches) {
    const paths = shownPaths(files, (file) => !pathsTouched(file).every(matches));
    if (paths.length === 0 && missing !== null) return { is: 'unknown', missing };
    return { is: 'known', value: paths.length === 0 && files.length > 0, paths };
  },
  lines({ files, missing }, matches) {
    if (missing !== null) return { is: 'unknown', missing };
    let lines = 0;
    for (const file of files.filter((each) => pathsTouched(each).some(matches))) {
      if (isUnknown(file.added)) return uncounted('files.added', file.added);
      if (isUnknown(file.deleted)) return uncounted('files.deleted', file.deleted);
      lines += file.added + file.deleted;
    }
    return { is: 'known', value: BigInt(lines), paths: [] };
  },
} satisfies Record<FileQuestion, (listed: Listed, matches: PathMatcher) => FileAnswer>;

function uncounted(fact: string, { unknown }: Unknown): FileAnswer {
  return { is: 'unknown', missing: { fact, reason: unknown } };
}

function listed(files: Files): Listed {
  if (!isUnknown(files)) return { files, missing: null };
  const missing = { fact: 'files', reason: files.unknown };
  return { files: 'seen' in files ? files.seen : [], missing };
}

/** Renaming a file touches where it was as well as where it is; copying it does not. */
function pathsTouched({ path, previousPath, status }: ChangedFile): readonly string[] {
  return previousPath === undefined || status === 'copied' ? [path] : [path, previousPath];
}

function shownPaths(files: readonly ChangedFile[], isWanted: (file: ChangedFile) => boolean): readonly string[] {
  const wanted = files.filter(isWanted);
  const paths = wanted.slice(0, mostItems).map((file) => pathsTouched(file).toReversed().join(' → '));
  return wanted.length > mostItems ? [...paths, `… ${wanted.length - mostItems} more`] : paths;
}
