import { InputError } from '../errors.ts';
import { closest } from '../closest.ts';
import { version } from '../version.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import { parseOptions } from './options.ts';
import { reportError } from './report-error.ts';
import type { World } from './world.ts';

type CommandSource = { readonly summary: string; readonly load: () => Promise<Command> };

/** Commands by name; a command's code is loaded when it is called. */
const commands: Readonly<Record<string, CommandSource>> = {
  evaluate: { summary: 'judge a change (the default)', load: async () => (await import('./evaluate.ts')).evaluate },
  check: { summary: 'find what is wrong with a policy', load: async () => (await import('./check.ts')).check },
  test: { summary: 'run the tests of a policy', load: async () => (await import('./test.ts')).test },
  calendar: { summary: 'say when changes may go out', load: async () => (await import('./calendar.ts')).calendar },
  backtest: {
    summary: 'replay past changes under a policy',
    load: async () => (await import('./backtest.ts')).backtest,
  },
  calibrate: {
    summary: 'fit the points of a policy to what failed here',
    load: async () => (await import('./calibrate.ts')).calibrate,
  },
  metrics: {
    summary: 'tell from the ledger how changes went',
    load: async () => (await import('./metrics.ts')).metrics,
  },
  replay: { summary: 'decide a recorded change again', load: async () => (await import('./replay.ts')).replay },
  schema: { summary: 'print the JSON Schema of a document', load: async () => (await import('./schema.ts')).schema },
  init: { summary: 'write a starter policy and workflow', load: async () => (await import('./init.ts')).init },
};

/** Runs one command line and gives its exit code; never throws. */
export async function main(world: World): Promise<number> {
  try {
    return await dispatch(world);
  } catch (error) {
    return reportError(error, world);
  }
}

const versionWords = ['--version', '-v'];
const helpWords = ['--help', '-h'];

async function dispatch(world: World): Promise<number> {
  const [first, ...rest] = world.argv;
  if (first !== undefined && versionWords.includes(first)) return printVersion(rest, world);
  if (first === 'help' || (first !== undefined && helpWords.includes(first))) return await help(rest, world);
  const isOption = first === undefined || first.startsWith('-');
  const name = isOption ? 'evaluate' : first;
  const argv = isOption ? world.argv : rest;
  const command = await commandOf(name);
  if (argv.some((word) => helpWords.includes(word))) return await help([name], world);
  const { options, words = [] } = command;
  return await command.run(parseOptions({ command: name, options, words }, argv), world);
}

function printVersion(rest: readonly string[], world: World): number {
  refuseWords('--version', rest);
  world.print(`${version}\n`);
  return exitCodes.success;
}

async function help([name, ...rest]: readonly string[], world: World): Promise<number> {
  refuseWords('help', rest);
  const { renderCommandHelp, renderHelp } = await import('./help.ts');
  const { width } = world.output;
  world.print(name === undefined ? renderHelp(commands, width) : renderCommandHelp(await commandOf(name), width));
  return exitCodes.success;
}

function refuseWords(after: string, [word]: readonly string[]): void {
  if (word === undefined) return;
  throw new InputError({ problem: `\`${word}\` is not expected after \`${after}\``, remedy: 'leave it out' });
}

async function commandOf(name: string): Promise<Command> {
  const source = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (source !== undefined) return await source.load();
  const names = Object.keys(commands);
  const near = closest(name, names);
  throw new InputError({
    problem: name === '' ? 'the command is an empty word' : `there is no command \`${name}\``,
    remedy: near === null ? `the commands are ${quoted(names)}` : `did you mean \`${near}\`?`,
  });
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
