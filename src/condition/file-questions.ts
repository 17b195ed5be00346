import type { Files, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { foldersOf, pathMatcher } from '../change/glob.ts';
import type { Assumption } from '../finding/finding.ts';
import { filesBelow, rootFolder } from './folder.ts';
import type { Folder, TouchedFile } from './folder.ts';
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
  const answer = answers.get(key) ?? questions[question](listed(files), patterns);
  if (answers.size < mostAnswers) answers.set(key, answer);
  return answer;
}

/** The files that are known, and what is missing; null if they are all. */
type Listed = { readonly root: Folder; readonly missing: Assumption | null };

const answersAbout = new WeakMap<object, Map<string, FileAnswer>>();
const lists = new WeakMap<object, Listed>();
const mostAnswers = 5_000;

const questions = {
  touches({ root, missing }, patterns) {
    const touched = touchedBy(patterns, root);
    if (touched.length === 0 && missing !== null) return { is: 'unknown', missing };
    return { is: 'known', value: touched.length > 0, paths: shownPaths(touched) };
  },
  onlyTouches({ root: { files }, missing }, patterns) {
    const matches = pathMatcher(patterns);
    const others = files.filter((file) => !isWithin(file, matches));
    if (others.length === 0 && missing !== null) return { is: 'unknown', missing };
    return { is: 'known', value: others.length === 0 && files.length > 0, paths: shownPaths(others) };
  },
  lines({ root, missing }, patterns) {
    if (missing !== null) return { is: 'unknown', missing };
    let lines = 0;
    for (const { file } of touchedBy(patterns, root)) {
      if (isUnknown(file.added)) return uncounted('files.added', file.added);
      if (isUnknown(file.deleted)) return uncounted('files.deleted', file.deleted);
      lines += file.added + file.deleted;
    }
    return { is: 'known', value: BigInt(lines), paths: [] };
  },
} satisfies Record<FileQuestion, (listed: Listed, patterns: readonly string[]) => FileAnswer>;

/** Looks only where the patterns lead: policies have many rules for folders, and a change is in few of them. */
function touchedBy(patterns: readonly string[], root: Folder): readonly TouchedFile[] {
  const files = filesBelow(root, foldersOf(patterns));
  if (files.length === 0) return files;
  const matches = pathMatcher(patterns);
  return files.filter(({ path, movedFrom }) => matches(path) || (movedFrom !== null && matches(movedFrom)));
}

function isWithin({ path, movedFrom }: TouchedFile, matches: (path: string) => boolean): boolean {
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
  if (!isUnknown(files)) return { root: rootFolder(files), missing: null };
  const missing = { fact: 'files', reason: files.unknown };
  return { root: rootFolder('seen' in files ? files.seen : []), missing };
}

function shownPaths(files: readonly TouchedFile[]): readonly string[] {
  const paths = files
    .slice(0, mostItems)
    .map(({ path, movedFrom }) => (movedFrom === null ? path : `${movedFrom} → ${path}`));
  return files.length > mostItems ? [...paths, `… ${files.length - mostItems} more`] : paths;
}
