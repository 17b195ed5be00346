import type { Problem } from '../errors.ts';
import type { SchemaError } from './validate-policy.generated.js';
import { wordsOf } from './wording.ts';
import type { Places } from './yaml-places.ts';

type Written = { readonly file: string; readonly places: Places };

/** What does not fit the schema, in words, each with its place; in the order of the file. */
export function schemaProblems(errors: readonly SchemaError[], { file, places }: Written): readonly Problem[] {
  const found = errors
    .filter((error) => !isMisspelt(error, errors))
    .map((error): Problem => {
      const { at, code, problem, remedy } = wordsOf(error);
      const position = at.part === 'key' ? places.ofKey(at.pointer) : places.ofValue(at.pointer);
      return { file, ...position, severity: 'error', code: `policy/${code}`, problem, remedy };
    });
  return inOrder(found);
}

/** Problems by file and place, each once. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const once = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...once.values()].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.problem, b.problem),
  );
}

/** A missing key that stands there misspelt, or as the key of another shape: the unknown key tells it already. */
function isMisspelt(error: SchemaError, errors: readonly SchemaError[]): boolean {
  if (error.keyword !== 'required') return false;
  const instead = [error.property, ...Object.keys(Object(error.parentSchema['elsewhere']))];
  return errors
    .filter(({ keyword, instancePath }) => keyword === 'additionalProperties' && instancePath === error.instancePath)
    .some((other) => instead.includes(wordsOf(other).meant ?? undefined));
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
