import { describe, expect, test } from 'vitest';
import { FactsError } from '../../src/errors.ts';
import { trustedFiles } from '../../src/github/trusted-files.ts';
import { trustedRepository } from '../../src/github/trusted-repository.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { openShop, sha, shop } from './scene.ts';

const descriptor = (name: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\nspec: {}\n`;

const policy = `version: 1
services: { from: 'services/*/catalog-info.yaml' }
approvals: [{ id: a, because: b, from: [p] }]
authorities: { p: { permission: write } }
`;

async function aRepository(changes: Readonly<Record<string, string>>) {
  const { fake, github } = await openShop({ commits: [{ sha: sha('a'), changes }], pulls: [] });
  const tree = { repository: shop, commit: sha('a') };
  const repository = trustedRepository(github, tree);
  return { fake, repository, files: { ...trustedFiles(github, tree), repository } };
}

describe('the files of a repository on GitHub', () => {
  test('are listed in a folder and below, with one call for all of it', async () => {
    const { fake, repository } = await aRepository({ 'a.yml': '', 'services/a/b.yml': '', 'servicesx/c.yml': '' });

    expect(await repository.pathsBelow('services')).toEqual(['services/a/b.yml']);
    expect(await repository.pathsBelow('')).toHaveLength(3);
    expect(fake.requests).toHaveLength(1);
  });

  test('are read a hundred at a time, in the order asked for', async () => {
    const names = Array.from({ length: 101 }, (_, index) => `f/${index}.yml`);
    const { fake, repository } = await aRepository(Object.fromEntries(names.map((name) => [name, name])));

    const contents = await repository.readAll([...names, 'nothing', 'f']);

    const texts = contents.map((content) => (content === null ? null : new TextDecoder().decode(content)));
    expect(texts).toEqual([...names, null, null]);
    expect(fake.requests).toHaveLength(2);
  });

  test('are read as a whole where GitHub tells a part', async () => {
    const large = `# ${'x'.repeat(1_100_000)}\n`;
    const { repository } = await aRepository({ 'large.yml': large });

    expect((await repository.readAll(['large.yml']))[0]?.length).toBe(large.length);
  });

  test('make a policy with its catalogue in two calls more', async () => {
    const { fake, files } = await aRepository({
      '.github/change-gate/policy.yml': policy,
      'services/payments/catalog-info.yaml': descriptor('payments'),
      'services/ledger/catalog-info.yaml': descriptor('ledger'),
    });

    const loaded = await loadPolicy({ path: null, today: null }, files);

    expect(loaded.ok && Object.keys(loaded.policy.services)).toEqual(['ledger', 'payments']);
    expect(fake.requests).toHaveLength(4);
  });

  test('that the token may not read are an error that says so', async () => {
    const permissions = { issues: 'read' as const };
    const { github } = await openShop({}, { tokens: [{ token: 'weak', permissions }] });
    const repository = trustedRepository(github, { repository: shop, commit: sha('a') });

    await expect(repository.pathsBelow('')).rejects.toThrow(FactsError);
    await expect(repository.readAll(['a.yml'])).rejects.toThrow('contents: read');
  });
});
