import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveCommit } from '../../src/git/commit.ts';
import { deepen } from '../../src/git/deepen.ts';
import { gatherGitFacts } from '../../src/git/gather.ts';
import { readFileAt } from '../../src/git/objects.ts';
import { isShallow, openRepository } from '../../src/git/repository.ts';
import { temporaryDirectory, temporaryRepository } from './temporary-repository.ts';

describe('a shallow clone', () => {
  test('is deepened, without contents, until its history is known', async () => {
    const remote = temporaryRepository();
    const base = remote.commit({ files: { 'a.ts': '1\n' } });
    remote.commit({ files: { 'a.ts': '2\n' } });
    const head = remote.commit({ files: { 'a.ts': '3\n' } });
    remote.git('config', 'uploadpack.allowFilter', 'true');
    remote.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const directory = join(temporaryDirectory(), 'clone');
    remote.git('clone', '-q', '--depth=1', `file://${remote.directory}`, directory);
    const shallow = await openRepository({ directory, missingObjects: 'fetch' });

    const whole = await deepen({ repository: shallow, remote: 'origin', commits: [head, base] });

    expect([isShallow(shallow), isShallow(whole)]).toEqual([true, false]);
    const request = { base, head, environment: null, services: null, evaluatedAt: '2026-11-10T12:00:00Z' };
    const { facts } = await gatherGitFacts({ ...request, repository: directory, missingObjects: 'fetch' });
    expect(facts).toMatchObject({ lineage: 'ahead', change: { linesAdded: 1 }, author: { changesBefore: 1 } });
  });
});

describe('a file at a commit', () => {
  test('is its text, and null if there is none', async () => {
    const repository = temporaryRepository();
    const head = repository.commit({ files: { 'dir/ä.txt': 'grüße\n' } });
    const opened = await openRepository({ directory: repository.directory });

    expect(await readFileAt(opened, { ref: head, path: 'dir/ä.txt' })).toBe('grüße\n');
    expect(await readFileAt(opened, { ref: head, path: 'dir' })).toBeNull();
    expect(await readFileAt(opened, { ref: head, path: 'gone' })).toBeNull();
  });
});

describe('a commit', () => {
  test('is found by any name, with its parents and time', async () => {
    const repository = temporaryRepository();
    const parent = repository.commit();
    const sha = repository.commit({ at: '2026-11-03T00:00:00Z' });
    repository.git('tag', '-a', 'v1', '-m', 'v1');
    const opened = await openRepository({ directory: repository.directory });

    for (const name of ['HEAD', 'main', 'v1', sha, sha.slice(0, 10), 'HEAD~0']) {
      expect(await resolveCommit(opened, name)).toEqual({ sha, parents: [parent], committedAt: 1_793_664_000 });
    }
  });
});
