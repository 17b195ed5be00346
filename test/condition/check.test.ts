import { describe, expect, test } from 'vitest';
import { checkCondition, checkMeasure } from '../../src/condition/condition.ts';

describe('a condition', () => {
  test.each([
    'true',
    'change.linesChanged > 200',
    'change.linesChanged > 2.5',
    'deployments.successRate < 1',
    'change.entropy > 0',
    'change.entropy == 0',
    'deployments.successRate * 100 < 95',
    'change.ageHours in [1, 2.5]',
    '(change.isBot ? 1 : 0.5) > area.daysSinceLastChange',
    'touches("**/migrations/**")',
    `touches(${Array.from({ length: 32 }, (_, index) => `"d${index}/**"`).join(', ')})`,
    'onlyTouches("**/*.md", "docs/**")',
    'lines("**/package.json") <= 10',
    'labelled("hotfix") || "urgent" in change.labels',
    'checkPassed("CI / *")',
    'glob(environment, "prod-*")',
    'files.exists(f, f.kind == "migration" && f.added > 3)',
    'files.filter(f, f.status == "removed").exists(f, f.path.endsWith(".sql"))',
    'size(files.filter(f, f.kind in ["code", "config"])) > 20',
    'services.exists(s, touches("services/" + s + "/**"))',
    'services.exists(s, change.labels.exists(l, l == s))',
    'change.isBot && change.author == "dependabot[bot]"',
    'risk.level in ["high", "critical"] || risk.score >= 60',
    'tier == 1 && operations.openIncidents == 0',
    '{"mon": 1, "fri": 3}[local.weekday] > 2',
  ])('may be %s', (text) => {
    expect(checkCondition(text, 'rule')).toBeNull();
  });

  test.each([
    {
      text: 'change.lineChanged > 3',
      at: 'change.lineChanged',
      problem: 'unknown fact',
      remedy: 'change.linesChanged',
    },
    { text: 'chnage.isBot', at: 'chnage.isBot', problem: 'unknown fact', remedy: 'change.isBot' },
    { text: 'linesChanged > 3', at: 'linesChanged', problem: 'unknown fact', remedy: 'change.linesChanged' },
    { text: 'change', at: 'change', problem: 'a group of facts', remedy: 'change.title' },
    { text: 'change["isBot"]', at: 'change', problem: 'a group of facts', remedy: 'change.title' },
    { text: 'environment.name == "x"', at: 'environment.name', problem: 'no parts', remedy: null },
    { text: 'evaluatedAt == "x"', at: 'evaluatedAt', problem: 'unknown fact', remedy: 'policy reference' },
    { text: 'service.tier == 1', at: 'service.tier', problem: 'unknown fact', remedy: '`tier`' },
    { text: 'files.exists(f, f.pth == "x")', at: 'pth', problem: 'unknown fact', remedy: '`path`' },
    { text: 'files.exists(f, f.kind == "migrations")', at: '"migrations"', problem: 'never', remedy: 'migration' },
    { text: 'local.weekday in ["friday"]', at: '"friday"', problem: 'never', remedy: '`fri`' },
    { text: '"urgent" == change.type', at: '"urgent"', problem: 'never', remedy: 'emergency' },
    { text: 'risk.level > "low"', at: 'risk.level > "low"', problem: 'alphabet', remedy: '`in`' },
    { text: 'change.title > 3', at: 'change.title > 3', problem: 'a text and a whole number', remedy: null },
    { text: '!tier', at: '!tier', problem: 'does not work on a whole number', remedy: null },
    { text: 'tier', at: 'tier', problem: 'found a whole number', remedy: null },
    { text: 'change.isBot || 3', at: 'change.isBot || 3', problem: 'true or false', remedy: null },
    { text: 'change.author == null', at: 'change.author == null', problem: '`null`', remedy: null },
    { text: 'touches()', at: 'touches()', problem: '1 to 32', remedy: null },
    { text: 'touches(3)', at: '3', problem: 'expected a text', remedy: null },
    { text: 'touches("/docs/**")', at: '"/docs/**"', problem: 'starts with `/`', remedy: null },
    { text: 'glob(environment, "")', at: '""', problem: 'empty', remedy: null },
    { text: 'labelled("a", "b")', at: 'labelled("a", "b")', problem: 'takes 1', remedy: null },
    { text: 'touch("a")', at: 'touch', problem: 'unknown function', remedy: 'touches' },
    { text: 'change.title.touches("a")', at: 'touches', problem: 'is a function', remedy: 'touches(…)' },
    {
      text: 'change.labels.contains("a")',
      at: 'change.labels.contains("a")',
      problem: 'lists',
      remedy: 'in change.labels',
    },
    { text: 'has(change.title)', at: 'has', problem: 'not allowed', remedy: 'worse case' },
    { text: 'change.title.matches("a+")', at: 'matches', problem: 'not allowed', remedy: 'glob' },
    {
      text: 'timestamp("2020-01-01T00:00:00Z") == timestamp(3)',
      at: 'timestamp',
      problem: 'not allowed',
      remedy: 'local',
    },
    { text: 'dyn(3) == 3', at: 'dyn', problem: 'not allowed', remedy: null },
    { text: 'cel.bind(x, 1, x > 0)', at: 'bind', problem: 'unknown function', remedy: null },
    { text: '1u > 2u', at: '1u', problem: 'written', remedy: '`u`' },
    {
      text: 'files.exists(f, files.exists(g, true))',
      at: 'files.exists(g, true)',
      problem: 'inside another',
      remedy: '&&',
    },
    { text: 'files.exists(f, touches("a"))', at: 'touches("a")', problem: 'inside another', remedy: '&&' },
    {
      text: 'services.exists(s, files.exists(f, f.path == s))',
      at: 'files.exists(f, f.path == s)',
      problem: 'inside another',
      remedy: '&&',
    },
    { text: 'files.exists(files, true)', at: 'files', problem: 'name of something else', remedy: 'another name' },
    { text: 'change.isBot and true', at: 'and', problem: 'unexpected', remedy: '&&' },
    { text: 'change.title = "x"', at: '=', problem: 'unexpected', remedy: '==' },
    { text: 'change.title == "x', at: '"x', problem: 'not closed', remedy: null },
  ])('is refused, with the place: $text', ({ text, at, problem, remedy }) => {
    const found = checkCondition(text, 'rule');

    expect(text.slice(found?.offset, (found?.offset ?? 0) + (found?.length ?? 0))).toBe(at);
    expect(found?.problem).toContain(problem);
    expect(found?.remedy ?? '').toContain(remedy ?? '');
  });

  test.each([
    { what: 'empty', text: '' },
    { what: 'unfinished', text: 'change.isBot &&' },
    { what: 'longer than 4,000 characters', text: `"${'x'.repeat(4_000)}" == ""` },
    { what: 'nested too deep', text: `${'('.repeat(60)}true${')'.repeat(60)}` },
    { what: 'a long row of signs', text: `${'!'.repeat(3_900)}true` },
    { what: 'of more than 500 parts', text: Array.from({ length: 300 }, () => 'tier>1').join('||') },
    { what: 'a macro over an empty list', text: '[].all(x, x > 1)' },
    { what: 'macros three deep', text: 'services.all(a, services.all(b, services.all(c, a == c)))' },
  ])('is refused when it is $what', ({ text }) => {
    expect(checkCondition(text, 'rule')).not.toBeNull();
  });

  test.each([
    { text: 'risk.score > 3', stage: 'factor', allowed: false },
    { text: 'change.type == "normal"', stage: 'factor', allowed: false },
    { text: 'local.hour > 3', stage: 'factor', allowed: true },
    { text: 'local.hour > 3', stage: 'schedule', allowed: false },
    { text: 'risk.score > 3', stage: 'schedule', allowed: true },
    { text: 'change.type == "normal"', stage: 'standard', allowed: false },
    { text: 'risk.score > 3', stage: 'standard', allowed: true },
    { text: 'local.hour > 3 && risk.score > 3 && change.type == "normal"', stage: 'rule', allowed: true },
  ] as const)('at the stage of a $stage, $text: $allowed', ({ text, stage, allowed }) => {
    expect(checkCondition(text, stage) === null).toBe(allowed);
  });
});

describe('a measure', () => {
  test.each(['change.linesChanged', 'area.daysSinceLastChange', 'lines("src/**")', 'size(services)', 'risk.score / 2'])(
    'may be %s',
    (text) => {
      expect(checkMeasure(text, 'rule')).toBeNull();
    },
  );

  test('is a number', () => {
    expect(checkMeasure('change.title', 'factor')?.problem).toBe('a measure is a number, found a text');
  });
});
