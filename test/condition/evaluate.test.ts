import { describe, expect, test } from 'vitest';
import type { ChangedFile, ChangeFacts } from '../../src/change/facts.ts';
import { evaluateCondition, evaluateMeasure } from '../../src/condition/condition.ts';
import type { ConditionFacts } from '../../src/condition/condition.ts';
import { aChange } from '../builders.ts';
import { cpuTime } from '../cpu-time.ts';

type Parts = Parameters<typeof aChange>[0];

function factsOf(parts: Parts = {}): ConditionFacts {
  return { ...aChange(parts), risk: { score: 40, level: 'medium' } };
}

function aFile(path: string, parts: Partial<ChangedFile> = {}): ChangedFile {
  return { path, status: 'modified', added: 3, deleted: 1, kind: 'code', ...parts };
}

function answer(text: string, parts: Parts = {}): string {
  return evaluateCondition(text, factsOf(parts)).is;
}

const unknown = { unknown: 'no token' };

describe('a condition over known facts', () => {
  const parts: Parts = {
    environment: 'prod-eu',
    services: ['payments-api', 'ledger'],
    tier: 1,
    files: [aFile('services/ledger/a.sql', { kind: 'migration' }), aFile('docs/b.md', { kind: 'docs' })],
    change: { labels: ['hotfix'], linesChanged: 3, entropy: 0.5, author: 'dependabot[bot]', isBot: true },
    deployments: { successRate: 0.5 },
  };

  test.each([
    { text: 'change.linesChanged > 2.5', is: 'true' },
    { text: 'change.linesChanged > 3', is: 'false' },
    { text: 'change.linesChanged == 3.0', is: 'true' },
    { text: 'deployments.successRate < 1', is: 'true' },
    { text: 'deployments.successRate * 2 == 1', is: 'true' },
    { text: '1 - deployments.successRate == 0.5', is: 'true' },
    { text: 'change.entropy in [0.5, 1]', is: 'true' },
    { text: '(change.isBot ? 1 : 0.5) == 1', is: 'true' },
    { text: 'change.author == "dependabot[bot]" && change.isBot', is: 'true' },
    { text: 'labelled("hotfix")', is: 'true' },
    { text: 'labelled("Hotfix")', is: 'false' },
    { text: 'glob(environment, "prod-??")', is: 'true' },
    { text: 'glob(change.author, "dependabot[bot]")', is: 'true' },
    { text: 'services.exists(s, touches("services/" + s + "/**"))', is: 'true' },
    { text: 'services.all(s, touches("services/" + s + "/**"))', is: 'false' },
    { text: 'files.exists(f, f.kind == "migration" && f.added == 3)', is: 'true' },
    { text: 'files.all(f, f.previousPath == "")', is: 'true' },
    { text: 'files.exists_one(f, f.path.endsWith(".md"))', is: 'true' },
    { text: 'files[0].path.startsWith("services/")', is: 'true' },
    { text: 'size(files.filter(f, f.added > 2)) == 2', is: 'true' },
    { text: 'files.map(f, f.added) == [3, 3]', is: 'true' },
    { text: 'lines("**/*.sql") == 4', is: 'true' },
    { text: 'touches("**/*.md", "**/*.ts")', is: 'true' },
    { text: 'onlyTouches("**/*.md")', is: 'false' },
    { text: 'onlyTouches("**/*.md", "services/**")', is: 'true' },
    { text: 'risk.level == "medium" && risk.score >= 40', is: 'true' },
    { text: 'local.weekday == "tue" && local.hour == 11', is: 'true' },
    { text: 'tier == 1', is: 'true' },
  ])('$text is $is', ({ text, is }) => {
    expect(answer(text, parts)).toBe(is);
  });
});

describe('an undecided condition', () => {
  const parts: Parts = { change: { isBot: unknown, linesChanged: unknown, labels: unknown }, checks: unknown };

  test.each([
    { text: 'change.isBot', is: 'undecided' },
    { text: '!change.isBot', is: 'undecided' },
    { text: 'false && change.isBot', is: 'false' },
    { text: 'change.isBot && false', is: 'false' },
    { text: 'true && change.isBot', is: 'undecided' },
    { text: 'true || change.isBot', is: 'true' },
    { text: 'change.isBot || true', is: 'true' },
    { text: 'change.isBot || false', is: 'undecided' },
    { text: 'change.isBot ? true : true', is: 'undecided' },
    { text: 'true ? true : change.isBot', is: 'true' },
    { text: 'change.isBot == change.isBot', is: 'undecided' },
    { text: 'change.linesChanged > 3', is: 'undecided' },
    { text: 'labelled("x")', is: 'undecided' },
    { text: 'checkPassed("x")', is: 'undecided' },
    { text: '1 / 0 > 1', is: 'undecided' },
    { text: '1.0 / 0.0 > 1.0', is: 'undecided' },
    { text: '1 % 0 > 1', is: 'undecided' },
    { text: 'change.entropy / change.entropy > 1', is: 'undecided' },
    { text: 'change.commits / change.entropy > 1', is: 'undecided' },
    { text: 'files[7].path == "x"', is: 'undecided' },
    { text: '[1][tier] == 1', is: 'undecided' },
    { text: 'int(change.title) == 1', is: 'undecided' },
    { text: 'files.exists(f, 1 / (f.added - 3) > 0)', is: 'undecided' },
    { text: 'files.exists(f, 1 / (f.added - 3) > 0 || true)', is: 'true' },
    { text: 'touches("services/" + change.title + "//x")', is: 'undecided' },
    { text: 'no such thing', is: 'undecided' },
  ])('$text is $is', ({ text, is }) => {
    expect(answer(text, parts)).toBe(is);
  });

  test('names the facts that it lacks, and why', () => {
    expect(evaluateCondition('change.isBot && change.linesChanged > 3 && tier == 4', factsOf(parts))).toEqual({
      is: 'undecided',
      facts: { 'change.isBot': unknown, 'change.linesChanged': unknown, tier: 4 },
      assumed: [
        { fact: 'change.isBot', reason: 'no token' },
        { fact: 'change.linesChanged', reason: 'no token' },
      ],
    });
  });

  test('names what failed', () => {
    expect(evaluateCondition('1 / 0 > 1', factsOf())).toMatchObject({
      assumed: [{ fact: '1 / 0 > 1', reason: 'division by zero' }],
    });
  });

  test('assumes nothing if it is decided all the same', () => {
    expect(evaluateCondition('change.isBot || true', factsOf(parts))).toMatchObject({ is: 'true', assumed: [] });
  });

  test('is one that needs the lines of a file that are not known', () => {
    const files = [aFile('a.ts'), aFile('b.ts', { added: unknown })];

    expect(answer('files.exists(f, f.added > 100)', { files })).toBe('undecided');
    expect(answer('files.exists(f, f.added > 2)', { files })).toBe('true');
    expect(evaluateCondition('lines("**") > 2', factsOf({ files }))).toMatchObject({
      is: 'undecided',
      assumed: [{ fact: 'files.added', reason: 'no token' }],
    });
    expect(answer('lines("a.ts") == 4', { files })).toBe('true');
  });

  test('is one that asks more than can be answered in good time', () => {
    const services = Array.from({ length: 10_000 }, (_, index) => `s${index}`);
    const started = cpuTime();

    expect(answer('services.exists(a, services.exists(b, a + b == "x"))', { services })).toBe('undecided');
    expect(cpuTime() - started).toBeLessThan(5_000);
  });
});

describe('a list of files that was cut short', () => {
  const files: ChangeFacts['files'] = { unknown: 'more than 300 files', seen: [aFile('docs/a.md'), aFile('src/b.ts')] };

  test.each([
    { text: 'touches("src/**")', is: 'true' },
    { text: 'touches("db/**")', is: 'undecided' },
    { text: '!touches("src/**")', is: 'false' },
    { text: 'onlyTouches("docs/**")', is: 'false' },
    { text: 'onlyTouches("docs/**", "src/**")', is: 'undecided' },
    { text: 'lines("docs/**") > 0', is: 'undecided' },
    { text: 'files.exists(f, true)', is: 'undecided' },
    { text: 'size(files) > 1', is: 'undecided' },
  ])('$text is $is', ({ text, is }) => {
    expect(answer(text, { files })).toBe(is);
  });

  test('decides nothing if no part of it is known', () => {
    expect(answer('touches("**")', { files: unknown })).toBe('undecided');
    expect(answer('onlyTouches("**")', { files: unknown })).toBe('undecided');
  });
});

describe('a question about files', () => {
  test('is about where a renamed file was, too', () => {
    const files = [aFile('src/a.ts', { previousPath: 'guarded/a.ts', status: 'renamed' })];

    expect(answer('touches("guarded/**")', { files })).toBe('true');
    expect(answer('onlyTouches("src/**")', { files })).toBe('false');
    expect(answer('lines("guarded/**") == 4', { files })).toBe('true');
  });

  test('is not about what a file was copied from', () => {
    const files = [aFile('src/a.ts', { previousPath: 'guarded/a.ts', status: 'copied' })];

    expect(answer('touches("guarded/**")', { files })).toBe('false');
    expect(answer('onlyTouches("src/**")', { files })).toBe('true');
  });

  test('of a change without files is neither touched nor only touched', () => {
    expect(answer('touches("**")', { files: [] })).toBe('false');
    expect(answer('onlyTouches("**")', { files: [] })).toBe('false');
  });
});

describe('what a condition saw', () => {
  test('are the facts it names, and the files that decided it', () => {
    const files = [aFile('db/1.sql'), aFile('src/a.ts', { previousPath: 'db/a.ts', status: 'renamed' })];

    expect(evaluateCondition('touches("db/**") && tier < 3', factsOf({ files, tier: 2 })).facts).toEqual({
      tier: 2,
      'touches("db/**")': ['db/1.sql', 'db/a.ts → src/a.ts'],
    });
  });

  test('is cut to what a person reads', () => {
    const files = Array.from({ length: 9 }, (_, index) => aFile(`f${index}`));
    const labels = Array.from({ length: 7 }, (_, index) => `l${index}`);
    const title = 'x'.repeat(300);
    const { facts } = evaluateCondition(
      'touches("**") && size(files) > 1 && "x" in change.labels || change.title == ""',
      factsOf({ files, change: { labels, title } }),
    );

    expect(facts['touches("**")']).toEqual(['f0', 'f1', 'f2', 'f3', 'f4', '… 4 more']);
    expect(facts['files']).toBe('9 files looked at');
    expect(facts['change.labels']).toEqual(['l0', 'l1', 'l2', 'l3', 'l4', '… 2 more']);
    expect(facts['change.title']).toHaveLength(200);
  });

  test('stays short where a macro asks for every service', () => {
    const services = Array.from({ length: 500 }, (_, index) => `s${index}`);
    const { facts } = evaluateCondition('services.exists(s, touches("services/" + s + "/**"))', factsOf({ services }));

    expect(Object.keys(facts)).toHaveLength(40);
  });
});

describe('a measure', () => {
  test.each([
    { text: 'change.linesChanged', value: 4 },
    { text: 'lines("**")', value: 4 },
    { text: 'deployments.successRate * 100', value: 100 },
    { text: 'change.isBot ? 1 : 0.5', value: 0.5 },
  ])('$text is $value', ({ text, value }) => {
    expect(evaluateMeasure(text, factsOf())).toMatchObject({ is: 'known', value });
  });

  test('is undecided over an unknown fact', () => {
    expect(evaluateMeasure('change.linesChanged', factsOf({ change: { linesChanged: unknown } }))).toEqual({
      is: 'undecided',
      facts: { 'change.linesChanged': unknown },
      assumed: [{ fact: 'change.linesChanged', reason: 'no token' }],
    });
  });

  test('is undecided where it is no number', () => {
    expect(evaluateMeasure('double("NaN")', factsOf()).is).toBe('undecided');
    expect(evaluateMeasure('change.title', factsOf()).is).toBe('undecided');
  });
});

describe('many files', () => {
  test('are judged under many conditions in good time', () => {
    const files = Array.from({ length: 3_000 }, (_, index) => aFile(`services/s${index % 40}/src/file${index}.ts`));
    const facts = factsOf({ files });
    const started = cpuTime();
    for (let index = 0; index < 200; index++) evaluateCondition(`touches("services/s${index}/**/x*.sql")`, facts);
    evaluateCondition('files.exists(f, f.kind == "migration")', facts);

    expect(cpuTime() - started).toBeLessThan(1_000);
  });
});
