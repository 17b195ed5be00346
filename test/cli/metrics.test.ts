import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Metrics } from '../../src/metrics/figures.ts';
import { temporaryDirectory, temporaryRepository } from '../git/temporary-repository.ts';
import { aDecided, aFolder, aRepository, commit, filesOf, theOutcome } from '../metrics/a-ledger.ts';
import { runMetrics } from '../metrics/run-metrics.ts';

async function tell(cwd: string, ...argv: readonly string[]): Promise<Metrics> {
  const { code, out, errors } = await runMetrics(cwd, ['--policy', 'standard', '--json', ...argv]);
  if (code !== 0) throw new Error(errors);
  return JSON.parse(out);
}

const decided = aDecided({ head: commit(1) });
const went = theOutcome(decided);

describe('change-gate metrics', () => {
  test('reads the branch of the ledger, a folder and a remote branch alike', async () => {
    const files = filesOf(decided, went);
    const remote = temporaryRepository();
    aRepository(files);
    remote.git('fetch', '-q', aRepository(files), 'change-records:refs/remotes/origin/change-records');

    const [branch, folder, fetched] = await Promise.all([
      tell(aRepository(files)),
      tell('/', '--ledger', aFolder(files)),
      tell(remote.directory),
    ]);

    expect(branch.ledger.source).toBe('the branch change-records');
    expect(fetched.ledger.source).toBe('the branch origin/change-records');
    for (const other of [folder, fetched]) {
      expect({ ...other, ledger: { ...other.ledger, source: '' } }).toEqual({
        ...branch,
        ledger: { ...branch.ledger, source: '' },
      });
    }
    expect(branch.success.overall).toMatchObject({ deployments: 1, failed: 0 });
  });

  test('takes the newer of two branches of the name', async () => {
    const { directory, git } = temporaryRepository();
    git('fetch', '-q', aRepository(filesOf(decided)), 'change-records:refs/heads/change-records');
    git('fetch', '-q', aRepository(filesOf(decided, went)), 'change-records:refs/heads/newer');
    const newer = git('commit-tree', 'newer^{tree}', '-m', 'Newer', '-p', 'newer');
    git('update-ref', 'refs/remotes/origin/change-records', newer);

    expect((await tell(directory)).ledger).toMatchObject({ source: 'the branch origin/change-records', outcomes: 1 });
  });

  test('tells it for a terminal of any width, without colour', async () => {
    const directory = aRepository(filesOf(decided, went));
    for (const width of [20, 80, 200]) {
      const { code, out } = await runMetrics(directory, ['--policy', 'standard'], { width });

      expect(code).toBe(0);
      expect(out).toContain('Change success rate');
      // oxlint-disable-next-line no-control-regex -- what must not be there
      expect(out).not.toMatch(/\u001B/);
    }
  });

  test('writes a page beside what it prints', async () => {
    const directory = aRepository(filesOf(decided, went));

    const { out } = await runMetrics(directory, ['--policy', 'standard', '--html', 'page.html']);

    expect(out).toContain('The four keys of DORA');
    expect(readFileSync(join(directory, 'page.html'), 'utf8')).toMatch(/^<!doctype html>/);
  });

  test('counts a day as the zone of the policy has it', async () => {
    const directory = aRepository(filesOf(aDecided({ head: commit(1), evaluatedAt: '2026-11-24T23:30:00Z' })));
    writeFileSync(join(directory, 'berlin.yml'), 'version: 1\nschedule: { timezone: Europe/Berlin }\n');
    const count = async (day: string) =>
      JSON.parse((await runMetrics(directory, ['--policy', 'berlin.yml', '--json', '--from', day, '--to', day])).out)
        .judged.decisions;

    expect([await count('2026-11-24'), await count('2026-11-25')]).toEqual([0, 1]);
  });
});

describe('a ledger in a sorry state', () => {
  test('without records says so, and what would write them', async () => {
    const { code, out } = await runMetrics(aRepository([{ path: 'README.md', text: 'x' }]), ['--policy', 'standard']);

    expect(code).toBe(0);
    expect(out).toContain('No record of this time is in the branch change-records');
    expect(out.replaceAll(/\s+/g, ' ')).toContain('`contents: write`');
    expect(out).not.toContain('DORA');
  });

  test('without records gives a page and data all the same', async () => {
    const metrics = await tell(
      aRepository([{ path: 'README.md', text: 'x' }]),
      '--html',
      join(temporaryDirectory(), 'page.html'),
    );

    expect(metrics.success.overall).toEqual({ deployments: 0, failed: 0, successRate: null });
    expect(metrics.dora.deploymentFrequency.perWeek).toBeNull();
  });

  test('about other environments alone names them', async () => {
    const directory = aRepository(
      filesOf(aDecided({ environment: 'staging' }), aDecided({ environment: 'test', head: commit(2) })),
    );

    const { out } = await runMetrics(directory, ['--policy', 'standard']);

    expect(out).toContain('No record of this time is about `production`.');
    expect(out).toContain('There are decisions about `staging` (1) and `test` (1)');
  });

  test('has its broken records counted and named, and the rest told', async () => {
    const [file] = filesOf(went);
    const broken = { path: (file?.path ?? '').replace(/[0-9a-f]{20}/, 'a'.repeat(20)), text: file?.text ?? '' };
    const directory = aRepository([...filesOf(decided, went), broken]);

    const { out } = await runMetrics(directory, ['--policy', 'standard']);

    expect(out).toContain('1 deployment went well');
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      `1 record broken or changed after it was written, and not counted: \`${broken.path}\` (its id does not fit what it says)`,
    );
  });

  test('of several repositories tells them apart', async () => {
    const other = aDecided({ head: commit(1) }, { repository: 'acme/web' });
    const directory = aRepository(filesOf(decided, went, other, theOutcome(other, { outcome: 'failure' })));

    const { success, ledger } = await tell(directory);

    expect(ledger.repositories).toHaveLength(2);
    expect(success.repositories.map(({ repository, failed }) => ({ repository, failed }))).toEqual(
      expect.arrayContaining([
        { repository: 'acme/shop', failed: 0 },
        { repository: 'acme/web', failed: 1 },
      ]),
    );
  });

  test('of many repositories, each in a folder of its name, is read from a branch and a folder', async () => {
    const files = filesOf(decided, went).map(({ path, text }) => ({ path: `acme/shop/${path}`, text }));

    const [branch, folder] = await Promise.all([
      tell(aRepository(files), '--last', '30d'),
      tell('/', '--ledger', aFolder(files), '--last', '30d'),
    ]);

    expect(branch.success.overall.deployments).toBe(1);
    expect(folder.success.overall.deployments).toBe(1);
  });

  test('that the policy keeps elsewhere is sought there', async () => {
    const { directory, commit: commitFiles } = temporaryRepository();
    commitFiles({ files: { 'policy.yml': 'version: 1\nrecord: { repository: acme/records }\n' } });

    const { code, errors } = await runMetrics(directory, ['--policy', 'policy.yml']);

    expect(code).toBe(3);
    expect(errors).toContain('the records are kept in `acme/records`: name a clone of it with `--repo DIR`');
  });

  test('does not count a deployment that was cancelled', async () => {
    const { success } = await tell(aRepository(filesOf(decided, theOutcome(decided, { outcome: 'cancelled' }))));

    expect(success).toMatchObject({ overall: { deployments: 0 }, cancelled: 1, withoutOutcome: 0 });
  });

  test('with clocks that differ counts what it can, and says so', async () => {
    const early = theOutcome(decided, { at: '2026-11-24T09:58:00Z' });
    const late = aDecided({ head: commit(2), evaluatedAt: '2026-11-28T09:10:00Z' });
    const directory = aRepository(filesOf(decided, early, late));

    const { ledger, success, dora } = await tell(directory);
    const { out } = await runMetrics(directory, ['--policy', 'standard'], { width: 200 });

    expect(ledger).toMatchObject({ decisions: 1, beforeDecision: 1, afterNow: 1 });
    expect(success.overall.deployments).toBe(1);
    expect(dora.leadTime).toMatchObject({ measured: 0, notMeasured: 1 });
    expect(out).toContain('1 outcome dated before the decision');
    expect(out).toContain('1 record of a later time than now');
  });

  test('with an outcome that no decision let pass lists an unauthorised change', async () => {
    const alone = theOutcome(decided, { decisionId: null, head: commit(9), by: 'zoe' });

    const { unauthorised, success } = await tell(aRepository(filesOf(decided, went, alone)));

    expect(unauthorised.looked).toBe('records');
    expect(unauthorised.changes).toEqual([
      expect.objectContaining({ head: commit(9), by: 'zoe', why: 'no-decision', went: 'well' }),
    ]);
    expect(success.models.map(({ changeType }) => changeType)).toEqual(['normal', 'unknown']);
  });

  test('shows hostile words as text', async () => {
    const title = '\u001B[31m<script>alert(1)</script>\u202E';
    const evil = aDecided({ head: commit(3), environment: 'production', services: [title] });
    const directory = aRepository(filesOf(evil, theOutcome(evil, { outcome: 'failure' })));

    const { out } = await runMetrics(directory, ['--policy', 'standard', '--html', 'page.html']);
    const page = readFileSync(join(directory, 'page.html'), 'utf8');

    // oxlint-disable-next-line no-control-regex -- what must not be there
    expect(`${out}${page}`).not.toMatch(/[\u001B\u202E]/u);
    expect(page).not.toContain('<script');
    expect(page).toContain('&#60;script&#62;');
  });
});

describe('a command line of metrics', () => {
  const files = filesOf(aDecided({ head: commit(1), services: ['payments'] }));

  test.each([
    { argv: ['--branch', 'gone'], code: 3, says: 'there is no branch `gone` in this clone' },
    { argv: ['--branch', 'a*'], code: 3, says: 'there is no branch `a*` in this clone' },
    { argv: ['--ledger', 'nowhere'], code: 2, says: 'the ledger `nowhere` cannot be read: there is no such file' },
    { argv: ['--ledger', '.', '--branch', 'x'], code: 2, says: '`--branch` does not go with `--ledger`' },
    { argv: ['--from', 'yesterday'], code: 2, says: '`--from yesterday` is no day' },
    { argv: ['--to', '2026-02-30'], code: 2, says: '`--to 2026-02-30` is no day' },
    { argv: ['--from', '2026-11-20', '--to', '2026-11-19'], code: 2, says: 'the last day lies before the first' },
    { argv: ['--from', '2027-01-01'], code: 2, says: '`--from 2027-01-01` is not in the past' },
    { argv: ['--last', 'week'], code: 2, says: '`--last week` is no length of time' },
    { argv: ['--last', '90d', '--from', '2026-01-01'], code: 2, says: '`--last` does not go with `--from` or `--to`' },
    { argv: ['--service', 'payment'], code: 2, says: 'did you mean `payments`?' },
    { argv: ['--github', 'shop'], code: 2, says: '`--github shop` is no repository' },
    { argv: ['--github', 'acme/shop'], code: 2, says: '`--github` needs a token' },
    {
      argv: ['--github', 'acme/shop', '--deployments', 'x'],
      code: 2,
      says: '`--deployments` does not go with `--github`',
    },
    { argv: ['--deployments', 'none.json'], code: 2, says: 'the list of deployments `none.json` cannot be read' },
    { argv: ['--html', 'no/where.html'], code: 2, says: '`no/where.html` cannot be written' },
    { argv: ['--at', 'noon'], code: 2, says: '`--at noon` is no instant' },
  ])('ends with $code for $argv', async ({ argv, code, says }) => {
    const result = await runMetrics(aRepository(files), ['--policy', 'standard', ...argv]);

    expect({ code: result.code, says: result.errors.includes(says) ? says : result.errors }).toEqual({ code, says });
  });

  test.each([
    { what: 'is no JSON', text: '[', says: 'deployments.json:1:2  this is not JSON' },
    {
      what: 'lacks a commit',
      text: '[{"environment":"production","createdAt":"2026-11-24T10:00:00Z","statuses":[]}]',
      says: '`sha` is missing',
    },
    {
      what: 'has a day that does not exist',
      text: '[{"environment":"production","sha":"a","createdAt":"2026-02-30T10:00:00Z","statuses":[]}]',
      says: '`2026-02-30T10:00:00Z` is no instant',
    },
  ])('refuses a list of deployments that $what', async ({ text, says }) => {
    const directory = aRepository(files);
    writeFileSync(join(directory, 'deployments.json'), text);

    const { code, errors } = await runMetrics(directory, ['--policy', 'standard', '--deployments', 'deployments.json']);

    expect(code).toBe(2);
    expect(errors).toContain(says);
  });

  test('refuses deployments of nobody knows which of several repositories', async () => {
    const directory = aRepository([...files, ...filesOf(aDecided({ head: commit(2) }, { repository: 'acme/web' }))]);
    const list = JSON.stringify([
      { environment: 'production', sha: 'a', createdAt: '2026-11-24T10:00:00Z', statuses: [] },
    ]);

    const { code, errors } = await runMetrics(directory, ['--policy', 'standard', '--deployments', '-'], {
      input: list,
    });

    expect(code).toBe(2);
    expect(errors).toContain('name no `repository`');
  });

  test('says what needs a token in the words of the environment', async () => {
    const directory = aRepository(files);

    const { errors } = await runMetrics(directory, ['--policy', 'standard', '--github', 'acme/shop'], {
      env: { GITHUB_TOKEN: '' },
    });

    expect(errors).toContain('`GITHUB_TOKEN` is not set');
  });
});
