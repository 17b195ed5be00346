import { array, assert, nat, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rollbackFacts, sizeFacts } from '../../src/change/derive.ts';
import type { ChangedFile } from '../../src/change/facts.ts';
import { kindOf } from '../../src/change/kind.ts';
import { aPlan } from '../builders.ts';

function aFile(path: string, lines: Partial<Pick<ChangedFile, 'added' | 'deleted'>> = {}): ChangedFile {
  return { path, status: 'modified', added: 1, deleted: 0, ...lines, kind: kindOf(path) };
}

describe('the size of a change', () => {
  test('counts the lines of files that a person wrote and that run', () => {
    const files = [
      aFile('src/a.ts', { added: 10, deleted: 2 }),
      aFile('config/app.yml', { added: 3 }),
      aFile('main.tf', { added: 4 }),
      aFile('db/migrate/1.rb', { added: 5 }),
      aFile('package.json', { added: 6 }),
    ];

    expect(sizeFacts(files)).toMatchObject({ codeFilesChanged: 5, linesAdded: 28, linesDeleted: 2, linesChanged: 30 });
  });

  test.each(['package-lock.json', 'dist/a.js', 'docs/a.md', 'src/a.test.ts', 'locales/de.json', 'logo.png'])(
    'leaves out the lines of %s',
    (path) => {
      const size = sizeFacts([aFile(path, { added: 900 })]);

      expect(size).toMatchObject({ filesChanged: 1, codeFilesChanged: 0, linesChanged: 0 });
    },
  );

  test('counts directories, and subsystems by their first two directories', () => {
    const files = ['README.md', 'src/a.ts', 'src/web/a.ts', 'src/web/deep/b.ts', 'src/api/c.ts'].map((path) =>
      aFile(path),
    );

    expect(sizeFacts(files)).toMatchObject({ directories: 5, subsystems: 4 });
  });

  test('of nothing is nothing', () => {
    expect(sizeFacts([])).toEqual({
      filesChanged: 0,
      codeFilesChanged: 0,
      linesAdded: 0,
      linesDeleted: 0,
      linesChanged: 0,
      directories: 0,
      subsystems: 0,
      entropy: 0,
    });
  });

  test('is unknown of a list that was cut short, however much of it was seen', () => {
    const size = sizeFacts({ unknown: 'more than 300 files', seen: [aFile('a.ts')] });

    expect(new Set(Object.values(size).map((fact) => JSON.stringify(fact)))).toEqual(
      new Set(['{"unknown":"more than 300 files"}']),
    );
  });

  test('knows files but not lines where the lines of one file are unknown', () => {
    const size = sizeFacts([aFile('a.ts'), aFile('b.ts', { added: { unknown: 'not fetched' } })]);

    expect(size).toMatchObject({
      filesChanged: 2,
      linesAdded: { unknown: 'not fetched' },
      linesDeleted: 0,
      linesChanged: { unknown: 'not fetched' },
      entropy: { unknown: 'not fetched' },
    });
  });
});

describe('entropy', () => {
  test.each([
    { spread: [5], entropy: 0 },
    { spread: [5, 5], entropy: 1 },
    { spread: [9, 1], entropy: 0.469 },
    { spread: [45, 12, 2], entropy: 0.5873 },
    { spread: [5, 5, 0, 0], entropy: 0.5 },
    { spread: [0, 0], entropy: 0 },
  ])('of lines spread $spread is $entropy', ({ spread, entropy }) => {
    const files = spread.map((added, index) => aFile(`${index}.ts`, { added }));

    expect(sizeFacts(files).entropy).toBeCloseTo(entropy, 3);
  });

  test('is not drowned by a lock file', () => {
    const files = [aFile('a.ts'), aFile('b.ts'), aFile('package-lock.json', { added: 9_000 })];

    expect(sizeFacts(files).entropy).toBe(1);
  });

  test('lies between 0 and 1', () => {
    assert(
      property(array(nat(100_000), { maxLength: 40 }), (spread) => {
        const { entropy } = sizeFacts(spread.map((added, index) => aFile(`${index}.ts`, { added })));

        expect(entropy).toBeGreaterThanOrEqual(0);
        expect(entropy).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('what conditions see of a rollback plan', () => {
  test('is its fields', () => {
    const facts = rollbackFacts(aPlan({ strategy: 'revert', minutesToRestore: 12, verification: 'tried' }));

    expect(facts).toEqual({
      hasPlan: true,
      strategy: 'revert',
      minutesToRestore: 12,
      isReversible: true,
      isVerified: true,
    });
  });

  test.each([null, '', '  '])('is not verified when it says %j of how it was tried', (verification) => {
    expect(rollbackFacts(aPlan({ verification })).isVerified).toBe(false);
  });

  test('is not reversible when it says so', () => {
    expect(rollbackFacts(aPlan({ strategy: 'irreversible' })).isReversible).toBe(false);
  });

  test('is unknown where the plan is silent', () => {
    const facts = rollbackFacts(aPlan({ strategy: null, minutesToRestore: null }));

    expect(facts.strategy).toHaveProperty('unknown');
    expect(facts.isReversible).toHaveProperty('unknown');
    expect(facts.minutesToRestore).toHaveProperty('unknown');
  });

  test('without a plan is that there is none', () => {
    expect(rollbackFacts(null)).toMatchObject({ hasPlan: false, isVerified: false });
    expect(rollbackFacts(null).isReversible).toHaveProperty('unknown');
  });
});
