import { anything, assert, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChangeFacts } from '../../src/change/facts.ts';
import { parseFacts } from '../../src/change/parse-facts.ts';
import type { FactsProblem } from '../../src/change/schema-problems.ts';
import { aPlan } from '../builders.ts';

const at = '2026-11-27T15:00:00+01:00';

function read(document: object, missing: 'unknown' | 'safe' = 'unknown'): ChangeFacts {
  const parsed = parseFacts({ evaluatedAt: at, ...document }, { missing });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.facts;
}

function problemsOf(document: unknown): readonly FactsProblem[] {
  const parsed = parseFacts(document, { missing: 'unknown' });
  return parsed.ok ? [] : parsed.problems;
}

const aFile = { path: 'src/a.ts', status: 'modified', added: 3, deleted: 1, kind: 'code' };

describe('a facts document', () => {
  test('keeps what it gives, and turns its instants into UTC', () => {
    const facts = read({
      environment: 'staging',
      approvals: [{ by: 'ann', permission: 'write', teams: [], sha: 'abc', at: '2026-11-27T10:30:00.5+05:30' }],
      checks: [{ app: 'github-actions', name: 'CI / test', conclusion: null, completedAt: null }],
    });

    expect(facts).toMatchObject({
      evaluatedAt: '2026-11-27T14:00:00Z',
      environment: 'staging',
      approvals: [{ at: '2026-11-27T05:00:00.500Z' }],
      checks: [{ completedAt: null }],
    });
  });

  test('that leaves a fact out does not know it', () => {
    const facts = read({ $schema: 'facts.schema.json' });

    expect(facts).toMatchObject({
      base: { unknown: 'not given' },
      services: { unknown: 'not given' },
      files: { unknown: 'not given' },
      change: { title: { unknown: 'not given' }, linesChanged: { unknown: 'not given' } },
      author: { changesBefore: { unknown: 'not given' } },
      rollback: { hasPlan: { unknown: 'not given' } },
      approvals: { unknown: 'not given' },
    });
    expect(facts).not.toHaveProperty('$schema');
    expect(facts).not.toHaveProperty('lineage');
    expect(facts).not.toHaveProperty('declared');
  });

  test('keeps the reason of a fact that it says is unknown', () => {
    const facts = read({ change: { title: { unknown: 'no token' } }, files: { unknown: 'too many', seen: [aFile] } });

    expect(facts.change.title).toEqual({ unknown: 'no token' });
    expect(facts.change.filesChanged).toEqual({ unknown: 'too many' });
  });

  test('has the size derived from its files', () => {
    expect(read({ files: [aFile] }).change).toMatchObject({ filesChanged: 1, linesChanged: 4, subsystems: 1 });
  });

  test('has the lines changed derived from those added and deleted', () => {
    expect(read({ change: { linesAdded: 5, linesDeleted: 2 } }).change.linesChanged).toBe(7);
  });

  test('has the rollback facts derived from its plan', () => {
    expect(read({ plan: aPlan({ strategy: 'revert' }) }).rollback).toMatchObject({ hasPlan: true, strategy: 'revert' });
    expect(read({ plan: null }).rollback).toMatchObject({ hasPlan: false });
  });

  test('has its makers from its parts', () => {
    const parts = [
      { pull: 12, head: 'abc', makers: ['ann', 'bob'] },
      { pull: null, head: null, makers: ['bob', 'cem'] },
    ];

    expect(read({ parts })).toMatchObject({ makers: ['ann', 'bob', 'cem'], parts });
    expect(read({ parts }, 'safe').makers).toEqual(['ann', 'bob', 'cem']);
    expect(read({ parts: [] }, 'safe').makers).toEqual(['author']);
    expect(read({ parts: { unknown: 'no token' } }, 'safe').makers).toEqual(['author']);
  });

  test('does not know its makers while it does not know those of a part', () => {
    const makers = { unknown: 'too many commits' };

    expect(read({ parts: [{ pull: 12, head: 'abc', makers }] }).makers).toEqual(makers);
  });

  test('survives being parsed again', () => {
    const { local: _local, change, ...facts } = read({ files: [aFile], plan: aPlan() });
    const { type: _type, isRollback: _isRollback, ...given } = change;

    const again = read({ ...facts, change: given });

    expect(again).toEqual(read({ files: [aFile], plan: aPlan() }));
  });

  test('is read without a throw, whatever it is', () => {
    assert(
      property(anything(), (document) => {
        expect(() => parseFacts(document, { missing: 'unknown' })).not.toThrow();
      }),
    );
  });
});

describe('a policy test', () => {
  test('that leaves a fact out gets one that is known and harmless', () => {
    const facts = read({}, 'safe');

    expect(facts).toMatchObject({
      environment: 'production',
      files: [],
      change: { linesChanged: 0, isBot: false },
      author: { isNewHere: false },
      operations: { openIncidents: 0 },
      rollback: { hasPlan: true, isReversible: true },
      approvals: [],
    });
    expect(JSON.stringify({ ...facts, services: null, tier: null, local: null })).not.toContain('unknown');
  });

  test('may give a size without files', () => {
    expect(read({ change: { linesChanged: 12 } }, 'safe').change).toMatchObject({ linesChanged: 12, linesAdded: 12 });
  });

  test('has a plan like the one it tells of', () => {
    expect(read({ rollback: { hasPlan: false } }, 'safe').plan).toBeNull();
    expect(read({ rollback: { strategy: 'revert', minutesToRestore: 90 } }, 'safe').plan).toMatchObject({
      strategy: 'revert',
      minutesToRestore: 90,
    });
    expect(read({ rollback: { isReversible: false } }, 'safe')).toMatchObject({
      plan: { strategy: 'irreversible' },
      rollback: { isReversible: false },
    });
    expect(read({ rollback: { hasPlan: { unknown: 'no access' } } }, 'safe').plan).toEqual({ unknown: 'no access' });
    expect(read({ rollback: { isVerified: false } }, 'safe').plan).toMatchObject({ verification: null });
  });
});

describe('an instant', () => {
  test.each([
    ['2026-11-27T14:00Z', '2026-11-27T14:00:00Z'],
    ['2026-11-27T14:00:00.123456789Z', '2026-11-27T14:00:00.123Z'],
    ['2026-01-01T00:30:00+14:00', '2025-12-31T10:30:00Z'],
    ['2026-11-27T14:00:00-09:30', '2026-11-27T23:30:00Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z'],
  ])('%s is %s', (given, expected) => {
    expect(read({ evaluatedAt: given }).evaluatedAt).toBe(expected);
  });

  test.each([
    '2026-02-30T10:00:00Z',
    '2026-02-29T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '2026-11-31T10:00:00Z',
    '2026-11-27T24:00:00Z',
    '2026-11-27T10:60:00Z',
    '2026-11-27T10:00:60Z',
    '2026-11-27T10:00:00+14:01',
    '2026-11-27T10:00:00+01:60',
    '0000-01-01T00:00:00+14:00',
  ])('%s does not exist', (given) => {
    expect(problemsOf({ evaluatedAt: given })).toMatchObject([{ pointer: '/evaluatedAt' }]);
  });

  test.each(['2026-11-27', '2026-11-27T10:00:00', 'now', '2026-11-27 10:00:00Z', 5])('is not %j', (given) => {
    expect(problemsOf({ evaluatedAt: given })).toMatchObject([{ pointer: '/evaluatedAt' }]);
  });
});

describe('a facts document that is wrong', () => {
  test.each([
    { what: 'no object', document: 42, pointer: '', words: 'expected an object' },
    { what: 'without an instant', document: {}, pointer: '', words: '`evaluatedAt` is missing' },
    { what: 'a misspelt group', document: { evaluatedAt: at, chnge: {} }, pointer: '/chnge', words: 'no fact `chnge`' },
    {
      what: 'a misspelt fact',
      document: { evaluatedAt: at, change: { tite: '' } },
      pointer: '/change/tite',
      words: 'no fact',
    },
    {
      what: 'a text for a number',
      document: { evaluatedAt: at, change: { commits: '3' } },
      pointer: '/change/commits',
      words: 'expected a whole number',
    },
    {
      what: 'a number too small',
      document: { evaluatedAt: at, change: { commits: -1 } },
      pointer: '/change/commits',
      words: 'at least 0',
    },
    { what: 'a tier out of range', document: { evaluatedAt: at, tier: 5 }, pointer: '/tier', words: 'at most 4' },
    {
      what: 'a wrong word',
      document: { evaluatedAt: at, lineage: 'ahed' },
      pointer: '/lineage',
      words: 'expected one of',
    },
    {
      what: 'a file without a path',
      document: { evaluatedAt: at, files: [{ ...aFile, path: '' }] },
      pointer: '/files/0/path',
      words: 'not empty',
    },
    {
      what: 'a change type',
      document: { evaluatedAt: at, change: { type: 'standard' } },
      pointer: '/change/type',
      words: 'may not be given',
    },
    {
      what: 'a proven rollback',
      document: { evaluatedAt: at, change: { isRollback: true } },
      pointer: '/change/isRollback',
      words: 'may not be given',
    },
    {
      what: 'a local time',
      document: { evaluatedAt: at, local: { hour: 3 } },
      pointer: '/local',
      words: 'may not be given',
    },
    {
      what: 'a size against its files',
      document: { evaluatedAt: at, files: [aFile], change: { linesChanged: 5 } },
      pointer: '/change/linesChanged',
      words: '`files` gives 4',
    },
    {
      what: 'a sum that is wrong',
      document: { evaluatedAt: at, change: { linesAdded: 1, linesDeleted: 1, linesChanged: 3 } },
      pointer: '/change/linesChanged',
      words: 'make 2',
    },
    {
      what: 'rollback facts against its plan',
      document: { evaluatedAt: at, plan: null, rollback: { hasPlan: true } },
      pointer: '/rollback/hasPlan',
      words: '`plan` gives false',
    },
    {
      what: 'a number of running deployments against those that it lists',
      document: { evaluatedAt: at, deployments: { inProgress: 2 }, running: [{ id: '7' }] },
      pointer: '/deployments/inProgress',
      words: '`running` gives 1',
    },
    {
      what: 'a running deployment that started on no day',
      document: { evaluatedAt: at, running: [{ id: '7', startedAt: '2026-02-30T10:00:00Z', lastStatusAt: at }] },
      pointer: '/running/0/startedAt',
      words: 'no instant',
    },
    {
      what: 'a part whose maker is none of the whole',
      document: {
        evaluatedAt: at,
        makers: ['@Ann'],
        parts: [
          { pull: 12, head: 'abc', makers: ['ann'] },
          { pull: 13, head: 'abd', makers: ['bob'] },
        ],
      },
      pointer: '/parts/1/makers',
      words: 'names `bob`',
    },
    {
      what: 'a part without a head',
      document: { evaluatedAt: at, parts: [{ pull: 12, makers: [] }] },
      pointer: '/parts/0',
      words: '`head` is missing',
    },
    {
      what: 'a file twice',
      document: { evaluatedAt: at, files: [aFile, aFile] },
      pointer: '/files/1/path',
      words: 'listed twice',
    },
    {
      what: 'a false instant of an approval',
      document: {
        evaluatedAt: at,
        approvals: [{ by: 'a', permission: 'write', teams: [], sha: '', at: '2026-02-30T00:00Z' }],
      },
      pointer: '/approvals/0/at',
      words: 'no instant',
    },
  ])('$what is named with its place', ({ document, pointer, words }) => {
    const problems = problemsOf(document);

    expect(problems).toHaveLength(1);
    expect(problems[0]?.pointer).toBe(pointer);
    expect(problems[0]?.problem).toContain(words);
  });

  test('says what was probably meant', () => {
    expect(problemsOf({ evaluatedAt: at, chnge: {} })[0]?.remedy).toBe('did you mean `change`?');
    expect(problemsOf({ evaluatedAt: at, lineage: 'ahed' })[0]?.remedy).toBe('did you mean `ahead`?');
  });

  test('has all its problems named at once', () => {
    const problems = problemsOf({ evaluatedAt: 'x', tier: 9, change: { commits: 1.5, nope: 1 } });

    expect(problems.map(({ pointer }) => pointer).sort()).toEqual([
      '/change/commits',
      '/change/nope',
      '/evaluatedAt',
      '/tier',
    ]);
  });

  test('may round a share', () => {
    const files = [aFile, { ...aFile, path: 'src/b.ts', added: 0 }];

    expect(problemsOf({ evaluatedAt: at, files, change: { entropy: 0.72 } })).toEqual([]);
    expect(problemsOf({ evaluatedAt: at, files, change: { entropy: 0.7 } })).toHaveLength(1);
  });
});
