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

/** What a command takes. */
export type Signature = {
  readonly command: string;
  readonly options: OptionSpecs;
  /** What may stand there without an option, in order. */
  readonly words: readonly string[];
};

/** Reads a command's options; throws an `InputError` for whatever it does not take. */
export function parseOptions(signature: Signature, argv: readonly string[]): Options {
  const options = Object.fromEntries(
    Object.entries(signature.options).map(([name, { kind }]) => [
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
  const given = tokens.filter((token) => token.kind === 'option');
  for (const token of given) checkToken(signature, token);
  refuseRepetition(signature, given);
  refuseFurtherWords(signature, positionals);
  return {
    flag: (name) => values[name] === true,
    value: (name) => lastText(values[name]),
    list: (name) => [values[name] ?? []].flat().filter((value) => typeof value === 'string'),
    words: positionals,
  };
}

type OptionToken = {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
};

function checkToken({ command, options }: Signature, { name, rawName, value, inlineValue }: OptionToken): void {
  const spec = Object.hasOwn(options, name) ? options[name] : undefined;
  if (spec === undefined) throw unknownOption({ command, rawName, names: Object.keys(options) });
  if (spec.kind === 'flag') {
    if (value === undefined) return;
    throw new InputError({ problem: `\`${rawName}\` takes no value`, remedy: `write \`${rawName}\` alone` });
  }
  const form = `${rawName} ${spec.value ?? 'VALUE'}`;
  if (value === undefined || value === '') {
    throw new InputError({ problem: `\`${rawName}\` needs a value`, remedy: `write \`${form}\`` });
  }
  if (inlineValue === true || value === '-' || !value.startsWith('-')) return;
  throw new InputError({
    problem: `\`${rawName}\` needs a value, but \`${value}\` follows`,
    remedy: `write \`${form}\`; a value that begins with a dash is written \`${rawName}=${value}\``,
  });
}

type Unknown = { readonly command: string; readonly rawName: string; readonly names: readonly string[] };

function unknownOption({ command, rawName, names }: Unknown): InputError {
  const near = closest(rawName.replace(/^-+/, ''), names);
  return new InputError({
    problem: `\`${command}\` has no option \`${rawName}\``,
    remedy: near === null ? `see \`change-gate help ${command}\`` : `did you mean \`--${near}\`?`,
  });
}

function refuseRepetition({ options }: Signature, tokens: readonly OptionToken[]): void {
  const seen = new Map<string, string | undefined>();
  for (const { name, rawName, value } of tokens) {
    if (options[name]?.kind === 'value' && seen.has(name) && seen.get(name) !== value) {
      throw new InputError({
        problem: `\`${rawName}\` is given twice: \`${seen.get(name) ?? ''}\` and \`${value ?? ''}\``,
        remedy: 'keep one of them',
      });
    }
    seen.set(name, value);
  }
}

function refuseFurtherWords({ command, words }: Signature, given: readonly string[]): void {
  const further = words.at(-1)?.endsWith('...') === true ? undefined : given[words.length];
  const isEmpty = given.includes('');
  if (further === undefined && !isEmpty) return;
  const taken = words.length === 0 ? 'options only' : `one ${words.join(' and one ')}`;
  throw new InputError({
    problem: `\`${command}\` takes ${taken}, but ${isEmpty ? 'an empty word' : `\`${further ?? ''}\``} stands there`,
    remedy: `see \`change-gate help ${command}\``,
  });
}

function lastText(value: unknown): string | null {
  const last: unknown = Array.isArray(value) ? value.at(-1) : value;
  return typeof last === 'string' ? last : null;
}
