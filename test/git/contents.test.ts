import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fetchContents } from '../../src/git/contents.ts';
import { openRepository } from '../../src/git/repository.ts';
import { openTemporary, temporaryDirectory, temporaryRepository } from './temporary-repository.ts';

function withoutContents(): { readonly directory: string; readonly head: string } {
  const origin = temporaryRepository();
  origin.git('config', 'uploadpack.allowFilter', 'true');
  origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  origin.commit({ files: { 'old.ts': 'old\n' } });
  origin.commit({ files: { 'a.ts': 'one\n', 'gone.ts': 'gone\n' } });
  origin.commit({ files: { 'a.ts': 'one\ntwo\n' } });
  const head = origin.commit({ files: { 'gone.ts': null } });
  const directory = join(temporaryDirectory(), 'clone');
  origin.git('clone', '-q', '--no-checkout', '--filter=blob:none', `file://${origin.directory}`, directory);
  return { directory, head };
}

function missingIn(directory: string): readonly string[] {
  const listed = openTemporary(directory).git('rev-list', '--all', '--objects', '--missing=print');
  return listed.split('\n').filter((line) => line.startsWith('?'));
}

describe('a clone without contents', () => {
  test('gets those of the newest changes, before and after each', async () => {
    const { directory, head } = withoutContents();
    const clone = await openRepository({ directory });
    expect(missingIn(directory)).toHaveLength(4);

    await fetchContents(clone, { remote: 'origin', head, changes: 2 });

    expect(missingIn(directory)).toHaveLength(1);
    expect(openTemporary(directory).git('log', '-2', '--format=', '--numstat')).toContain('0\t1\tgone.ts');
  });

  test('asks for nothing that it has', async () => {
    const { directory, head } = withoutContents();
    const clone = await openRepository({ directory });
    await fetchContents(clone, { remote: 'origin', head, changes: 100 });
    openTemporary(directory).git('remote', 'set-url', 'origin', '/nowhere');

    await fetchContents(clone, { remote: 'origin', head, changes: 100 });

    expect(missingIn(directory)).toEqual([]);
  });

  test('says so where they cannot be fetched', async () => {
    const { directory, head } = withoutContents();
    openTemporary(directory).git('remote', 'set-url', 'origin', '/nowhere');

    await expect(
      fetchContents(await openRepository({ directory }), { remote: 'origin', head, changes: 2 }),
    ).rejects.toMatchObject({ exitCode: 3 });
  });
});
