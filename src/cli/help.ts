import { prose, say } from '../report/phrase.ts';
import { wrapped } from '../report/wrap.ts';
import type { Command } from './command.ts';
import type { OptionSpec } from './options.ts';

type Commands = Readonly<Record<string, { readonly summary: string }>>;

/** The overview of all commands. */
export function renderHelp(commands: Commands, width: number): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const);
  return linesOf([
    'May this change go to this environment now? If not: why, what unblocks it, and when.',
    '',
    'usage: change-gate [COMMAND] [OPTIONS]',
    '',
    ...table(rows, width),
    '',
    '`change-gate help COMMAND` tells the options of a command.',
    '',
    'exit codes',
    ...table(exits, width),
  ]);
}

const exits = [
  ['0', 'approved, or done'],
  ['10', 'needs approval'],
  ['11', 'blocked'],
  ['2', 'the command line, the policy or the facts are wrong'],
  ['3', 'cannot tell: the repository, the commit or git is missing'],
  ['1', 'a bug'],
] as const;

/** What one command does and takes. */
export function renderCommandHelp({ summary, usage, options }: Command, width: number): string {
  const rows = Object.entries(options).map(([option, spec]) => [signature(option, spec), spec.help] as const);
  return linesOf([
    ...wrapped(prose(summary), { ...pageOf(width), indent: 0 }),
    '',
    ...wrapped(say`${usage}`, { ...pageOf(width), indent: 7, lead: 'usage:', hanging: 9 }),
    ...(rows.length === 0 ? [] : ['', ...table(rows, width)]),
  ]);
}

function pageOf(width: number): { readonly color: 'none'; readonly width: number } {
  return { color: 'none', width: Math.min(100, Math.max(40, width)) };
}

function signature(option: string, { kind, value }: OptionSpec): string {
  return kind === 'flag' ? `--${option}` : `--${option} ${value ?? 'VALUE'}`;
}

function table(rows: readonly (readonly [string, string])[], width: number): readonly string[] {
  const indent = Math.max(...rows.map(([left]) => left.length)) + 4;
  return rows.flatMap(([left, right]) => wrapped(prose(right), { ...pageOf(width), indent, lead: `  ${left}` }));
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
