import type { ChangedFile, ChangeFacts, FileKind } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';

/** What a change is made of, by what nobody can simply write: paths and who made it, never titles or labels. */
export type Makeup = {
  /** Kinds of its files, sorted. */
  readonly kinds: readonly FileKind[];
  /** The folder that all its files lie in, at most two parts long; null if there is none. */
  readonly folder: string | null;
  /** The bot that made it, as GitHub proves; null for people. */
  readonly bot: string | null;
  /** Lines added and deleted; null if they are not all known. */
  readonly lines: number | null;
};

/** The makeup of a change; null where its files are not all known, there is none, or one was something else before. */
export function makeupOf({ files, change }: ChangeFacts): Makeup | null {
  if (isUnknown(files) || files.length === 0) return null;
  // What was code before it got its new name is no documentation.
  if (files.some(({ status }) => status === 'renamed' || status === 'copied')) return null;
  const bot = change.isBot === true && !isUnknown(change.author) ? change.author : null;
  const kinds = [...new Set(files.map(({ kind }) => kind))].toSorted();
  return { kinds, folder: folderOf(files), bot, lines: linesOf(files) };
}

function linesOf(files: readonly ChangedFile[]): number | null {
  let lines = 0;
  for (const { added, deleted } of files) {
    if (isUnknown(added) || isUnknown(deleted)) return null;
    lines += added + deleted;
  }
  return lines;
}

const deepest = 2;

function folderOf([first, ...others]: readonly ChangedFile[]): string | null {
  const parts = first?.path.split('/').slice(0, -1).slice(0, deepest) ?? [];
  const shared = parts.filter((_, index) => {
    const start = `${parts.slice(0, index + 1).join('/')}/`;
    return others.every(({ path }) => path.startsWith(start));
  });
  return shared.length === 0 ? null : shared.join('/');
}
