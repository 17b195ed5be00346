import { describe, expect, test } from 'vitest';
import { FactsError } from '../../src/errors.ts';
import type { RepositoryFiles } from '../../src/policy/files.ts';
import type { EvidenceReader } from '../../src/policy/read-evidence.ts';
import { readEvidence } from '../../src/policy/read-evidence.ts';

const contents: Readonly<Record<string, string>> = {
  'ops/evidence/restore-a.yml': 'performedOn: 2026-11-20\nresult: passed\nnotes: long\n',
  'ops/evidence/restore-b.json': '{ "result": "failed" }',
  'ops/evidence/restore-c.yml': 'a: [\n',
  'ops/evidence/README.md': 'not evidence',
};

function aReader(parts: Partial<RepositoryFiles> = {}): EvidenceReader {
  const files: RepositoryFiles = {
    pathsBelow: async (folder) => Object.keys(contents).filter((path) => path.startsWith(folder)),
    readAll: async (paths) => paths.map((path) => bytesOf(contents[path])),
    ...parts,
  };
  return {
    openFiles: async () => files,
    ask: async (url) => ({ ok: true, content: { service: url, secret: 'x' } }),
  };
}

function bytesOf(text: string | undefined): Uint8Array | null {
  return text === undefined ? null : new TextEncoder().encode(text);
}

const refused = new FactsError({ problem: '`git ls-tree` failed: no such tree', remedy: null });
const glob = 'ops/evidence/restore-*';

describe('evidence', () => {
  test('is what the files say that a glob matches, in the order of their paths', async () => {
    expect(await readEvidence({ globs: [glob], urls: [] }, aReader())).toEqual({
      evidence: [
        { source: 'ops/evidence/restore-a.yml', content: { performedOn: '2026-11-20', result: 'passed' } },
        { source: 'ops/evidence/restore-b.json', content: { result: 'failed' } },
        { source: 'ops/evidence/restore-c.yml', problem: 'line 2: this is not YAML: deficient indentation' },
      ],
      evidenceSought: [glob],
    });
  });

  test('is looked for below the folders that a glob names', async () => {
    const asked: string[] = [];
    const pathsBelow = async (folder: string): Promise<readonly string[]> => {
      asked.push(folder);
      return [];
    };

    await readEvidence(
      { globs: ['ops/evidence/*.yml', 'ops/{a,b}/*.yml', '*.yml'], urls: [] },
      aReader({ pathsBelow }),
    );

    expect(asked).toEqual(['ops/evidence', 'ops', '']);
  });

  test('is what an address answers, of which only what is judged is kept', async () => {
    expect(await readEvidence({ globs: [], urls: ['https://slo.example.com'] }, aReader())).toEqual({
      evidence: [{ source: 'https://slo.example.com', content: { service: 'https://slo.example.com' } }],
      evidenceSought: ['https://slo.example.com'],
    });
  });

  test('is nothing that is looked for where no rule asks', async () => {
    expect(await readEvidence({ globs: [], urls: [] }, aReader())).toEqual({});
  });

  test.each([
    {
      what: 'files cannot be reached',
      reader: { ...aReader(), openFiles: async () => ({ unknown: 'the branch `main` could not be fetched' }) },
      found: { source: glob, problem: 'the branch `main` could not be fetched' },
    },
    {
      what: 'files cannot be listed',
      reader: aReader({ pathsBelow: () => Promise.reject(refused) }),
      found: { source: glob, problem: '`git ls-tree` failed: no such tree' },
    },
    {
      what: 'files cannot be read',
      reader: aReader({ readAll: () => Promise.reject(refused) }),
      found: { source: glob, problem: '`git ls-tree` failed: no such tree' },
    },
    {
      what: 'far too many files match',
      reader: aReader({
        pathsBelow: async () => Array.from({ length: 501 }, (_, index) => `ops/evidence/restore-${index}`),
      }),
      found: { source: glob, problem: '501 files match, and 500 are the most' },
    },
    {
      what: 'a file is gone',
      reader: aReader({ pathsBelow: async () => ['ops/evidence/restore-z'] }),
      found: { source: 'ops/evidence/restore-z', problem: 'it is not there, or no file' },
    },
    {
      what: 'a file is forgotten',
      reader: aReader({ pathsBelow: async () => ['ops/evidence/restore-z'], readAll: async () => [] }),
      found: { source: 'ops/evidence/restore-z', problem: 'it is not there, or no file' },
    },
    {
      what: 'a file says far too much',
      reader: aReader({
        pathsBelow: async () => ['ops/evidence/restore-z'],
        readAll: async () => [bytesOf(`[${'{}, '.repeat(2_001)}]`)],
      }),
      found: { source: 'ops/evidence/restore-z', problem: 'it says more than 2000 things' },
    },
  ])('is kept with the reason where $what', async ({ reader, found }) => {
    expect(await readEvidence({ globs: [glob], urls: [] }, reader)).toMatchObject({ evidence: [found] });
  });

  test('is kept with the reason where an address does not answer, or answers what only looks unknown', async () => {
    const urls = ['https://slo.example.com'];
    const down: EvidenceReader = { ...aReader(), ask: async () => ({ ok: false, reason: 'it answered 500' }) };
    const odd: EvidenceReader = { ...aReader(), ask: async () => ({ ok: true, content: { unknown: 7 } }) };

    expect((await readEvidence({ globs: [], urls }, down)).evidence).toEqual([
      { source: 'https://slo.example.com', problem: 'it answered 500' },
    ]);
    expect((await readEvidence({ globs: [], urls }, odd)).evidence).toEqual([
      { source: 'https://slo.example.com', content: {} },
    ]);
  });

  test('that fails for a reason of our own is no reason', async () => {
    const broken = aReader({ readAll: () => Promise.reject(new RangeError('a bug')) });

    await expect(readEvidence({ globs: [glob], urls: [] }, broken)).rejects.toThrow('a bug');
  });
});
