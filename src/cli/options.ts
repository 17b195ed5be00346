import { parseArgs } from 'node:util';
import { InputError } from '../errors.ts';
import { closest } from '../closest.ts';

/** One option of a command: a `flag` has no value, a `list` may be given several times. */
export type OptionSpec = {
  readonly kind: 'flag' | 'value' | 'list';
  readonly value?: string;
  readonly help: string;
};

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** The options given, by name. */
export interface Options {
  flag(name: string): boolean;
  value(name: string): string | null;
  list(name: string): readonly string[];
  /** What stood there without an option. */
  readonly words: readonly string[];
}

/** Reads a command's options; throws an `InputError` for one that it does not have. */
export function parseOptions(specs: OptionSpecs, argv: readonly string[]): Options {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { kind }]) => [
      name,
      { type: kind === 'flag' ? 'boolean' : 'string', multiple: kind === 'list' } as const,
    ]),
  );
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'option') checkToken(specs, token);
  }
  return {
    flag: (name) => values[name] === true,
    value: (name) => lastText(values[name]),
    list: (name) => [values[name] ?? []].flat().filter((value) => typeof value === 'string'),
    words: positionals,
  };
}

type OptionToken = { readonly name: string; readonly rawName: string; readonly value: string | undefined };

function checkToken(specs: OptionSpecs, { name, rawName, value }: OptionToken): void {
  const spec = specs[name];
  if (spec === undefined) throw unknownOption(rawName, Object.keys(specs));
  if (spec.kind === 'flag' && value !== undefined) {
    throw new InputError({ problem: `\`${rawName}\` takes no value`, remedy: `write \`${rawName}\` alone` });
  }
  if (spec.kind !== 'flag' && (value === undefined || value === '')) {
    throw new InputError({
      problem: `\`${rawName}\` needs a value`,
      remedy: `write \`${rawName} ${spec.value ?? 'VALUE'}\``,
    });
  }
}

function unknownOption(rawName: string, names: readonly string[]): InputError {
  const near = closest(rawName.replace(/^-+/, ''), names);
  return new InputError({
    problem: `unknown option \`${rawName}\``,
    remedy: near === null ? 'see `change-gate help`' : `did you mean \`--${near}\`?`,
  });
}

function lastText(value: unknown): string | null {
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === 'string' ? last : null;
}
