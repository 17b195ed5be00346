import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChangedFile, ChangeFacts } from '../../src/change/facts.ts';
import { checkCondition, checkMeasure, evaluateCondition, evaluateMeasure } from '../../src/condition/condition.ts';
import type { ConditionFacts } from '../../src/condition/condition.ts';
import { whatWouldTurnFalse } from '../../src/condition/turn-false.ts';
import { aChange } from '../builders.ts';

const unknown = { unknown: 'hidden' };

const numbers = ['change.linesChanged', 'change.commits', 'tier', 'change.entropy', 'deployments.successRate'];
const yesNo = ['change.isBot', 'change.isRevert', 'author.isNewHere', 'rollback.hasPlan'];
const texts = ['change.title', 'environment', 'change.author', 'change.type', 'local.weekday'];
const globs = ['"**"', '"src/**"', '"docs/**"', '"**/*.md"', '"guarded/**"'];

const { condition } = fc.letrec<{ condition: string; number: string; text: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(...numbers, '0', '1', '2.5', '0.0', '-1'),
    fc.constantFrom('size(files)', 'size(change.labels)', 'lines("src/**")', 'size(services)'),
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/', '%'), tie('number'))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([test_, a, b]) => `(${test_} ? ${a} : ${b})`),
  ),
  text: fc.constantFrom(...texts, '"prod"', '"x"', '"normal"', '"fri"'),
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(...yesNo, 'true', 'false'),
    fc.constantFrom(...globs).chain((glob) => fc.constantFrom(`touches(${glob})`, `onlyTouches(${glob})`)),
    fc.constantFrom('labelled("x")', 'checkPassed("CI / *")', 'glob(environment, "p*")', '"x" in change.labels'),
    fc.tuple(tie('condition'), fc.constantFrom('&&', '||', '=='), tie('condition')).map((all) => `(${all.join(' ')})`),
    tie('condition').map((inner) => `!(${inner})`),
    fc.tuple(tie('condition'), tie('condition'), tie('condition')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc
      .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('number'))
      .map((all) => `(${all.join(' ')})`),
    fc.tuple(tie('text'), fc.constantFrom('==', '!='), tie('text')).map((all) => `(${all.join(' ')})`),
    fc
      .tuple(fc.constantFrom('all', 'exists', 'exists_one'), tie('condition'))
      .map(([macro, inner]) => `files.${macro}(f, f.added > 2 || (${inner}))`),
    fc
      .tuple(fc.constantFrom('all', 'exists', 'exists_one'), tie('condition'))
      .map(([macro, inner]) => `services.${macro}(s, s != "x" && (${inner}))`),
  ),
}));

const tokens =
  '( ) [ ] { } . , ? : ! - + / % && || == in < "a" \' " 1 2.5 0x1 1u b"a" null true f files change change.title size';
const token = fc.constantFrom(
  ...tokens.split(' '),
  '.size()',
  '.exists(f, ',
  '.map(f, ',
  'has(',
  'touches(',
  '__proto__',
  'constructor',
  '//',
  '\n',
);

const file: fc.Arbitrary<ChangedFile> = fc.record({
  path: fc.constantFrom('src/a.ts', 'docs/b.md', 'guarded/c', 'README.md'),
  status: fc.constant('modified' as const),
  added: fc.nat(4),
  deleted: fc.nat(4),
  kind: fc.constantFrom('code' as const, 'docs' as const),
});

const known: fc.Arbitrary<ConditionFacts> = fc
  .record({
    files: fc.array(file, { maxLength: 3 }),
    isBot: fc.boolean(),
    isNewHere: fc.boolean(),
    linesChanged: fc.nat(3),
    entropy: fc.constantFrom(0, 0.5, 1),
    successRate: fc.constantFrom(0, 0.5, 1),
    labels: fc.subarray(['x', 'y']),
    services: fc.subarray(['x', 'pay']),
    environment: fc.constantFrom('prod', 'staging'),
    conclusion: fc.constantFrom('success', 'failure', null),
  })
  .map(
    ({ files, isBot, linesChanged, entropy, labels, services, environment, isNewHere, successRate, conclusion }) => ({
      ...aChange({
        files,
        services,
        environment,
        change: { isBot, linesChanged, entropy, labels },
        author: { isNewHere },
        deployments: { successRate },
        checks: [{ app: 'github-actions', name: 'CI / build', conclusion, completedAt: '2026-11-24T09:00:00Z' }],
      }),
      risk: { score: 20, level: 'medium' as const },
    }),
  );

type Hidden = { readonly names: readonly string[]; readonly filesSeen: number | null };

const hidden: fc.Arbitrary<Hidden> = fc.record({
  names: fc.subarray([...numbers, ...yesNo, ...texts, 'change.labels', 'services', 'checks', 'files']),
  filesSeen: fc.option(fc.nat(2)),
});

/** The same facts, some of them unknown, and perhaps the files cut short. */
function hide(facts: ConditionFacts, { names, filesSeen }: Hidden): ConditionFacts {
  let seen = { ...facts };
  for (const name of names) {
    const [group = '', member] = name.split('.');
    if (member === undefined) seen = { ...seen, [group]: unknown };
    else seen = { ...seen, [group]: { ...Object(Reflect.get(seen, group)), [member]: unknown } };
  }
  return filesSeen === null || names.includes('files') ? seen : { ...seen, files: cutShort(facts.files, filesSeen) };
}

function cutShort(files: ChangeFacts['files'], length: number): ChangeFacts['files'] {
  return Array.isArray(files) ? { unknown: 'cut short', seen: files.slice(0, length) } : files;
}

describe('any condition', () => {
  test('that loads never turns over when a fact becomes unknown', () => {
    let decided = 0;
    fc.assert(
      fc.property(condition, known, hidden, (text, facts, what) => {
        fc.pre(checkCondition(text, 'rule') === null);
        const before = evaluateCondition(text, facts);
        const after = evaluateCondition(text, hide(facts, what));
        if (after.is !== 'undecided') decided++;

        expect([before.is, 'undecided']).toContain(after.is);
        expect(after.is === 'undecided').toBe(after.assumed.length > 0);
      }),
      { numRuns: 5_000 },
    );
    expect(decided).toBeGreaterThan(100);
  });

  test('is refused or evaluated, and never throws, whatever its text', () => {
    const facts = { ...aChange(), risk: { score: 1, level: 'low' as const } };
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join('')),
          fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join(' ')),
          fc.string({ unit: 'binary', maxLength: 40 }),
          condition,
        ),
        (text) => {
          const problem = checkCondition(text, 'rule') ?? checkMeasure(text, 'rule');
          const results = [evaluateCondition(text, facts), evaluateMeasure(text, facts)];

          expect(JSON.parse(JSON.stringify(results))).toHaveLength(2);
          expect(typeof whatWouldTurnFalse(text)).toBe('string');
          expect(problem?.length ?? 1).toBeGreaterThan(0);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
