import type { FileKind } from '../change/facts.ts';
import type { Makeup } from './makeup.ts';

/** A kind of change that a policy can name by what nobody can simply write: never by titles or labels. */
export type KindOfChange = {
  readonly kinds: readonly FileKind[];
  /** The folder that holds all files; null: anywhere. */
  readonly folder: string | null;
  /** The bot that makes it; null: anybody. */
  readonly bot: string | null;
};

/** Kinds of files that hardly ever fail, whoever changes them (see docs/risk-evidence.md). */
const harmless: readonly FileKind[] = ['docs', 'translation', 'test'];
/** What may be safe in some folder where it always went well. */
const folderKinds: readonly FileKind[] = [...harmless, 'config', 'generated', 'binary'];
/** What may be safe from a bot that always did it well; code and what changes data or machines is for people to look at. */
const botKinds: readonly FileKind[] = [...folderKinds, 'dependencies'];

/** The kinds of change that a change is an example of. */
export function kindsOf({ kinds, folder, bot }: Makeup): readonly KindOfChange[] {
  const only = (allowed: readonly FileKind[]): boolean => kinds.every((kind) => allowed.includes(kind));
  return [
    ...(only(harmless) ? [{ kinds, folder: null, bot: null }] : []),
    ...(bot !== null && only(botKinds) ? [{ kinds, folder: null, bot }] : []),
    ...(folder !== null && isPlain(folder) && only(folderKinds) ? [{ kinds, folder, bot: null }] : []),
  ];
}

/** Characters that patterns of paths take as they are. */
function isPlain(folder: string): boolean {
  return /^[\w./-]+$/u.test(folder);
}

/** Whether a change is of a kind. */
export function isOfKind({ kinds, folder, bot }: Makeup, kind: KindOfChange): boolean {
  if (kind.bot !== null && kind.bot !== bot) return false;
  if (kind.folder !== null && folder !== kind.folder && folder?.startsWith(`${kind.folder}/`) !== true) return false;
  return kinds.every((each) => kind.kinds.includes(each));
}

/** The condition that a policy says it with; `lines`: no larger than this, null: of any size. */
export function conditionOf({ kinds, folder, bot }: KindOfChange, lines: number | null): string {
  const files = `file.kind in [${kinds.map(quoted).join(', ')}]`;
  return [
    ...(bot === null ? [] : ['change.isBot', `change.author == ${quoted(bot)}`]),
    ...(folder === null ? [] : [`onlyTouches(${quoted(`${folder}/**`)})`]),
    'change.filesChanged > 0',
    `files.all(file, ${files} && file.status != "renamed" && file.status != "copied")`,
    ...(lines === null ? [] : [`lines("**") <= ${lines}`]),
  ].join(' && ');
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A kind of change in words: `only docs and test in docs/guide`. */
export function kindInWords({ kinds, folder, bot }: KindOfChange): string {
  const last = kinds.at(-1) ?? '';
  const list = kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} and ${last}` : last;
  return [`only ${list}`, ...(folder === null ? [] : [`in ${folder}`]), ...(bot === null ? [] : [`by ${bot}`])].join(
    ' ',
  );
}

/** Ids have 64 characters at most; some are left for a number behind. */
const longestId = 56;

/** An id for a policy: `dependabot-dependencies`, `config-flags-config`, `translation-only`. */
export function idOf({ kinds, folder, bot }: KindOfChange): string {
  const words = [bot?.replace(/\[bot\]$/u, ''), folder, ...kinds, ...(bot === null && folder === null ? ['only'] : [])];
  return words
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, longestId)
    .replaceAll(/^-|-+$/gu, '');
}
