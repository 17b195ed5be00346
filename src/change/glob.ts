import { braceExpand, Minimatch } from 'minimatch';
import { anywhereMatcher } from './anywhere.ts';
import { segmentMatcher } from './segments.ts';

/** The longest path pattern, in characters. */
export const longestPattern = 512;

/** The most paths that the braces of one pattern may stand for. */
const mostExpansions = 256;

/** Tells whether one of the patterns matches a path, seen from the root of the repository; case counts. */
export function pathMatcher(patterns: readonly string[]): PathMatcher {
  const key = patterns.join('\0');
  const known = matchers.get(key);
  if (known !== undefined) return known;
  if (matchers.size >= mostMatchers) matchers.clear();
  const matcher = anyOf([...new Set(patterns)].map(compile));
  matchers.set(key, matcher);
  return matcher;
}

/** The folders, like `src/api/`, outside of which no pattern matches; empty text where one may match anywhere. */
export function foldersOf(patterns: readonly string[]): readonly string[] {
  return [...new Set(patterns.map(plainFolder))];
}

/** What is wrong with a path pattern, in words; null if nothing is. */
export function checkPathPattern(pattern: string): string | null {
  if (pattern === '') return 'the pattern is empty';
  if (pattern.length > longestPattern) {
    return `the pattern has ${pattern.length} characters, and ${longestPattern} is the most`;
  }
  const trap = traps.find(({ form }) => form.test(pattern));
  if (trap !== undefined) return `\`${pattern}\` ${trap.problem}`;
  const { length } = braceExpand(pattern, { braceExpandMax: mostExpansions + 1 });
  if (length > mostExpansions) return `the braces of \`${pattern}\` stand for more than ${mostExpansions} paths`;
  return length === 0 ? `\`${pattern}\` matches nothing` : null;
}

/** Tells whether a pattern for names matches: `*` stands for any characters, `/` too, `?` for one, all else for itself. */
export function wildcardMatcher(pattern: string): (value: string) => boolean {
  const wanted = Array.from(pattern);
  if (!wanted.includes('*') && !wanted.includes('?')) return (value) => value === pattern;
  return (value) => matchesWildcards(wanted, Array.from(value));
}

type PathMatcher = (path: string) => boolean;

const matchers = new Map<string, PathMatcher>();
const mostMatchers = 2_000;

const traps = [
  { form: /^!/, problem: 'starts with `!`, which is taken literally: say what must not match in a condition' },
  { form: /^\//, problem: 'starts with `/`, but paths are seen from the root of the repository: leave it out' },
  { form: /\/$/, problem: 'ends with `/` and matches no file: a folder with all in it is `folder/**`' },
  { form: /(^|\/)\.\.?(\/|$)/, problem: 'contains `.` or `..` as a folder, which no path of a repository does' },
  { form: /\/\//, problem: 'contains `//`, which no path of a repository does' },
  {
    form: /(^|[^\\])[@!+*?]\(/,
    problem: 'contains an extended pattern like `@(a|b)`, which is not known: use `{a,b}`',
  },
  { form: /\0/, problem: 'contains a null character' },
];

const options = {
  dot: true,
  nonegate: true,
  nocomment: true,
  noext: true,
  // The same on every machine: `\` escapes, `/` separates.
  platform: 'linux',
  braceExpandMax: mostExpansions,
} as const;

const magic = /[*?[\]{}\\]/;

/** What minimatch would say, which is asked about the forms that are left when braces are spelled out. */
function compile(pattern: string): PathMatcher {
  const patterns = pattern.includes('{') && !pattern.includes('\\') ? braceExpand(pattern, options) : [pattern];
  return anywhereMatcher(patterns) ?? anyOf([...new Set(patterns)].map(compileExpanded));
}

/** The forms that most patterns have are comparisons of strings. */
function compileExpanded(pattern: string): PathMatcher {
  if (pattern === '**') return () => true;
  if (isPlain(pattern)) return (path) => path === pattern;
  if (pattern.includes('//')) return later(() => other(pattern));
  for (const { form, match } of shortCuts) {
    const [, plain, end = ''] = form.exec(pattern) ?? [];
    if (plain !== undefined && isPlain(plain) && isPlain(end)) return match(plain, end);
  }
  const folder = plainFolder(pattern);
  const matches = later(() => (isStarred(pattern) ? segmentMatcher(pattern) : other(pattern)));
  return (path) => path.startsWith(folder) && matches(path);
}

/** A matcher that is made when it is first asked: most policies have patterns for folders that a change does not touch. */
function later(make: () => PathMatcher): PathMatcher {
  let made: PathMatcher | null = null;
  return (path) => (made ??= make())(path);
}

function other(pattern: string): PathMatcher {
  const minimatch = new Minimatch(pattern, options);
  return (path) => minimatch.match(path);
}

const shortCuts: readonly { readonly form: RegExp; readonly match: (plain: string, end: string) => PathMatcher }[] = [
  {
    form: /^\*\*\/([^*]+\/)\*\*$/,
    match: (folder) => (path) => path.startsWith(folder) || path.includes(`/${folder}`),
  },
  { form: /^([^*]+\/)\*\*$/, match: (folder) => (path) => path.startsWith(folder) },
  { form: /^\*\*\/([^*]+)$/, match: (file) => (path) => path.endsWith(`/${file}`) || path === file },
  { form: /^\*\*\/\*(\.[^*/]+)$/, match: (ending) => (path) => path.endsWith(ending) },
  { form: /^\*\*\/([^*/]+)\*([^*/]*)$/, match: nameMatcher },
];

/** Files in any folder whose names begin and end like this. */
function nameMatcher(start: string, end: string): PathMatcher {
  const shortest = start.length + end.length;
  return (path) => {
    const name = path.lastIndexOf('/') + 1;
    return path.startsWith(start, name) && path.endsWith(end) && path.length - name >= shortest;
  };
}

/** The folders that every match lies in. */
function plainFolder(pattern: string): string {
  const end = pattern.search(magic);
  const beginning = end === -1 ? pattern : pattern.slice(0, end);
  const folder = beginning.slice(0, beginning.lastIndexOf('/') + 1);
  return isPlain(folder) ? folder : '';
}

function isPlain(text: string): boolean {
  return !magic.test(text) && !text.includes('//') && !/(^|\/)\.\.?(\/|$)/.test(text);
}

/** Whether stars are all that is not plain text. */
function isStarred(pattern: string): boolean {
  return pattern.split('/').every((segment) => isPlain(segment.replaceAll('*', '')));
}

function anyOf(matches: readonly PathMatcher[]): PathMatcher {
  const [first] = matches;
  if (matches.length === 1 && first !== undefined) return first;
  return (path) => matches.some((each) => each(path));
}

/**
 * INVARIANT: only the last `*` is ever tried again, so the time is at most the product of both lengths,
 * whatever the pattern.
 */
function matchesWildcards(wanted: readonly string[], value: readonly string[]): boolean {
  let at = 0;
  let star = -1;
  let starAt = 0;
  for (let index = 0; index < value.length;) {
    if (wanted[at] === '*') {
      star = at++;
      starAt = index;
    } else if (wanted[at] === '?' || wanted[at] === value[index]) {
      at++;
      index++;
    } else if (star === -1) {
      return false;
    } else {
      at = star + 1;
      index = ++starAt;
    }
  }
  while (wanted[at] === '*') at++;
  return at === wanted.length;
}
