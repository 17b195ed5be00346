import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChangeFacts, ChangedFile } from '../../src/change/facts.ts';
import { main } from '../../src/cli/main.ts';
import { decide } from '../../src/decision/decide.ts';
import type { DecisionRecord } from '../../src/decision/record.ts';
import type { Metrics } from '../../src/metrics/figures.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { aPolicy } from '../builders.ts';
import { temporaryDirectory } from '../git/temporary-repository.ts';
import { aDecided, commit, filesOf, theOutcome } from './a-ledger.ts';
import { branchOf } from './ledger-branch.ts';
import type { Organisation, Story } from './organisation.ts';
import { anOrganisation } from './organisation.ts';
import type { Run } from './run-metrics.ts';
import { runMetrics } from './run-metrics.ts';

const folder = '.github/change-gate';

/** A repository with a ledger and a policy in the usual place. */
function repositoryWith(
  files: Parameters<typeof branchOf>[1],
  policyText: string,
  place = `${folder}/policy.yml`,
): string {
  const directory = temporaryDirectory();
  execFileSync('git', ['init', '-q', '-b', 'main', directory]);
  branchOf(directory, files);
  mkdirSync(dirname(join(directory, place)), { recursive: true });
  writeFileSync(join(directory, place), policyText);
  return directory;
}

async function propose(directory: string, ...argv: readonly string[]): Promise<NonNullable<Metrics['proposals']>> {
  const { code, out, errors } = await runMetrics(directory, ['--propose', '--json', ...argv]);
  if (code !== 0) throw new Error(errors);
  const { proposals }: Metrics = JSON.parse(out);
  if (proposals === null) throw new Error('nothing was proposed');
  return proposals;
}

function applied(directory: string, { out }: Run): void {
  execFileSync('git', ['-C', directory, 'apply', '-'], { input: out });
}

async function policyIn(directory: string): Promise<{ readonly policy: Policy; readonly problems: readonly object[] }> {
  let out = '';
  const world = {
    env: {},
    cwd: directory,
    now: () => '2026-11-28T09:00:00Z',
    input: (async function* () {})(),
    print: (text: string) => void (out += text),
    printError: () => {},
    output: { color: 'none', width: 100 },
    errorOutput: { color: 'none', isTerminal: false },
  } as const;
  await main({ ...world, argv: ['check', '--json'] });
  const { problems }: { readonly problems: readonly object[] } = JSON.parse(out);
  const proposed = readFileSync(join(directory, folder, 'proposed-standard-changes.yml'), 'utf8');
  const own = readFileSync(join(directory, folder, 'policy.yml'), 'utf8');
  return { policy: await aPolicyOf({ 'policy.yml': own, 'proposed.yml': proposed }), problems };
}

async function aPolicyOf(files: Readonly<Record<string, string>>): Promise<Policy> {
  const { loadPolicy } = await import('../../src/policy/load.ts');
  const loaded = await loadPolicy(
    { path: 'p', today: null },
    {
      list: (path) => Promise.resolve(path === 'p' ? Object.keys(files) : null),
      read: (path) => {
        const text = files[path.replace('p/', '')];
        return Promise.resolve(text === undefined ? null : new TextEncoder().encode(text));
      },
    },
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.policy;
}

const wordsOf = ({ said, deployment }: Story) => (said.length > 0 ? said : (deployment?.statuses ?? []));
const wentWell = (story: Story): boolean =>
  wordsOf(story).length > 0 && wordsOf(story).every(({ word }) => word === 'success');
const isSimple = ({ kind, environment }: Story): boolean =>
  environment === 'production' && (kind === 'flags' || kind === 'translation');

describe('the kinds of change that a year proposes', () => {
  const directory = mkdtempSync(join(tmpdir(), 'change-gate-propose-'));
  let org: Organisation;
  let facts: ReadonlyMap<string, ChangeFacts>;
  let terminal: Run;

  beforeAll(async () => {
    // A good third of the year's changes is enough to propose from.
    org = await anOrganisation({ changes: 800 });
    execFileSync('git', ['init', '-q', '-b', 'main', directory]);
    branchOf(directory, org.files);
    mkdirSync(join(directory, folder), { recursive: true });
    writeFileSync(join(directory, folder, 'policy.yml'), org.policyText);
    writeFileSync(join(directory, 'deployments.json'), JSON.stringify(org.deployments));
    facts = new Map(
      org.files.flatMap(({ path, text }) => {
        if (!path.includes('-decision-') || !text.startsWith('{')) return [];
        const record: DecisionRecord = JSON.parse(text);
        return 'facts' in record ? [[record.id, record.facts] as const] : [];
      }),
    );
    terminal = await runMetrics(directory, ['--propose', '--times', '20', '--deployments', 'deployments.json']);
    if (terminal.code !== 0) throw new Error(terminal.errors);
    applied(directory, terminal);
  }, 300_000);

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  async function modelsOf(stories: readonly Story[]): Promise<readonly (string | null)[]> {
    const { policy } = await policyIn(directory);
    return stories.map(({ judgements }) => {
      const known = facts.get(judgements.at(-1)?.id ?? '');
      if (known === undefined) throw new Error('a decision has no record');
      return decide(policy, known).changeModel;
    });
  }

  test('are a policy that is sound, beside the policy that is there', async () => {
    const { policy, problems } = await policyIn(directory);

    expect(problems).not.toContainEqual(expect.objectContaining({ severity: 'error' }));
    expect(policy.standardChanges.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['docs-only', 'config-flags-config', 'locales-de-translation']),
    );
  });

  test('make standard what went well', async () => {
    const stories = org.stories.filter((story) => isSimple(story) && wentWell(story));
    const low = stories.filter(({ judgements }) => judgements.at(-1)?.level === 'low');

    const models = await modelsOf(low);

    expect(low.length).toBeGreaterThan(40);
    expect(new Set(models)).toEqual(new Set(['config-flags-config', 'locales-de-translation']));
  });

  test('make standard nothing that failed', async () => {
    const failed = org.stories.filter((story) => wordsOf(story).some(({ word }) => word !== 'success'));

    const models = await modelsOf(failed);

    expect(failed.length).toBeGreaterThan(10);
    expect(models.filter((model) => model !== null && /^(?:config|locales)-/u.test(model))).toEqual([]);
  });

  test('are proposed once', async () => {
    const again = await propose(directory, '--times', '20', '--deployments', 'deployments.json');

    expect(again.standardChanges).toEqual([]);
    expect(again.nearest?.times ?? 0).toBeLessThan(20);
  });

  test('stand with their number, and name standard changes that should go', async () => {
    rmSync(join(directory, folder, 'proposed-standard-changes.yml'));
    const { standardChanges, retirements, considered } = await propose(
      directory,
      '--times',
      '20',
      '--deployments',
      'deployments.json',
    );
    applied(directory, terminal);
    const lowAndWell = org.stories.filter(
      (story) => isSimple(story) && wentWell(story) && story.judgements.at(-1)?.level === 'low',
    );
    const count = (kind: Story['kind']): number => lowAndWell.filter((story) => story.kind === kind).length;

    expect(standardChanges.map(({ standardChange, times }) => [standardChange.id, times])).toEqual([
      ['locales-de-translation', count('translation')],
      ['config-flags-config', count('flags')],
    ]);
    expect(standardChanges[0]?.examples).toHaveLength(20);
    expect(considered).toBeGreaterThan(count('flags') + count('translation'));
    expect(retirements.map(({ changeModel, why }) => [changeModel, why])).toEqual([
      ['site-texts', 'expired'],
      ['certificates', 'never-used'],
    ]);
  });
});

type Deed = {
  readonly files: readonly Pick<ChangedFile, 'path' | 'kind'>[];
  readonly bot?: string;
  readonly went?: 'success' | 'failure';
  readonly title?: string;
  readonly status?: ChangedFile['status'];
};

/** Deployments, one every two days. */
function ledgerOf(deeds: readonly Deed[]): ReturnType<typeof filesOf> {
  return deeds.flatMap(({ files, bot, went = 'success', title = 'Change', status = 'modified' }, index) => {
    const evaluatedAt = new Date(Date.parse('2026-09-01T10:00:00Z') + index * 172_800_000).toISOString();
    const decided = aDecided({
      head: commit(index + 10),
      evaluatedAt: evaluatedAt.replace('.000Z', 'Z'),
      files: files.map((file) => ({ ...file, status, added: index + 1, deleted: 0 })),
      change: {
        title,
        filesChanged: files.length,
        ...(bot !== undefined && { isBot: true, author: bot, authors: [bot] }),
      },
    });
    return filesOf(decided, theOutcome(decided, { outcome: went }));
  });
}

const policyText = `version: 1\nschedule: { timezone: UTC }\n`;
const times = (count: number, deed: Deed): readonly Deed[] => Array.from({ length: count }, () => deed);
const docs: Deed = { files: [{ path: 'docs/guide/a.md', kind: 'docs' }] };
const flags: Deed = { files: [{ path: 'config/flags/a.yml', kind: 'config' }] };
const update: Deed = { files: [{ path: 'package.json', kind: 'dependencies' }], bot: 'dependabot[bot]' };
const code: Deed = { files: [{ path: 'src/a/b.ts', kind: 'code' }] };

async function idsOf(deeds: readonly Deed[], ...argv: readonly string[]): Promise<readonly string[]> {
  const { standardChanges } = await propose(repositoryWith(ledgerOf(deeds), policyText), '--times', '20', ...argv);
  return standardChanges.map(({ standardChange }) => standardChange.id);
}

describe('a kind of change', () => {
  test.each([
    { what: 'documentation in a folder', deed: docs, id: 'docs-guide-docs' },
    { what: 'flags in a folder', deed: flags, id: 'config-flags-config' },
    { what: 'updates by a bot', deed: update, id: 'dependabot-dependencies' },
  ])('is proposed from the asked number on: $what', async ({ deed, id }) => {
    expect(await idsOf(times(20, deed))).toEqual([id]);
    expect(await idsOf(times(19, deed))).toEqual([]);
  });

  test('that failed once is not, whoever did it and whatever its size', async () => {
    expect(await idsOf([...times(25, flags), { ...flags, went: 'failure' }])).toEqual([]);
    expect(await idsOf([{ ...flags, went: 'failure', bot: 'renovate[bot]' }, ...times(25, flags)])).toEqual([]);
  });

  test('gives way to a narrower one that never failed', async () => {
    const other: Deed = { files: [{ path: 'handbook/a.md', kind: 'docs' }], went: 'failure' };

    expect(await idsOf([...times(22, docs), other])).toEqual(['docs-guide-docs']);
  });

  test.each([
    { what: 'code', deed: code },
    { what: 'code by a bot', deed: { ...code, bot: 'copilot[bot]' } },
    { what: 'dependencies by people', deed: { files: update.files } },
    { what: 'renamed files', deed: { ...docs, status: 'renamed' } as const },
    { what: 'files with a hostile folder', deed: { files: [{ path: "x'*{a}/b.yml", kind: 'config' } as const] } },
  ])('is none: $what', async ({ deed }) => {
    expect(await idsOf(times(25, deed))).toEqual([]);
  });

  test('is no larger than the largest that went well', async () => {
    const { standardChanges } = await propose(repositoryWith(ledgerOf(times(20, flags)), policyText), '--times', '20');

    expect(standardChanges[0]?.standardChange).toMatchObject({
      when: expect.stringContaining('lines("**") <= 20'),
      maxRisk: 'low',
      environments: ['production'],
      reviewBy: '2027-05-27',
    });
  });

  test('that is proven in too few days waits', async () => {
    const files = ledgerOf(times(20, flags));

    const { standardChanges, nearest } = await propose(
      repositoryWith(files, policyText),
      '--times',
      '20',
      '--last',
      '65d',
    );

    expect(standardChanges).toEqual([]);
    expect(nearest).toMatchObject({ kind: 'only config in config/flags', from: '2026-09-25T11:00:00Z' });
  });

  test('has no word of others in its policy', async () => {
    const title = "x'\n  - id: evil\n    when: 'true' # \u202E";
    const directory = repositoryWith(ledgerOf(times(20, { ...flags, title })), policyText);

    applied(directory, await runMetrics(directory, ['--propose', '--times', '20']));

    const { policy } = await policyIn(directory);
    expect(policy.standardChanges.map(({ id }) => id)).toEqual(['config-flags-config']);
  });
});

describe('what is proposed', () => {
  test('says so where there is too little', async () => {
    const directory = repositoryWith(ledgerOf(times(7, docs)), policyText);

    const { out } = await runMetrics(directory, ['--propose']);

    const told = out.replaceAll(/\s+/gu, ' ');
    expect(told).toContain(
      'Nothing is proposed: among 7 finished normal changes of low risk that no standard change is about there is no kind that went well 30 times over 30 days without a failure.',
    );
    expect(told).toContain(
      'The nearest is only docs in docs/guide: 7 times well from 2026-09-01 to 2026-09-13, no failure.',
    );
    expect(out).not.toContain('+++');
  });

  test('is the same each time', async () => {
    const directory = repositoryWith(ledgerOf([...times(20, docs), ...times(20, flags)]), policyText);
    const tell = async () => (await runMetrics(directory, ['--propose', '--times', '20'])).out;

    expect(await tell()).toBe(await tell());
  });

  test('belongs into the file of a policy that is one file', async () => {
    const directory = repositoryWith(ledgerOf(times(20, docs)), policyText, 'gate.yml');

    const { out } = await runMetrics(directory, ['--propose', '--times', '20', '--policy', './gate.yml']);

    const [, diff = ''] = out.split('@@ standardChanges @@\n');
    expect(out).toContain('+++ b/gate.yml\n');
    const { standardChanges } = await aPolicy(`${policyText}${diff.replaceAll(/^./gmu, '')}`);
    expect(standardChanges).toHaveLength(1);
  });

  test('extends the shipped policy that is used where there is no own one', async () => {
    const directory = repositoryWith(ledgerOf(times(20, flags)), 'x', 'README.md');

    applied(directory, await runMetrics(directory, ['--propose', '--times', '20']));

    const text = readFileSync(join(directory, folder, 'proposed-standard-changes.yml'), 'utf8');
    expect(text).toContain("extends: ['standard']\n");
    expect((await aPolicy(text)).standardChanges.length).toBeGreaterThan(1);
  });

  test('stands on the page too, with its indents', async () => {
    const directory = repositoryWith(ledgerOf(times(20, flags)), policyText);

    await runMetrics(directory, ['--propose', '--times', '20', '--html', 'page.html']);

    const page = readFileSync(join(directory, 'page.html'), 'utf8');
    expect(page).toContain('<code>+  - id: config-flags-config</code>');
  });

  test.each([
    { argv: ['--times', '20'], says: '`--times` says nothing without `--propose`' },
    { argv: ['--propose', '--times', '4'], says: '`--times 4` is no number from 5 to 10000' },
    { argv: ['--propose', '--service', 'x'], says: '`--propose` does not go with `--service`' },
  ])('refuses $argv', async ({ argv, says }) => {
    const { code, errors } = await runMetrics(repositoryWith(ledgerOf([docs]), policyText), argv);

    expect(code).toBe(2);
    expect(errors).toContain(says);
  });
});

const model = (extra: string): string =>
  `${policyText}standardChanges:\n  - { id: flags, title: Flags, because: they went well so far, when: 'onlyTouches("config/**")', maxRisk: low, reviewBy: 2027-06-01${extra} }\n`;

/** Deployments decided under that policy. */
async function retired(outcomes: readonly ('success' | 'failure')[], extra = ''): Promise<readonly object[]> {
  const text = model(extra);
  const policy = await aPolicy(text);
  const files = outcomes.flatMap((outcome, index) => {
    const day = String(index + 1).padStart(2, '0');
    const parts = { head: commit(index + 10), evaluatedAt: `2026-08-${day}T10:00:00Z` };
    const decided = aDecided(
      { ...parts, files: flags.files.map((file) => ({ ...file, status: 'modified', added: 1, deleted: 0 })) },
      { policy },
    );
    return filesOf(decided, theOutcome(decided, { outcome }));
  });
  return (await propose(repositoryWith(files, text))).retirements;
}

describe('a standard change', () => {
  test('that fails more often than normal changes is to be retired, with the numbers', async () => {
    expect(await retired([...Array.from({ length: 8 }, () => 'success' as const), 'failure', 'failure'])).toEqual([
      expect.objectContaining({ changeModel: 'flags', why: 'failing', used: 10, deployments: 10, failed: 2 }),
    ]);
  });

  test('that failed once may have had bad luck', async () => {
    expect(await retired(['success', 'failure'])).toEqual([]);
  });

  test('that is for another environment is not called unused', async () => {
    expect(await retired([], ', environments: [staging]')).toEqual([]);
  });
});
