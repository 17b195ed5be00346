import { pathMatcher } from './glob.ts';

/** Whether `.gitattributes` marks a path as generated or vendored: true, explicitly not (false), or nothing is said (null). */
export type PathAttributes = (path: string) => boolean | null;

/** Reads `linguist-generated` and `linguist-vendored` of a repository's root `.gitattributes`; the last match wins, as in git. */
export function parseGitattributes(text: string): PathAttributes {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap(parseLine)
    .reverse();
  return (path) => {
    const values = [lastValue(lines, { name: 'generated', path }), lastValue(lines, { name: 'vendored', path })];
    if (values.includes('set')) return true;
    return values.includes('unset') ? false : null;
  };
}

type State = 'set' | 'unset' | 'unspecified';
type Name = 'generated' | 'vendored';
type Line = { readonly matches: (path: string) => boolean; readonly states: ReadonlyMap<Name, State> };

function lastValue(lines: readonly Line[], { name, path }: { name: Name; path: string }): State {
  return lines.find((line) => line.states.has(name) && line.matches(path))?.states.get(name) ?? 'unspecified';
}

const patternAndRest = /^[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s#"]\S*))[ \t]+(.*)$/s;

function parseLine(line: string): readonly Line[] {
  const [, quoted, bare, rest] = patternAndRest.exec(line) ?? [];
  const pattern = quoted === undefined ? bare : unquote(quoted);
  if (pattern === undefined || rest === undefined || pattern.startsWith('!') || pattern.startsWith('[attr]')) return [];
  const states = new Map(rest.split(/\s+/).flatMap(parseState));
  return states.size === 0 || pattern.endsWith('/') ? [] : [{ matches: pathMatcher([globOf(pattern)]), states }];
}

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', a: '\u0007', v: '\v' };

function unquote(text: string): string {
  return text.replace(/\\(.)/gs, (_, character: string) => escapes[character] ?? character);
}

/** The same pattern as a path glob. In git braces are literal, and a pattern without a slash matches at any depth. */
function globOf(pattern: string): string {
  const literal = pattern.replace(/[{}]/g, '[$&]');
  if (!literal.includes('/')) return `**/${literal}`;
  return literal.replace(/^\//, '');
}

const attribute = /^([-!]?)linguist-(generated|vendored)(?:=(.*))?$/;
const marks: Readonly<Record<string, State>> = { '': 'set', '-': 'unset', '!': 'unspecified' };

function parseState(word: string): readonly (readonly [Name, State])[] {
  const [, mark, name, value] = attribute.exec(word) ?? [];
  if (name !== 'generated' && name !== 'vendored') return [];
  if (value === 'false' || value === '0') return [[name, 'unset']];
  return [[name, marks[mark ?? ''] ?? 'set']];
}
