import type { ChangeFacts } from '../change/facts.ts';
import { parseFacts } from '../change/parse-facts.ts';
import type { Place, Problem } from '../errors.ts';
import { schemaProblems } from '../policy/problems.ts';
import type { Places } from '../policy/yaml-places.ts';
import { parseYaml } from '../policy/yaml.ts';
import { overridden } from './override.ts';
import type { Expectation, PolicyTestFile } from './policy-test.ts';
import { validateTests } from './validate-tests.generated.js';

/** A test as it was written, and where. */
export type WrittenTest = {
  readonly name: string;
  readonly place: Place;
  /** The record whose facts it starts from, as written; null: safe facts. */
  readonly from: { readonly path: string; readonly place: Place } | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly expect: Expectation;
  /** Where a part of the test stands, by JSON pointer from the test. */
  readonly placeOf: (pointer: string) => Place;
};

/** Of a file whose form is wrong, `tests` are those that are right. */
export type ReadTests =
  | { readonly ok: true; readonly tests: readonly WrittenTest[] }
  | { readonly ok: false; readonly tests: readonly WrittenTest[]; readonly problems: readonly Problem[] };

/** The tests in a file, or everything that is wrong with its form; `file` names it in problems. */
export function readTests(content: Uint8Array | string, file: string): ReadTests {
  const document = parseYaml(content, file);
  if (!document.ok) return { ...document, tests: [] };
  const { value, places } = document;
  const written = { file, places };
  if (validateTests(value)) {
    return { ok: true, tests: value.tests.map((test, index) => writtenTest(test, { ...written, index })) };
  }
  return {
    ok: false,
    problems: schemaProblems(validateTests.errors ?? [], written),
    tests: testsIn(value).flatMap((test, index) => {
      const alone: unknown = { tests: [test] };
      return validateTests(alone) ? alone.tests.map((each) => writtenTest(each, { ...written, index })) : [];
    }),
  };
}

type Standing = { readonly file: string; readonly places: Places; readonly index: number };

function writtenTest(
  { name, from, facts = {}, expect }: PolicyTestFile['tests'][number],
  { file, places, index }: Standing,
): WrittenTest {
  const placeOf = placesBelow(places, { file, pointer: `/tests/${index}` });
  const record = from === undefined ? null : { path: from, place: placeOf('/from') };
  return { name, place: placeOf('/name'), from: record, facts, expect, placeOf };
}

function testsIn(value: unknown): readonly unknown[] {
  const tests: unknown = typeof value === 'object' && value !== null && 'tests' in value ? value.tests : [];
  return Array.isArray(tests) ? tests : [];
}

export type ParsedTestFacts =
  | { readonly ok: true; readonly facts: ChangeFacts }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The facts of a test: those it names, over those of its record, over safe ones. */
export function factsOfTest(
  { facts, placeOf }: Pick<WrittenTest, 'facts' | 'placeOf'>,
  recorded: Readonly<Record<string, unknown>> | null,
): ParsedTestFacts {
  const document = recorded === null ? facts : overridden(recorded, facts);
  const parsed = parseFacts(document, { missing: recorded === null ? 'safe' : 'unknown' });
  if (parsed.ok) return parsed;
  const problems = parsed.problems.map(({ pointer, problem, remedy }): Problem => {
    const place = placeOf(`/facts${pointer}`);
    const subject = pointer === '' ? '' : `\`${pointer.slice(1).replaceAll('/', '.')}\`: `;
    return { ...place, severity: 'error', code: 'test/wrong-facts', problem: `${subject}${problem}`, remedy };
  });
  return { ok: false, problems };
}

function placesBelow(places: Places, { file, pointer }: { readonly file: string; readonly pointer: string }) {
  return (below: string): Place => ({ file, ...places.ofValue(`${pointer}${below}`) });
}
