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
type Listed = { readonly files: readonly TouchedFile[]; readonly missing: Assumption | null };
type PathMatcher = (path: string) => boolean;

/** A file, and where it was if it was moved: moving a file touches both places, copying it only the new one. */
type TouchedFile = { readonly file: ChangedFile; readonly path: string; readonly movedFrom: string | null };

const answersAbout = new WeakMap<object, Map<string, FileAnswer>>();
const lists = new WeakMap<object, Listed>();
const mostAnswers = 5_000;

const questions = {
  touches({ files, missing }, matches) {
    const touched = files.filter((file) => isTouchedBy(file, matches));
    if (touched.length === 0 && missing !== null) return { is: 'unknown', missing };
    return { is: 'known', value: touched.length > 0, paths: shownPaths(touched) };
  },
  onlyTouches({ files, missing }, matches) {
    const others = files.filter((file) => !isWithin(file, matches));
    if (others.length === 0 && missing !== null) return { is: 'unknown', missing };
    return { is: 'known', value: others.length === 0 && files.length > 0, paths: shownPaths(others) };
  },
  lines({ files, missing }, matches) {
    if (missing !== null) return { is: 'unknown', missing };
    let lines = 0;
    for (const { file } of files.filter((each) => isTouchedBy(each, matches))) {
      if (isUnknown(file.added)) return uncounted('files.added', file.added);
      if (isUnknown(file.deleted)) return uncounted('files.deleted', file.deleted);
      lines += file.added + file.deleted;
    }
    return { is: 'known', value: BigInt(lines), paths: [] };
  },
} satisfies Record<FileQuestion, (listed: Listed, matches: PathMatcher) => FileAnswer>;

function isTouchedBy({ path, movedFrom }: TouchedFile, matches: PathMatcher): boolean {
  return matches(path) || (movedFrom !== null && matches(movedFrom));
}

function isWithin({ path, movedFrom }: TouchedFile, matches: PathMatcher): boolean {
  return matches(path) && (movedFrom === null || matches(movedFrom));
}

function uncounted(fact: string, { unknown }: Unknown): FileAnswer {
  return { is: 'unknown', missing: { fact, reason: unknown } };
}

function listed(files: Files): Listed {
  const made = lists.get(files) ?? listAnew(files);
  lists.set(files, made);
  return made;
}

function listAnew(files: Files): Listed {
  if (!isUnknown(files)) return { files: files.map(touchedFile), missing: null };
  const missing = { fact: 'files', reason: files.unknown };
  return { files: 'seen' in files ? files.seen.map(touchedFile) : [], missing };
}

function touchedFile(file: ChangedFile): TouchedFile {
  const { path, previousPath, status } = file;
  return { file, path, movedFrom: previousPath === undefined || status === 'copied' ? null : previousPath };
}

function shownPaths(files: readonly TouchedFile[]): readonly string[] {
  const paths = files
    .slice(0, mostItems)
    .map(({ path, movedFrom }) => (movedFrom === null ? path : `${movedFrom} → ${path}`));
  return files.length > mostItems ? [...paths, `… ${files.length - mostItems} more`] : paths;
}
