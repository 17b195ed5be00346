import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '../errors.ts';
import { reasonOf } from './reason.ts';
import type { World } from './world.ts';

type Input = {
  /** A path, or `-` for standard input. */
  readonly file: string;
  /** What it should be, as messages say it: `the record`. */
  readonly noun: string;
  readonly largestBytes: number;
};

/** The text of a file or of standard input; throws an `InputError` for what is too large or no text. */
export async function readInputText({ file, noun, largestBytes }: Input, world: World): Promise<string> {
  const bytes = await readBytes({ file, noun, largestBytes }, world);
  if (bytes.length > largestBytes) throw tooLarge({ file, noun, largestBytes });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const problem = `${noun} \`${file}\` is not text in UTF-8`;
    throw new InputError({ problem, remedy: 'save it as UTF-8, without compression', cause });
  }
}

async function readBytes(input: Input, world: World): Promise<Uint8Array> {
  const { file, noun, largestBytes } = input;
  if (file === '-') return await upTo(largestBytes, world.input);
  const path = resolve(world.cwd, file);
  try {
    if ((await stat(path)).size <= largestBytes) return await readFile(path);
  } catch (cause) {
    const problem = `${noun} \`${file}\` cannot be read: ${reasonOf(cause)}`;
    throw new InputError({ problem, remedy: 'name a JSON file, or `-` for standard input', cause });
  }
  throw tooLarge(input);
}

/** The bytes of an input until it ends, or is known to be too long. */
async function upTo(limit: number, input: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of input) {
    parts.push(part);
    size += part.length;
    if (size > limit) break;
  }
  return Buffer.concat(parts);
}

function tooLarge({ file, noun, largestBytes }: Input): InputError {
  return new InputError({
    problem: `${noun} \`${file}\` is larger than ${largestBytes / 1e6} MB`,
    remedy: 'name another file: nothing that change-gate writes is so large',
  });
}
