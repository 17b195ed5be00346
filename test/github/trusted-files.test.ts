import { describe, expect, test } from 'vitest';
import { FactsError } from '../../src/errors.ts';
import { connect } from '../../src/github/client.ts';
import { remotePolicies, resolveRef, trustedFiles } from '../../src/github/trusted-files.ts';
import type { RemoteReference } from '../../src/policy/files.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { RepositorySeed } from '../fake-github/seed.ts';
import { start } from '../fake-github/running.ts';
import { openShop, sha, shop } from './scene.ts';

const text = new TextDecoder();
const folder = '.github/change-gate';

const commits = [
  {
    sha: sha('a'),
    changes: {
      [`${folder}/policy.yml`]: 'version: 1\n',
      [`${folder}/calendars/board.ics`]: 'BEGIN:VCALENDAR\n',
      [`${folder}/bom.yml`]: '\uFEFFversion: 1\n',
      '.gitattributes': '* text\n',
    },
  },
  { sha: sha('b'), branch: 'round-total', changes: { [`${folder}/policy.yml`]: 'version: 2\n' } },
];

async function filesAt(commit: string) {
  const { fake, github } = await openShop({ commits });
  return { fake, files: trustedFiles(github, { repository: shop, commit }) };
}

async function readAt(commit: string, path: string): Promise<string | null> {
  const content = await (await filesAt(commit)).files.read(path);
  return content === null ? null : text.decode(content);
}

describe('files of a commit', () => {
  test('are those that the commit has, not those of the head', async () => {
    expect(await readAt(sha('a'), `${folder}/policy.yml`)).toBe('version: 1\n');
    expect(await readAt(sha('b'), `${folder}/policy.yml`)).toBe('version: 2\n');
  });

  test.each(['none.yml', folder, `${folder}/policy.yml/deeper`, '../escape'])('%s is no file', async (path) => {
    expect(await readAt(sha('a'), path)).toBeNull();
  });

  test('of a folder are listed, without the folders in it', async () => {
    const { files } = await filesAt(sha('a'));

    expect(await files.list(`./${folder}/`)).toEqual(['bom.yml', 'policy.yml']);
    expect(await files.list('')).toEqual(['.gitattributes']);
  });

  test.each(['none', '.gitattributes'])('%s is no folder', async (path) => {
    expect(await (await filesAt(sha('a'))).files.list(path)).toBeNull();
  });

  test('that were listed cost no further call, and keep each byte', async () => {
    const { fake, files } = await filesAt(sha('a'));

    await files.list(folder);
    const content = await files.read(`./${folder}/bom.yml`);

    expect([...(content ?? [])].slice(0, 4)).toEqual([0xef, 0xbb, 0xbf, 'v'.charCodeAt(0)]);
    expect(fake.requests).toHaveLength(1);
  });

  test('that GitHub tells only in part are read as a whole', async () => {
    const large = `# ${'x'.repeat(1_100_000)}\n`;
    const { github } = await openShop({ commits: [{ sha: sha('a'), changes: { 'p/large.yml': large } }], pulls: [] });
    const files = trustedFiles(github, { repository: shop, commit: sha('a') });

    await files.list('p');

    expect((await files.read('p/large.yml'))?.length).toBe(large.length);
  });

  test('make a policy with one call', async () => {
    const { fake, github } = await openShop({
      commits: [{ sha: sha('a'), changes: { [`${folder}/policy.yml`]: 'version: 1\n' } }],
      pulls: [],
    });

    const loaded = await loadPolicy(
      { path: null, today: null },
      trustedFiles(github, { repository: shop, commit: sha('a') }),
    );

    expect(loaded.ok).toBe(true);
    expect(fake.requests.length).toBeLessThanOrEqual(2);
  });

  test.each([
    { what: 'a list', call: async (files: ReturnType<typeof trustedFiles>) => await files.list(folder) },
    { what: 'a file', call: async (files: ReturnType<typeof trustedFiles>) => await files.read('.gitattributes') },
  ])('that GitHub refuses are an error, not absent: $what', async ({ call }) => {
    const { github } = await openShop({ commits }, { tokens: [{ token: 'weak', permissions: { issues: 'read' } }] });

    const files = trustedFiles(github, { repository: shop, commit: sha('a') });

    await expect(call(files)).rejects.toThrow(FactsError);
    await expect(call(files)).rejects.toThrow('the token lacks the permission `contents: read`');
  });
});

function reference(path: string, ref: string): RemoteReference {
  return {
    text: `acme/policies//${path}@${ref}`,
    owner: 'acme',
    repository: 'policies',
    path,
    ref,
  };
}

function remedyFor(repository: string): string {
  return `let \`policy-token\` read ${repository}`;
}

describe('a policy of another repository', () => {
  const central: RepositorySeed = {
    fullName: 'acme/policies',
    isPrivate: true,
    commits: [
      {
        sha: sha('c'),
        changes: { 'base/policy.yml': 'version: 1\n', 'base/policy.test.yml': 'x', 'base/read.me': 'x' },
      },
      { sha: sha('d'), changes: { 'base/policy.yml': 'version: 1 # later\n' } },
    ],
    refs: { 'tags/v1': sha('c') },
  };
  const tokens = [{ token: 'mine', repositories: ['acme/shop'] }, { token: 'theirs' }];
  const remote = async (token: string) => {
    const { fake } = await start({ repositories: [{ fullName: 'acme/shop' }, central], tokens });
    return { fake, ...remotePolicies(connect({ token, apiUrl: fake.url }), { remedyFor }) };
  };

  test.each([
    { ref: 'main', commit: sha('d') },
    { ref: 'v1', commit: sha('c') },
    { ref: sha('c'), commit: sha('c') },
  ])('at $ref is that of the commit it means', async ({ ref, commit }) => {
    const policy = await (await remote('theirs')).readRemote(reference('base', ref));

    expect(policy?.commit).toBe(commit);
    expect(policy?.files.map(({ path }) => path)).toEqual(['base/policy.test.yml', 'base/policy.yml']);
  });

  test('may be one file', async () => {
    const policy = await (await remote('theirs')).readRemote(reference('base/policy.yml', 'v1'));

    expect(policy?.files.map(({ path, content }) => [path, text.decode(content)])).toEqual([
      ['base/policy.yml', 'version: 1\n'],
    ]);
  });

  test.each([
    ['none.yml', 'main'],
    ['base', 'no-such-branch'],
  ])('that is not there, %s at %s, is none', async (path, ref) => {
    expect(await (await remote('theirs')).readRemote(reference(path, ref))).toBeNull();
  });

  test('that the token does not reach is an error with the remedy', async () => {
    const policies = await remote('mine');

    await expect(policies.readRemote(reference('base', 'main'))).rejects.toMatchObject({
      problem: 'GitHub answered NOT_FOUND to reading what `main` means in acme/policies',
      remedy: 'let `policy-token` read acme/policies',
    });
  });

  test('is read once, and a name means one commit however often it is met', async () => {
    const { fake, readRemote } = await remote('theirs');
    const first = await readRemote(reference('base/policy.yml', 'main'));
    const requests = fake.requests.length;
    fake.repository('acme/policies').git.refs.set('heads/main', sha('c'));

    const again = await readRemote(reference('base/policy.yml', 'main'));
    const other = await readRemote(reference('base', 'main'));

    expect(again).toEqual(first);
    expect(other?.commit).toBe(first?.commit);
    expect(fake.requests.length).toBe(requests + 1);
  });
});

describe('a name of a commit', () => {
  test.each([
    { ref: 'main', commit: sha('a') },
    { ref: 'refs/heads/round-total', commit: sha('b') },
    { ref: 'nothing', commit: null },
    { ref: `${sha('a')}:${folder}`, commit: null },
  ])('$ref means $commit', async ({ ref, commit }) => {
    const { github } = await openShop({ commits });

    expect(await resolveRef(github, shop, ref)).toBe(commit);
  });
});
