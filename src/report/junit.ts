import type { TestResult } from '../policy-test/policy-test.ts';
import { groundsOf } from './policy-tests.ts';

/** Test results as JUnit XML, one suite for each file. */
export function renderJunit(results: readonly TestResult[]): string {
  const files = new Set(results.map(({ place }) => place.file));
  const suites = [...files].map((file) =>
    suiteOf(
      file,
      results.filter(({ place }) => place.file === file),
    ),
  );
  const total = `tests="${results.length}" failures="${failures(results)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="change-gate" ${total}>\n${suites.join('')}</testsuites>\n`;
}

function suiteOf(file: string, tests: readonly TestResult[]): string {
  const counts = `tests="${tests.length}" failures="${failures(tests)}" errors="0" skipped="0"`;
  return `  <testsuite name="${xml(file)}" ${counts}>\n${tests.map(caseOf).join('')}  </testsuite>\n`;
}

function failures(results: readonly TestResult[]): number {
  return results.filter(({ differences }) => differences.length > 0).length;
}

function caseOf({ name, place: { file, line }, differences, decision }: TestResult): string {
  const start = `    <testcase classname="${xml(file)}" name="${xml(name)}" file="${xml(file)}" line="${line}"`;
  if (differences.length === 0) return `${start}/>\n`;
  const told = differences.map(({ key, expected, found }) => `${key}: expected ${expected}, found ${found}`);
  const lines = [...told, ...groundsOf({ differences, decision })];
  const [first = ''] = lines;
  return `${start}>\n      <failure message="${xml(first)}">${xml(lines.join('\n'))}</failure>\n    </testcase>\n`;
}

/** Text for XML 1.0, between tags and in attributes; characters that XML does not have become a replacement character. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"'\n\r\t]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
