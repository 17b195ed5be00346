import { closest } from '../closest.ts';
import type { HandSetFact } from '../change/assume.ts';
import type { FactsProblem } from '../change/schema-problems.ts';
import { InputError } from '../errors.ts';

/** One `--assume NAME=VALUE`; the value is JSON, or else a plain word, as in `--assume change.author=alice`. */
export function readAssumption(text: string): HandSetFact {
  const [, name, value] = /^([A-Za-z0-9.]+)=(.*)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return { name, value: jsonOrText(value) };
  throw new InputError({
    problem: `\`--assume ${text}\` is not \`NAME=VALUE\``,
    remedy: 'write it like `--assume deployments.inProgress=0`',
  });
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What is wrong with facts that were sound before some were set by hand. */
export async function wrongAssumptions(
  facts: readonly HandSetFact[],
  problems: readonly FactsProblem[],
): Promise<InputError> {
  const { factTypes } = await import('../condition/fact-types.generated.ts');
  const names = Object.keys(factTypes);
  const [first = null, ...rest] = facts.flatMap((fact) => {
    const pointer = `/${fact.name.replaceAll('.', '/')}`;
    const own = problems.find((each) => isWithin(each.pointer, pointer) || isWithin(pointer, each.pointer));
    return own === undefined ? [] : [wordsOf(fact, own, names)];
  });
  const all = first === null ? problems : [first, ...rest];
  if (all.length === 1 && first !== null) return new InputError(first);
  return new InputError({
    problem: all.map(({ problem, remedy }) => (remedy === null ? problem : `${problem}; ${remedy}`)).join('\n       '),
    remedy: null,
  });
}

/** Whether one pointer is another, or below it; everything is below the document, which is meant by no assumption. */
function isWithin(pointer: string, other: string): boolean {
  return other !== '' && `${pointer}/`.startsWith(`${other}/`);
}

type Words = Pick<FactsProblem, 'problem' | 'remedy'>;

function wordsOf({ name, value }: HandSetFact, { problem, remedy }: FactsProblem, names: readonly string[]): Words {
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  const meant = names.includes(name) ? null : nearestName(name, names);
  return {
    problem: `\`--assume ${name}=${shown}\`: ${problem}`,
    remedy:
      meant === null ? (remedy ?? '`change-gate schema facts` prints what it may hold') : `did you mean \`${meant}\`?`,
  };
}

/** Who leaves the group out means the fact that has this name in one. */
function nearestName(name: string, names: readonly string[]): string | null {
  return names.find((each) => each.endsWith(`.${name}`)) ?? closest(name, names);
}
