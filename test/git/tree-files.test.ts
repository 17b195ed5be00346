import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRepository } from '../../src/git/repository.ts';
import { treeFiles } from '../../src/git/tree-files.ts';
import { worktreePaths } from '../../src/git/worktree-files.ts';
import { temporaryRepository } from './temporary-repository.ts';

const files = {
  'a.yaml': 'one',
  'services/é/catalog-info.yaml': 'two',
  'services/deep/er/b.yaml': 'three',
  'servicesx/c.yaml': '',
};

async function aTree() {
  const { directory, commit } = temporaryRepository();
  const sha = commit({ files });
  const repository = await openRepository({ directory });
  return { directory, commit, tree: treeFiles(repository, sha).repository };
}

describe('the files of a commit', () => {
  test('are listed in a folder and below, whatever lies in the work tree', async () => {
    const { directory, tree } = await aTree();
    writeFileSync(join(directory, 'services/later.yaml'), '');

    expect(await tree.pathsBelow('services')).toEqual(['services/deep/er/b.yaml', 'services/é/catalog-info.yaml']);
    expect(await tree.pathsBelow('')).toHaveLength(4);
    expect(await tree.pathsBelow('nowhere')).toEqual([]);
  });

  test('are read in the order in which they are asked for', async () => {
    const { tree } = await aTree();

    const contents = await tree.readAll(['services/é/catalog-info.yaml', 'nothing', 'services', 'a.yaml']);

    expect(contents.map((content) => (content === null ? null : new TextDecoder().decode(content)))).toEqual([
      'two',
      null,
      null,
      'one',
    ]);
  });

  test('are read where none is asked for', async () => {
    expect(await (await aTree()).tree.readAll([])).toEqual([]);
  });
});

describe('the files of a work tree', () => {
  test('are those that git tracks or would track, each once', async () => {
    const { directory, commit } = await aTree();
    commit({ files: { '.gitignore': 'built/\n' } });
    writeFileSync(join(directory, 'services/later.yaml'), '');

    expect((await worktreePaths(directory, 'services')).toSorted()).toEqual([
      'services/deep/er/b.yaml',
      'services/later.yaml',
      'services/é/catalog-info.yaml',
    ]);
    expect(await worktreePaths(directory, '')).toHaveLength(6);
  });

  test('are not sought by a pattern', async () => {
    const { directory } = await aTree();

    expect(await worktreePaths(directory, 'serv*')).toEqual([]);
  });
});
