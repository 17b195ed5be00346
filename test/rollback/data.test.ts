import { describe, expect, test } from 'vitest';
import { planFromData } from '../../src/rollback/data.ts';
import { parseYaml } from './read.ts';

function read(text: string) {
  return planFromData(parseYaml(text), { source: '.change/rollback.yml:1', text });
}

describe('a rollback plan file', () => {
  test('gives every field', () => {
    const text = `
strategy: redeploy-previous
steps:
  - run the workflow \`deploy\` with the previous tag
  - verify: the page is green
owner: "@alice"
trigger: more than 2 % of checkouts fail
timeToRestore: 20m
verification: tried on staging
returnTo: 1f2e3d4c
reason: n/a
standing: true
`;

    expect(read(text)).toMatchObject({
      ok: true,
      plan: {
        source: '.change/rollback.yml:1',
        strategy: 'redeploy-previous',
        steps: ['run the workflow `deploy` with the previous tag', 'verify: the page is green'],
        owner: '@alice',
        trigger: 'more than 2 % of checkouts fail',
        minutesToRestore: 20,
        verification: 'tried on staging',
        reason: null,
        returnTo: '1f2e3d4c',
        returnToState: { unknown: 'nobody looked the commit up' },
        standing: true,
        text: text.trim(),
      },
    });
  });

  test.each([
    { form: 'a text of lines', steps: 'steps: |\n  1. one\n  2. two\n' },
    { form: 'a list', steps: 'steps:\n  - one\n  - two\n' },
  ])('takes steps as $form', ({ steps }) => {
    expect(read(steps)).toMatchObject({ ok: true, plan: { steps: ['one', 'two'] } });
  });

  test('may list several owners', () => {
    expect(read('owner: ["@alice", "@bob"]')).toMatchObject({ ok: true, plan: { owner: '@alice, @bob' } });
  });

  test('may stand under a key of its own', () => {
    expect(read('rollback:\n  strategy: revert\n')).toMatchObject({ ok: true, plan: { strategy: 'revert' } });
  });

  test.each(['', '# nothing yet\n', 'strategy: TBD\nowner: n/a\n', 'standing: true\n', 'steps: []\n', 'strategy:\n'])(
    'is no plan when it says only %j',
    (text) => {
      expect(read(text)).toEqual({ ok: true, plan: null });
    },
  );

  test.each([
    { text: 'strategy: revert\nownr: "@alice"', pointer: '/ownr', problem: 'unknown field `ownr` in a rollback plan' },
    { text: 'timeToRestore: 20', pointer: '/timeToRestore', problem: '`timeToRestore` is the number `20`' },
    { text: 'returnTo: 1234567', pointer: '/returnTo', problem: '`returnTo` is the number `1234567`' },
    { text: 'owner: true', pointer: '/owner', problem: '`owner` is the truth value `true`' },
    { text: 'owner: { name: a, of: b }', pointer: '/owner', problem: '`owner` is a mapping' },
    { text: 'standing: maybe\nsteps: [3]', pointer: '/steps/0', problem: '`steps` is the number `3`' },
    { text: 'standing: 3', pointer: '/standing', problem: '`standing` is the number `3`' },
    { text: 'steps: [{ a: 1 }]', pointer: '/steps/0', problem: '`steps` is a mapping' },
    { text: 'steps: [{}]', pointer: '/steps/0', problem: '`steps` is a mapping' },
    { text: 'steps: [[a]]', pointer: '/steps/0', problem: '`steps` is a list' },
    { text: 'steps: [null]', pointer: '/steps/0', problem: '`steps` is empty' },
    { text: 'owner: a\nOwner: b', pointer: '/Owner', problem: '`Owner` is given twice' },
    { text: '"a/b~c": 1', pointer: '/a~1b~0c', problem: 'unknown field `a/b~c` in a rollback plan' },
    { text: '- strategy: revert', pointer: '', problem: 'a rollback plan is a list, not a mapping of fields' },
    { text: 'revert it', pointer: '', problem: 'a rollback plan is a text, not a mapping of fields' },
    { text: '42', pointer: '', problem: 'a rollback plan is the number `42`, not a mapping of fields' },
    { text: 'rollback: { ownr: a }', pointer: '/rollback/ownr', problem: 'unknown field `ownr` in a rollback plan' },
  ])('says what is wrong with $text', ({ text, pointer, problem }) => {
    const result = read(text);

    expect(result.ok ? [] : result.problems).toContainEqual(expect.objectContaining({ pointer, problem }));
  });

  test('names all its problems at once, each with a remedy', () => {
    const result = read('ownr: a\ntimeToRestore: 20\nsteps: [1, 2]');

    expect(result.ok ? [] : result.problems.map(({ remedy }) => remedy.length > 0)).toEqual([true, true, true, true]);
  });

  test.each([
    { name: 'ownr', remedy: 'did you mean `owner`?' },
    {
      name: 'a very long name that nobody would give to a field of a plan',
      remedy: expect.stringMatching(/^the fields are /u),
    },
  ])('helps with the field `$name`', ({ name, remedy }) => {
    expect(read(`${name}: a`)).toMatchObject({ ok: false, problems: [{ remedy }] });
  });

  test('takes minutes as a number where the name says so', () => {
    expect(read('minutesToRestore: 20')).toMatchObject({ ok: true, plan: { minutesToRestore: 20 } });
  });

  test('reads names that every object has as unknown fields', () => {
    expect(read('constructor: a\n"__proto__": b')).toMatchObject({ ok: false });
  });
});
