import { InputError } from '../errors.ts';
import { closest } from '../closest.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import type { Options } from './options.ts';
import type { World } from './world.ts';

/** `change-gate schema`: prints the JSON Schema of a document. */
export const schema: Command = {
  summary: 'Prints the JSON Schema of a document.',
  usage: 'change-gate schema policy|facts|decision|record|metrics|deployments',
  options: {},
  words: ['document'],
  run: runSchema,
};

async function runSchema({ words }: Options, world: World): Promise<number> {
  const { schemas } = await import('../policy/schemas.generated.ts');
  const names = Object.keys(schemas);
  const [name] = words;
  const found = Object.entries(schemas).find(([each]) => each === name);
  if (found === undefined) throw unknownDocument(name, names);
  world.print(`${JSON.stringify(found[1], null, 2)}\n`);
  return exitCodes.success;
}

function unknownDocument(name: string | undefined, names: readonly string[]): InputError {
  const near = name === undefined ? null : closest(name, names);
  return new InputError({
    problem: name === undefined ? 'no document was named' : `there is no schema of \`${name}\``,
    remedy: near === null ? `name one of ${names.join(', ')}` : `did you mean \`${near}\`?`,
  });
}
