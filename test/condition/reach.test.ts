import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChangedFile } from '../../src/change/facts.ts';
import type { ConditionFacts } from '../../src/condition/condition.ts';
import { checkCondition, evaluateCondition } from '../../src/condition/condition.ts';
import { saySame, subjectOf, whyNever } from '../../src/condition/reach.ts';
import { aChange } from '../builders.ts';

describe('a condition that no change can meet', () => {
  test.each([
    ['tier == 1 && tier == 2', '`tier == 1` and `tier == 2` exclude each other'],
    ['tier in [1, 2] && tier > 2', '`tier in [1, 2]` and `tier > 2` exclude each other'],
    ['tier == 9', '`tier == 9` is never so'],
    ['tier < 1', '`tier < 1` is never so'],
    ['change.linesChanged < 0', '`change.linesChanged < 0` is never so'],
    ['local.hour > 23', '`local.hour > 23` is never so'],
    ['change.commits > 2 && change.commits < 3', '`change.commits > 2` and `change.commits < 3` exclude each other'],
    ['10 < change.commits && 5 > change.commits', '`10 < change.commits` and `5 > change.commits` exclude each other'],
    ['lines("src/**") < 0', '`lines("src/**") < 0` is never so'],
    ['environment == "a" && environment == "b"', '`environment == "a"` and `environment == "b"` exclude each other'],
    [
      'change.type == "normal" && change.type in ["emergency", "standard"]',
      '`change.type == "normal"` and `change.type in ["emergency", "standard"]` exclude each other',
    ],
    [
      'change.type != "normal" && change.type != "standard" && change.type != "emergency"',
      'its parts exclude each other',
    ],
    ['change.isBot && !change.isBot', '`change.isBot` and `!(change.isBot)` exclude each other'],
    ['change.isBot == true && change.isBot == false', '`change.isBot` and `!(change.isBot)` exclude each other'],
    ['labelled("a") && !labelled("a")', '`labelled("a")` and `!(labelled("a"))` exclude each other'],
    [
      'touches("src/api/**") && !touches("src/**")',
      '`touches("src/api/**")` and `!(touches("src/**"))` exclude each other',
    ],
    [
      'touches("src/**") && onlyTouches("docs/**", "web/**")',
      '`touches("src/**")` and `onlyTouches("docs/**", "web/**")` exclude each other',
    ],
    [
      'onlyTouches("src/**") && !touches("src/**")',
      '`onlyTouches("src/**")` and `!(touches("src/**"))` exclude each other',
    ],
    ['(tier == 1 && tier == 2) || (tier == 3 && tier == 4)', 'none of its alternatives is possible'],
    ['tier == 1 && (tier == 2 || tier == 3)', 'none of its alternatives is possible'],
    ['change.isBot ? tier == 5 : tier == 6', 'none of its alternatives is possible'],
    ['tier == 1 && false', 'none of its alternatives is possible'],
  ])('is seen in %s', (condition, reason) => {
    expect(whyNever(condition)).toBe(reason);
  });

  test.each([
    'tier == 1 && tier != 2',
    'tier >= 1 && tier <= 1',
    'change.commits > 2 && change.commits < 4',
    'change.entropy > 0.2 && change.entropy < 0.3',
    'operations.errorBudgetRemaining < 0',
    'environment == "a" || environment == "b"',
    'environment != "a" && environment != "b"',
    '"a" in change.labels && "b" in change.labels',
    'touches("src/**") && touches("docs/**")',
    'touches("src/**") && onlyTouches("**/*.md")',
    'touches("src/**") && onlyTouches("src/api/**")',
    'touches("src/**") && !touches("src/api/**")',
    'touches("**/*.md") && !touches("docs/**")',
    'change.isBot || !change.isBot',
    'change.linesChanged > author.changesBefore && change.linesChanged < author.changesBefore + 10',
    'false',
    'change.title < "a"',
    'no.such.fact == 1',
  ])('is not seen in %s', (condition) => {
    expect(whyNever(condition)).toBeNull();
  });

  test('is seen by what is known beside it', () => {
    const known = { words: { environment: (name: string) => name.startsWith('prod') } };

    expect(whyNever('environment == "staging"', known)).toBe('`environment == "staging"` is never so');
    expect(whyNever('environment == "production"', known)).toBeNull();
    expect(whyNever('environment != "production"', known)).toBeNull();
  });

  test('is seen by the bounds that are known of a number', () => {
    const known = { numbers: { 'risk.score': { least: 60, most: 100 } } };

    expect(whyNever('risk.score < 60', known)).toBe('`risk.score < 60` is never so');
    expect(whyNever('risk.score < 60.5', known)).toBeNull();
  });

  test('with more alternatives than anybody writes is left alone', () => {
    const many = Array.from({ length: 8 }, (_, index) => `(tier == 1 || change.commits == ${index})`).join(' && ');

    expect(whyNever(`tier == 2 && tier == 3 && ${many}`)).toBeNull();
  });
});

describe('two conditions', () => {
  test.each([
    ['tier == 1', 'tier==1'],
    ['tier == 1', '1 == tier'],
    ['tier == 1', 'tier < 2'],
    ['tier == 1 || tier == 2', 'tier in [2, 1]'],
    ['tier > 2', '!(tier <= 2)'],
    ['change.commits > 2', 'change.commits >= 3'],
    ['change.isBot && tier == 1', 'tier == 1 && change.isBot == true'],
    ['!(change.isBot || tier == 1)', '!change.isBot && tier != 1'],
    ['touches("a/**", "b/**")', 'touches("b/**", "a/**")'],
    ['touches("a/**", "a/b/**")', 'touches("a/**")'],
    ['touches("a/**") && onlyTouches("a/**")', 'onlyTouches("a/**")'],
    ['change.type == "emergency"', 'change.type != "normal" && change.type != "standard"'],
  ])('%s and %s say the same of the same', (one, other) => {
    expect([saySame(one, other), saySame(other, one)]).toEqual([true, true]);
    expect(subjectOf(one)).toBe(subjectOf(other));
  });

  test.each([
    ['tier == 1', 'tier == 2'],
    ['tier <= 2', 'tier < 2'],
    ['touches("a/**")', 'touches("a/*")'],
    ['touches("a/**")', 'onlyTouches("a/**")'],
    ['change.entropy > 0.5', 'change.entropy >= 0.5'],
    ['labelled("a")', 'labelled("b")'],
    ['change.isBot', 'change.isBot && tier == 1'],
    ['tier == 1', 'no.such.fact'],
  ])('%s and %s do not', (one, other) => {
    expect([saySame(one, other), saySame(other, one)]).toEqual([false, false]);
  });
});

const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('change.isBot', 'author.isNewHere', 'labelled("x")', '"x" in change.labels', 'true', 'false'),
    fc
      .tuple(
        fc.constantFrom('tier', 'change.linesChanged', 'change.entropy', 'size(files)', 'lines("src/**")'),
        fc.constantFrom('<', '<=', '>', '>=', '==', '!='),
        fc.constantFrom('-1', '0', '1', '2', '3', '0.5', '2.0'),
      )
      .chain(([name, operator, value]) => fc.constantFrom([name, operator, value], [value, operator, name]))
      .map((all) => `(${all.join(' ')})`),
    fc.constantFrom('tier in [1, 2]', 'tier in [4, 3]', 'change.type in ["normal", "standard"]'),
    fc
      .tuple(
        fc.constantFrom('environment', 'local.weekday'),
        fc.constantFrom('==', '!='),
        fc.constantFrom('mon', 'tue'),
      )
      .map(([name, operator, word]) => `(${name} ${operator} "${word}")`),
    fc
      .tuple(
        fc.constantFrom('touches', 'onlyTouches'),
        fc.subarray(['src/**', 'src/api/**', 'docs/**', '**/*.md', 'src/*', 'docs/{a,b}.md', '**'], { minLength: 1 }),
      )
      .map(([question, patterns]) => `${question}(${patterns.map((each) => `"${each}"`).join(', ')})`),
    fc
      .tuple(tie('condition'), fc.constantFrom('&&', '&&', '||', '=='), tie('condition'))
      .map((all) => `(${all.join(' ')})`),
    tie('condition').map((inner) => `!(${inner})`),
    fc.tuple(tie('condition'), tie('condition'), tie('condition')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
  ),
}));

const file: fc.Arbitrary<ChangedFile> = fc
  .record({
    path: fc.constantFrom('src/a.ts', 'src/api/b.md', 'docs/a.md', 'docs/deep/c.md', 'README.md'),
    previousPath: fc.option(fc.constantFrom('src/old.ts', 'docs/old.md'), { nil: undefined }),
    added: fc.nat(2),
  })
  .map(({ path, previousPath, added }) => ({
    path,
    ...(previousPath !== undefined && { previousPath }),
    status: previousPath === undefined ? ('modified' as const) : ('renamed' as const),
    added,
    deleted: 0,
    kind: 'code' as const,
  }));

const facts: fc.Arbitrary<ConditionFacts> = fc
  .record({
    files: fc.array(file, { maxLength: 3 }),
    isBot: fc.boolean(),
    isNewHere: fc.boolean(),
    tier: fc.integer({ min: 1, max: 4 }),
    linesChanged: fc.nat(3),
    entropy: fc.constantFrom(0, 0.25, 0.5, 1),
    labels: fc.subarray(['x', 'y']),
    type: fc.constantFrom('standard' as const, 'normal' as const, 'emergency' as const),
    environment: fc.constantFrom('mon', 'tue', 'other'),
    weekday: fc.constantFrom('mon' as const, 'tue' as const, 'fri' as const),
  })
  .map(({ files, isBot, isNewHere, tier, linesChanged, entropy, labels, type, environment, weekday }) => ({
    ...aChange({
      files,
      tier,
      environment,
      change: { isBot, linesChanged, entropy, labels, type },
      author: { isNewHere },
      local: { weekday },
    }),
    risk: { score: 20, level: 'medium' as const },
  }));

describe('what is proved of a condition', () => {
  test('is so for every change: that it never holds', () => {
    let proved = 0;
    fc.assert(
      fc.property(condition, condition, fc.array(facts, { minLength: 40, maxLength: 40 }), (one, other, changes) => {
        for (const text of [one, `${one} && ${other}`]) {
          if (checkCondition(text, 'rule') !== null || whyNever(text) === null) continue;
          proved += 1;
          expect(changes.filter((change) => evaluateCondition(text, change).is === 'true')).toEqual([]);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(proved).toBeGreaterThan(100);
  });

  test('is so for every change: that two say the same', () => {
    let proved = 0;
    fc.assert(
      fc.property(condition, condition, fc.array(facts, { minLength: 40, maxLength: 40 }), (one, other, changes) => {
        for (const [a, b] of [
          [one, other],
          [`${one} && ${other}`, `${other} && ${one}`],
          [`${one} && ${other}`, one],
        ] as const) {
          if (checkCondition(`(${a}) && (${b})`, 'rule') !== null || !saySame(a, b)) continue;
          proved += 1;
          for (const change of changes) expect(evaluateCondition(a, change).is).toBe(evaluateCondition(b, change).is);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(proved).toBeGreaterThan(100);
  });
});
