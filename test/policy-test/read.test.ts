import { describe, expect, test } from 'vitest';
import { factsOfTest, readTests } from '../../src/policy-test/read.ts';
import { aChange, aPolicy } from '../builders.ts';
import { runText } from './a-test.ts';

const at = 'evaluatedAt: "2026-11-24T10:00:00Z"';

async function problems(text: string): Promise<readonly string[]> {
  const ran = runText(await aPolicy('standard'), text);
  if (ran.ok) return [];
  return ran.problems.map(({ line, column, problem, remedy }) => `${line}:${column} ${problem} | ${remedy ?? ''}`);
}

describe('a policy test file', () => {
  test.each([
    {
      of: 'a misspelt key of what is expected',
      text: `tests:\n  - name: x\n    facts: { ${at} }\n    expect: { outcom: blocked }\n`,
      problem: '4:15 unknown key `outcom` in `tests[0].expect` | did you mean `outcome`?',
    },
    {
      of: 'a word that there is not',
      text: `tests:\n  - name: x\n    facts: { ${at} }\n    expect: { outcome: block }\n`,
      problem: '4:24 found `block` in `tests[0].expect.outcome`',
    },
    {
      of: 'a test that expects nothing',
      text: `tests:\n  - name: x\n    facts: { ${at} }\n    expect: {}\n`,
      problem: '4:13 ',
    },
    {
      of: 'a fact that there is not',
      text: `tests:\n  - name: x\n    facts: { ${at}, chnge: { title: x } }\n    expect: { outcome: blocked }\n`,
      problem: '`chnge`: there is no fact `chnge` | did you mean `change`?',
    },
    {
      of: 'facts without an instant',
      text: 'tests:\n  - name: x\n    expect: { outcome: blocked }\n',
      problem: '`evaluatedAt` is missing',
    },
    {
      of: 'facts that contradict each other',
      text: `tests:\n  - name: x\n    facts: { ${at}, change: { linesChanged: 5 }, files: [] }\n    expect: { outcome: blocked }\n`,
      problem: '`change.linesChanged`: says 5, but `files` gives 0',
    },
    {
      of: 'a code that no decision can have',
      text: `tests:\n  - name: x\n    facts: { ${at} }\n    expect: { absent: [schedule/no-fridy] }\n`,
      problem:
        '4:24 no decision under this policy has a finding `schedule/no-fridy` | did you mean `schedule/no-friday`?',
    },
    { of: 'no tests', text: 'tests: []\n', problem: '1:8 ' },
    { of: 'no YAML', text: 'tests: [', problem: 'this is not YAML' },
  ])('with $of is told so, with the place', async ({ text, problem }) => {
    expect((await problems(text)).join('\n')).toContain(problem);
  });

  test('with one wrong test gives the others, each where it stands', () => {
    const rest = `facts: { ${at} }, expect: { outcome: blocked }`;
    const text = `tests:\n  - { name: one, ${rest} }\n  - { name: two }\n  - { name: three, ${rest} }\n`;

    const read = readTests(text, 'x.test.yml');

    expect(read).toMatchObject({ ok: false, problems: [{ line: 3 }], tests: [{ name: 'one' }, { name: 'three' }] });
    expect(read.tests.map(({ place }) => place.line)).toEqual([2, 4]);
  });

  test('that is binary is told so', () => {
    expect(readTests(new Uint8Array([0xff, 0xfe, 0]), 'x.test.yml')).toMatchObject({ ok: false });
  });
});

const placeOf = () => ({ file: 'x', line: 1, column: 1 });

describe('a test that starts from a record', () => {
  const recorded = JSON.parse(JSON.stringify(aChange({ head: 'c0ffee', change: { labels: ['urgent'] } })));
  const facts = (over: object) => {
    const parsed = factsOfTest(
      { facts: { ...over }, placeOf },
      {
        ...recorded,
        local: {},
        change: { ...recorded.change, type: { unknown: 'later' }, isRollback: { unknown: 'later' } },
      },
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.facts;
  };

  test('has its facts', () => {
    expect(facts({})).toMatchObject({ head: 'c0ffee', change: { labels: ['urgent'], linesChanged: 4 } });
  });

  test('replaces some of them, group by group', () => {
    expect(facts({ change: { labels: [] } })).toMatchObject({ change: { labels: [], linesChanged: 4 } });
  });

  test('derives the size anew from other files', () => {
    const files = [{ path: 'a.ts', status: 'modified', added: 40, deleted: 2 }];

    expect(facts({ files })).toMatchObject({ change: { linesChanged: 42, labels: ['urgent'] } });
  });

  test('derives what conditions see of another plan', () => {
    expect(facts({ plan: { strategy: 'revert' } })).toMatchObject({ rollback: { hasPlan: true, strategy: 'revert' } });
  });
});
