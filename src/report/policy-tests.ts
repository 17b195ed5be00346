import type { Coverage, TestResult } from '../policy-test/policy-test.ts';
import { plainText } from './escape.ts';
import type { Color } from './paint.ts';
import { painter } from './paint.ts';

type Tested = { readonly results: readonly TestResult[]; readonly coverage: Coverage };
type Style = { readonly color: Color };

/** What the tests of a policy said, for a terminal: each test, the differences of those that failed, the rules that none exercises. */
export function renderTests({ results, coverage }: Tested, { color }: Style): string {
  const failed = results.filter(({ differences }) => differences.length > 0);
  const paint = painter(color);
  const passed = `${results.length - failed.length} passed`;
  const closing =
    failed.length === 0 ? paint('green', passed) : `${passed}, ${paint('red', `${failed.length} failed`)}`;
  const lines = [...results.flatMap((result) => testLines(result, color)), '', closing, ...coverageLines(coverage)];
  return lines.map((line) => `${line}\n`).join('');
}

function testLines({ name, place, differences, decision }: TestResult, color: Color): readonly string[] {
  const paint = painter(color);
  if (differences.length === 0) return [`${paint('green', '✓')} ${plainText(name, 300)}`];
  const { file, line } = place;
  const width = Math.max(...differences.map(({ key }) => key.length));
  return [
    `${paint('red', '✗')} ${paint('bold', plainText(name, 300))}  ${paint('dim', `${plainText(file, 300)}:${line}`)}`,
    ...differences.flatMap(({ key, expected, found }) => [
      `    ${plainText(key).padEnd(width)}  expected ${paint('green', plainText(expected, 500))}`,
      `    ${' '.repeat(width)}     found ${paint('red', plainText(found, 1_000))}`,
    ]),
    ...groundsOf({ differences, decision }).map((ground) => `    ${plainText(ground, 1_000)}`),
  ];
}

/** What the outcome rests on, where a test expected another one. */
export function groundsOf({ differences, decision }: Pick<TestResult, 'differences' | 'decision'>): readonly string[] {
  if (!differences.some(({ key }) => key === 'outcome')) return [];
  const stops = decision.findings.filter(({ effect }) => effect !== 'note');
  if (stops.length === 0) return ['nothing holds or blocks it'];
  return stops.map(({ code, effect, problem }) => `${effect === 'hold' ? 'held' : 'blocked'} by ${code}: ${problem}`);
}

/** Rules of other files are inherited: their makers test them, so they are only counted. */
function coverageLines({ rules, exercised, unexercised }: Coverage): readonly string[] {
  const counted = `${exercised} of ${rules} rules exercised: taken out, a decision of these tests would be another`;
  const inherited = unexercised.filter(({ source }) => source.startsWith('change-gate:'));
  const own = unexercised.filter((rule) => !inherited.includes(rule));
  const further = inherited.length === 0 ? [] : [`  and ${inherited.length} of the shipped policy that it extends`];
  if (own.length === 0) return inherited.length === 0 ? [counted] : [counted, `not exercised:`, ...further];
  const width = Math.max(...own.map(({ id }) => id.length));
  const lines = own.map(({ id, source }) => `  ${id.padEnd(width)}  ${plainText(source, 300)}`);
  return [counted, 'not exercised:', ...lines, ...further];
}
