import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '../errors.ts';
import type { Options } from './options.ts';
import { reasonOf } from './reason.ts';

type Writing = { readonly name: 'rows' | 'html'; readonly cwd: string; readonly text: () => string };

/** Writes a text to the file that an option names; without the option, nothing. */
export async function writeNamed(options: Options, { name, cwd, text }: Writing): Promise<void> {
  const file = options.value(name);
  if (file === null) return;
  try {
    await writeFile(resolve(cwd, file), text());
  } catch (cause) {
    throw new InputError({
      problem: `\`${file}\` cannot be written: ${reasonOf(cause)}`,
      remedy: 'name a file in a folder that exists',
      cause,
    });
  }
}
