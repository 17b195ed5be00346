import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChangedFile } from '../../src/change/facts.ts';
import { filesBelow, rootFolder } from '../../src/condition/folder.ts';

const file = (path: string, previousPath?: string): ChangedFile => ({
  path,
  status: previousPath === undefined ? 'modified' : 'renamed',
  added: 1,
  deleted: 0,
  kind: 'code',
  ...(previousPath !== undefined && { previousPath }),
});

const pathsBelow = (files: readonly ChangedFile[], folders: readonly string[]) =>
  filesBelow(rootFolder(files), folders).map(({ path }) => path);

describe('the files below a folder', () => {
  test('are those in it and in its folders, in the order of the list', () => {
    const files = [file('a/b/2'), file('a/1'), file('b/a/3'), file('ab/4'), file('a')];

    expect(pathsBelow(files, ['a/'])).toEqual(['a/b/2', 'a/1']);
  });

  test('of several folders are each there once', () => {
    const files = [file('b/1'), file('a/b/2'), file('c/3')];

    expect(pathsBelow(files, ['a/b/', 'b/', 'a/'])).toEqual(['b/1', 'a/b/2']);
  });

  test('of the root are all', () => {
    expect(pathsBelow([file('1'), file('a/2')], ['a/', ''])).toEqual(['1', 'a/2']);
  });

  test('are none where there is no such folder', () => {
    expect(pathsBelow([file('a/1')], ['a/b/c/', 'b/', '1/'])).toEqual([]);
  });

  test('are also those that were there before they were moved, but not those that were copied from there', () => {
    const files = [file('b/1', 'a/1'), { ...file('b/2', 'a/2'), status: 'copied' as const }];

    expect(pathsBelow(files, ['a/'])).toEqual(['b/1']);
  });

  test('cost no more for files that were moved inside deep folders', () => {
    const deep = 'd/'.repeat(200);

    expect(pathsBelow([file(`${deep}new`, `${deep}old`)], [deep])).toEqual([`${deep}new`]);
  });

  test('are all files whose path, or earlier path, begins with the folder', () => {
    const path = fc
      .array(fc.constantFrom('a', 'b', 'ab'), { minLength: 1, maxLength: 4 })
      .map((names) => names.join('/'));
    const change = fc.array(fc.tuple(path, fc.option(path, { nil: undefined })));
    const folders = fc.array(
      path.map((text) => `${text}/`),
      { minLength: 1, maxLength: 3 },
    );

    fc.assert(
      fc.property(change, folders, (pairs, asked) => {
        const files = pairs.map(([now, before], index) => file(`${now}/${index}`, before));
        const isBelow = (text: string | undefined) => asked.some((folder) => text?.startsWith(folder) === true);

        expect(pathsBelow(files, asked)).toEqual(
          files.filter((each) => isBelow(each.path) || isBelow(each.previousPath)).map((each) => each.path),
        );
      }),
    );
  });
});
