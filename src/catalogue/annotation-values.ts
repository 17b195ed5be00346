import { checkPathPattern } from '../change/glob.ts';
import { directoryOf } from '../change/path.ts';
import { closest } from '../closest.ts';
import { textOf } from './descriptor.ts';
import type { Part } from './descriptor.ts';
import type { RollbackDefault } from './service.ts';

/** `1`, the most critical, to `4`. */
export function tierOf(part: Part): number | null {
  const text = textOf(part);
  if (text === null) return null;
  if (/^[1-4]$/.test(text)) return Number(text);
  return refuse(part, `found \`${shown(text)}\`, expected a tier from \`1\`, the most critical, to \`4\``);
}

/** Patterns between commas or white space, outside of braces. */
export function pathsOf(part: Part, file: string): readonly string[] | null {
  const text = textOf(part);
  if (text === null) return null;
  const patterns = splitOutsideBraces(text).map((pattern) => fromFolder(pattern, file));
  for (const pattern of patterns) {
    const problem = checkPathPattern(pattern);
    if (problem !== null) return refuse(part, problem);
  }
  return patterns;
}

/** A path in the repository, or an address on the web. */
export function placeOf(part: Part, file: string): string | null {
  const text = textOf(part);
  return text === null ? null : fromFolder(text, file);
}

const durations = {
  runway: { form: /^(0|[1-9]\d{0,5})(s|m|h|d)$/, example: 'a duration like `30m`, `4h` or `0m`' },
  duration: { form: /^[1-9]\d{0,5}(s|m|h|d)$/, example: 'a duration like `30m` or `4h`' },
} as const;

export function durationOf(part: Part, kind: keyof typeof durations): string | null {
  const text = textOf(part);
  const { form, example } = durations[kind];
  if (text === null || form.test(text)) return text;
  return refuse(part, `found \`${shown(text)}\`, expected ${example}`);
}

export function truthOf(part: Part): boolean | null {
  const text = textOf(part);
  if (text === null) return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return refuse(part, `found \`${shown(text)}\`, expected \`true\` or \`false\``);
}

type Strategy = NonNullable<RollbackDefault['strategy']>;

const strategies = [
  'redeploy-previous',
  'revert',
  'feature-flag',
  'restore-backup',
  'roll-forward',
] as const satisfies readonly Strategy[];

export function strategyOf(part: Part): Strategy | null {
  const text = textOf(part);
  if (text === null) return null;
  const known = strategies.find((strategy) => strategy === text);
  if (known !== undefined) return known;
  const meant = closest(text, strategies);
  return refuse(
    part,
    `found \`${shown(text)}\`, expected one of ${strategies.map((each) => `\`${each}\``).join(', ')}`,
    meant === null ? null : `did you mean \`${meant}\`?`,
  );
}

/** A path seen from the root of the repository: what starts with `./` or `../` is seen from the folder of the file. */
function fromFolder(path: string, file: string): string {
  if (!/^\.\.?\//u.test(path)) return path;
  const parts = directoryOf(file)
    .split('/')
    .filter((part) => part !== '');
  for (const part of path.split('/')) {
    // One that leaves the repository keeps its dots, which no pattern may have.
    if (part === '..' && parts.length > 0) parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function splitOutsideBraces(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth <= 0 && /[\s,]/u.test(character)) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${character}`);
  }
  return parts.filter((part) => part !== '');
}

function refuse({ pointer, problems }: Part, problem: string, remedy: string | null = null): null {
  problems.push({ pointer, problem, remedy });
  return null;
}

function shown(text: string): string {
  return text.replaceAll(/[\s`]+/gu, ' ').slice(0, 60);
}
