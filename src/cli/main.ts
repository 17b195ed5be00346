import { InputError } from '../errors.ts';
import { closest } from '../closest.ts';
import { version } from '../version.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import { renderCommandHelp, renderHelp } from './help.ts';
import { parseOptions } from './options.ts';
import { reportError } from './report-error.ts';
import type { World } from './world.ts';

type CommandSource = { readonly summary: string; readonly load: () => Promise<Command> };

/** Commands by name; a command's code is loaded when it is called. */
const commands: Readonly<Record<string, CommandSource>> = {
  evaluate: { summary: 'judge a change (default)', load: async () => (await import('./evaluate.ts')).evaluate },
  check: { summary: 'find what is wrong with a policy', load: async () => (await import('./check.ts')).check },
  calendar: { summary: 'say when changes may go out', load: async () => (await import('./calendar.ts')).calendar },
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

async function dispatch(world: World): Promise<number> {
  const [first, ...rest] = world.argv;
  if (first === '--version' || first === '-v') return print(world, `${version}\n`);
  if (first === 'help' || first === '--help' || first === '-h') return await help(rest[0], world);
  const isOption = first === undefined || first.startsWith('-');
  const name = isOption ? 'evaluate' : first;
  const argv = isOption ? world.argv : rest;
  const command = await commandOf(name);
  if (argv.includes('--help') || argv.includes('-h')) return print(world, renderCommandHelp(name, command));
  return await command.run(parseOptions(command.options, argv), world);
}

async function help(name: string | undefined, world: World): Promise<number> {
  if (name !== undefined) return print(world, renderCommandHelp(name, await commandOf(name)));
  return print(world, renderHelp(commands));
}

async function commandOf(name: string): Promise<Command> {
  const source = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (source !== undefined) return await source.load();
  const near = closest(name, Object.keys(commands));
  throw new InputError({
    problem: `unknown command \`${name}\``,
    remedy:
      near === null
        ? `use one of ${Object.keys(commands).join(', ')}; see \`change-gate help\``
        : `did you mean \`${near}\`?`,
  });
}

function print(world: World, text: string): number {
  world.print(text);
  return exitCodes.success;
}
