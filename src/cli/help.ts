import type { Command } from './command.ts';
import type { OptionSpec } from './options.ts';

/** The overview of all commands. */
export function renderHelp(commands: Readonly<Record<string, { readonly summary: string }>>): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const);
  return [
    'change-gate: may this change go to this environment now? If not: why, what unblocks it, and when.',
    '',
    'usage: change-gate [command] [options]',
    '',
    ...table(rows),
    '',
    '`change-gate help COMMAND` lists the options of a command.',
    'exit codes: 0 approved or done · 10 needs approval · 11 blocked · 2 wrong input or policy · 3 cannot tell · 1 a bug',
    '',
  ].join('\n');
}

/** The options of one command. */
export function renderCommandHelp(name: string, command: Command): string {
  const rows = Object.entries(command.options).map(([option, spec]) => [signature(option, spec), spec.help] as const);
  return [`change-gate ${name}: ${command.summary}`, '', `usage: ${command.usage}`, '', ...table(rows), ''].join('\n');
}

function signature(option: string, { kind, value }: OptionSpec): string {
  return kind === 'flag' ? `--${option}` : `--${option} ${value ?? 'VALUE'}`;
}

function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
