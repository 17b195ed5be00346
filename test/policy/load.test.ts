import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { composePolicy } from '../../src/policy/compose.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { LoadedPolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { shippedPolicies } from '../../src/policy/shipped.generated.ts';
import { bytes, memoryFiles } from './memory-files.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';

async function load(contents: Record<string, string | Uint8Array>, path: string | null = 'policy.yml') {
  return await loadPolicy({ path, today: '2026-11-27' }, memoryFiles(contents));
}

function said(loaded: LoadedPolicy): readonly string[] {
  const problems = loaded.ok ? loaded.warnings : loaded.problems;
  return problems.map(
    ({ file, line, column, severity, problem, remedy }) =>
      `${file}:${line}:${column} ${severity === 'warning' ? 'warning: ' : ''}${problem} ▸ ${remedy ?? ''}`,
  );
}

function policyOf(loaded: LoadedPolicy): Policy {
  if (!loaded.ok) throw new Error(said(loaded).join('\n'));
  return loaded.policy;
}

const peers = 'authorities: { peers: { permission: write } }';
const approval = (id: string, more = '') => `  - { id: ${id}, because: b, from: [peers]${more} }`;
const withApprovals = (...rules: readonly string[]) => ['version: 1', peers, 'approvals:', ...rules, ''].join('\n');

const chain = (length: number) =>
  Object.fromEntries(
    Array.from({ length: length + 1 }, (_, index) => [
      index === 0 ? 'policy.yml' : `p${index}.yml`,
      index === length ? withApprovals(approval('a')) : `version: 1\nextends: [./p${index + 1}.yml]\n`,
    ]),
  );

describe('the place of a policy', () => {
  test('is the default folder if nobody names one', async () => {
    const loaded = await load({ '.github/change-gate/a.yml': withApprovals(approval('a')) }, null);

    expect(policyOf(loaded).files.map(({ path }) => path)).toEqual(['.github/change-gate/a.yml']);
  });

  test('is the shipped `standard` if the default folder is not there', async () => {
    const loaded = await load({}, null);

    expect(policyOf(loaded).files.map(({ path }) => path)).toEqual(['change-gate:standard.yml']);
  });

  test.each(Object.keys(shippedPolicies))('may be the shipped `%s` by name, which lints clean', async (name) => {
    const loaded = await load({}, name);

    expect(said(loaded)).toEqual([]);
    expect(loaded.ok).toBe(true);
  });

  test('may end with a slash', async () => {
    expect((await load({ 'ops/a.yml': withApprovals(approval('a')) }, 'ops/')).ok).toBe(true);
  });

  test('that is not there is an error with the remedy', async () => {
    expect(said(await load({}, 'nowhere.yml'))).toEqual([
      'nowhere.yml:1:1 there is no policy at `nowhere.yml` ▸ name a file, or a folder with `*.yml` files; `change-gate init` writes one',
    ]);
  });

  test('that holds tests alone is an error', async () => {
    expect(said(await load({ 'ops/a.test.yml': 'tests: []' }, 'ops'))).toEqual([
      'ops:1:1 the folder `ops` holds no policy ▸ put a `*.yml` file into it; `*.test.yml` files are tests',
    ]);
  });
});

describe('a folder of policies', () => {
  test('is merged by the names of its files, without policy tests and other files', async () => {
    const loaded = await load(
      {
        'ops/b.yml': `version: 1\nrisk: { base: 5 }\n`,
        'ops/a.yaml': withApprovals(approval('a')),
        'ops/a.test.yml': 'tests: 1',
        'ops/notes.md': '# hi',
      },
      'ops',
    );

    expect(policyOf(loaded).files.map(({ path }) => path)).toEqual(['ops/a.yaml', 'ops/b.yml']);
    expect(policyOf(loaded).risk.base).toBe(5);
  });

  test('with a broken file among good ones is an error', async () => {
    const loaded = await load({ 'ops/a.yml': withApprovals(approval('a')), 'ops/b.yml': 'version: [1' }, 'ops');

    expect(said(loaded)).toEqual([
      'ops/b.yml:1:12 this is not YAML: unexpected end of the stream within a flow collection ▸ ',
    ]);
  });

  test('may not name an id or a key twice, and tells both places', async () => {
    const loaded = await load(
      {
        'ops/a.yml': withApprovals(approval('a')) + 'risk: { base: 1 }\n',
        'ops/b.yml': 'version: 1\nrisk: { base: 2 }\napprovals:\n  - { id: a, because: c, from: [peers] }\n',
      },
      'ops',
    );

    expect(said(loaded)).toEqual([
      'ops/b.yml:2:9 `risk/base` stands twice: the first is at ops/a.yml:5:9 ▸ rename or remove one of them',
      'ops/b.yml:4:5 `approvals/a` stands twice: the first is at ops/a.yml:4:5 ▸ rename or remove one of them',
    ]);
  });

  test('tells the problems of all its files at once, in their order', async () => {
    const loaded = await load({ 'ops/b.yml': 'version: 2', 'ops/a.yml': 'version: 1\nriks: {}' }, 'ops');

    expect(said(loaded)).toEqual([
      'ops/a.yml:2:1 unknown key `riks` ▸ did you mean `risk`?',
      'ops/b.yml:1:10 found the number `2` in `version`, expected `1` ▸ ',
    ]);
  });
});

describe('merging', () => {
  test('lets a later policy replace and remove rules by their id', async () => {
    const loaded = await load({
      'base.yml': withApprovals(approval('a'), approval('b'), approval('c')),
      'policy.yml': [
        'version: 1',
        'extends: [./base.yml]',
        'approvals:',
        '  - { id: b, because: other, from: [peers], count: 2 }',
        '  - { id: c, disabled: true }',
        '',
      ].join('\n'),
    });

    expect(policyOf(loaded).approvals).toEqual([
      { id: 'a', because: 'b', from: ['peers'], count: 1, source: 'base.yml:4' },
      { id: 'b', because: 'other', from: ['peers'], count: 2, source: 'policy.yml:4' },
    ]);
  });

  test('goes from left to right, then the own file', async () => {
    const loaded = await load({
      'one.yml': 'version: 1\nrisk: { base: 1, levels: { medium: 1, high: 2, critical: 3 } }\n',
      'two.yml': 'version: 1\nrisk: { base: 2 }\nrecord: { branch: two, repository: acme/records }\n',
      'policy.yml': withApprovals(approval('a')) + 'extends: [./one.yml, ./two.yml]\nrecord: { branch: own }\n',
    });

    const { risk, record, files } = policyOf(loaded);
    expect(risk).toEqual({ base: 2, levels: { medium: 1, high: 2, critical: 3 }, factors: [] });
    expect(record).toEqual({ branch: 'own', repository: 'acme/records', deployers: ['github-actions[bot]'] });
    expect(files.map(({ path }) => path)).toEqual(['one.yml', 'two.yml', 'policy.yml']);
  });

  test('merges a policy that is extended twice once, where it comes first', async () => {
    const loaded = await load({
      'base.yml': 'version: 1\nrisk: { base: 1 }\n',
      'one.yml': 'version: 1\nextends: [./base.yml]\nrisk: { base: 2 }\n',
      'two.yml': 'version: 1\nextends: [./base.yml]\n',
      'policy.yml': withApprovals(approval('a')) + 'extends: [./one.yml, ./two.yml]\n',
    });

    expect(policyOf(loaded).files.map(({ path }) => path)).toEqual(['base.yml', 'one.yml', 'two.yml', 'policy.yml']);
    expect(policyOf(loaded).risk.base).toBe(2);
  });

  test('fills the defaults last, and keeps the digest of each file', async () => {
    const text = 'version: 1\nschedule: { timezone: UTC, freezes: [{ id: f, because: b, when: "true" }] }\n';
    const { schedule, emergency, conflicts, services, files } = policyOf(await load({ 'policy.yml': text }));

    expect(schedule).toEqual({
      timezone: 'UTC',
      runway: '0m',
      outsideWindows: { effect: 'block', emergency: 'hold', source: 'policy.yml:2' },
      calendars: {},
      windows: [],
      freezes: [{ id: 'f', because: 'b', when: 'true', effect: 'block', emergency: 'hold', source: 'policy.yml:2' }],
      exceptions: [],
    });
    expect({ emergency, conflicts, services }).toEqual({ emergency: null, conflicts: null, services: {} });
    expect(files[0]?.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  test('orders the steps of a measure by their threshold', async () => {
    const text =
      'version: 1\nrisk: { factors: [{ id: f, because: b, measure: change.commits, points: { 200: 3, 10: 2, 1: 1 } }] }\n';

    expect(JSON.stringify(policyOf(await load({ 'policy.yml': text })).risk.factors[0]?.points)).toBe(
      '{"1":1,"10":2,"200":3}',
    );
  });

  test('warns of a removal of what is not there', async () => {
    const loaded = await load({
      'policy.yml': 'version: 1\nextends: [standard]\nschedule: { freezes: [{ id: no-fridy, disabled: true }] }\n',
    });

    expect(loaded.ok).toBe(true);
    expect(said(loaded)).toEqual([
      'policy.yml:3:23 warning: no inherited policy has `schedule.freezes/no-fridy`, so there is nothing to remove ▸ did you mean `no-friday`?',
    ]);
  });
});

describe('`extends`', () => {
  const forms = 'write a shipped name, `./path` below the folder of this file, or `owner/repo//path@ref`';

  test.each([
    { text: 'standrad', problem: 'there is no shipped policy `standrad` ▸ did you mean `standard`?' },
    {
      text: 'bananas',
      problem:
        'there is no shipped policy `bananas` ▸ shipped are `continuous`, `regulated` and `standard`; a file is named by `./path`',
    },
    { text: '../base.yml', problem: `\`../base.yml\` leaves the folder it is read from ▸ ${forms}` },
    { text: './a/../../base.yml', problem: `\`./a/../../base.yml\` leaves the folder it is read from ▸ ${forms}` },
    { text: '/etc/passwd', problem: `\`/etc/passwd\` leaves the folder it is read from ▸ ${forms}` },
    { text: 'acme/policies//base.yml', problem: `\`acme/policies//base.yml\` names no policy ▸ ${forms}` },
    {
      text: './gone.yml',
      problem:
        'there is no policy at `ops/gone.yml` ▸ name a file, or a folder with `*.yml` files; `change-gate init` writes one',
    },
    {
      text: `acme/policies//base.yml@${commit}`,
      problem: `\`acme/policies//base.yml@${commit}\` is in another repository, which cannot be read here ▸ set \`GITHUB_TOKEN\` to a token that may read that repository (the action has the input \`policy-token\`), or copy the policy and name it by \`./path\``,
    },
  ])('of `$text` is refused', async ({ text, problem }) => {
    const loaded = await load({ 'ops/policy.yml': `version: 1\nextends: ["${text}"]\n` }, 'ops/policy.yml');

    expect(said(loaded)).toEqual([`ops/policy.yml:2:11 ${problem}`]);
  });

  test('of itself over two files is refused', async () => {
    const loaded = await load({
      'policy.yml': 'version: 1\nextends: [./other.yml]\n',
      'other.yml': 'version: 1\nextends: [./policy.yml]\n',
    });

    expect(said(loaded)).toEqual([
      'other.yml:2:11 a policy extends itself: policy.yml ▸ other.yml ▸ policy.yml ▸ remove one of the links',
    ]);
  });

  test('5 deep is read', async () => {
    expect((await load(chain(5))).ok).toBe(true);
  });

  test('6 deep is refused', async () => {
    expect(said(await load(chain(6)))).toEqual([
      'p5.yml:2:11 policies extend each other more than 5 deep: policy.yml ▸ p1.yml ▸ p2.yml ▸ p3.yml ▸ p4.yml ▸ p5.yml ▸ extend the last of them directly',
    ]);
  });

  test('of another repository reads it at the commit, and its own `./path` there', async () => {
    const files = memoryFiles(
      { 'policy.yml': `version: 1\nextends: [acme/policies//base@v2]\n` },
      {
        'acme/policies//base@v2': {
          commit,
          files: [
            { path: 'base/a.yml', content: bytes('version: 1\nextends: [./more/b.yml]\n') },
            { path: 'base/a.test.yml', content: bytes('tests: []') },
          ],
        },
        [`acme/policies//base/more/b.yml@${commit}`]: {
          commit,
          files: [{ path: 'base/more/b.yml', content: bytes(withApprovals(approval('a'))) }],
        },
      },
    );

    const loaded = await loadPolicy({ path: 'policy.yml', today: null }, files);

    expect(policyOf(loaded).files.map(({ path, ref }) => ({ path, ref }))).toEqual([
      { path: `acme/policies//base/more/b.yml@${commit}`, ref: commit },
      { path: 'acme/policies//base/a.yml@v2', ref: commit },
      { path: 'policy.yml', ref: undefined },
    ]);
    expect(said(loaded)).toEqual([
      'policy.yml:2:11 warning: `acme/policies//base@v2` can mean another policy tomorrow ▸ name a commit by its 40 digits',
    ]);
  });
});

describe('a lock', () => {
  const parent = [
    'version: 1',
    'authorities:',
    '  sre: { members: [alice, bob] }',
    '  peers: { permission: write }',
    'schedule:',
    '  timezone: UTC',
    '  calendars: { closing: { dates: [2026-12-24] } }',
    '  windows:',
    '    - { id: office, because: b, locked: true, during: { from: "09:00", to: "16:00" } }',
    '  freezes:',
    '    - { id: year-end, because: b, locked: true, during: { calendar: closing }, approvers: [sre] }',
    '    - { id: own, because: b, during: { from: "12-20", to: "01-03" } }',
    'risk:',
    '  locked: true',
    '  base: 3',
    'approvals:',
    '  - { id: sign, because: b, locked: true, from: [sre] }',
    '',
  ].join('\n');
  const asking = 'take it out, or ask the owners of the locked policy';

  test.each([
    {
      what: 'an override of a locked rule',
      text: 'approvals: [{ id: sign, because: c, from: [peers] }]',
      problems: [`3:13 this changes \`approvals/sign\`, which \`sign\` locks at parent.yml:17:5 ▸ ${asking}`],
    },
    {
      what: 'a removal of a locked rule',
      text: 'schedule: { freezes: [{ id: year-end, disabled: true }] }',
      problems: [
        `3:23 this removes \`schedule.freezes/year-end\`, which \`year-end\` locks at parent.yml:11:7 ▸ ${asking}`,
      ],
    },
    {
      what: 'an addition to a locked section',
      text: 'risk: { factors: [{ id: f, because: b, when: "true", points: 80 }] }',
      problems: [
        `3:19 this changes \`risk.factors/f\`, which the section \`risk\` locks at parent.yml:14:3 ▸ ${asking}`,
      ],
    },
    {
      what: 'another authority under the name that a locked rule asks',
      text: 'authorities: { sre: { members: [mallory] } }',
      problems: [`3:16 this changes \`authorities/sre\`, which \`year-end\` locks at parent.yml:11:7 ▸ ${asking}`],
    },
    {
      what: 'another calendar under a locked freeze',
      text: 'schedule: { calendars: { closing: { dates: [1999-01-01] } } }',
      problems: [
        `3:26 this changes \`schedule.calendars/closing\`, which \`year-end\` locks at parent.yml:11:7 ▸ ${asking}`,
      ],
    },
    {
      what: 'another zone under locked windows',
      text: 'schedule: { timezone: Pacific/Kiritimati }',
      problems: [`3:13 this changes \`schedule/timezone\`, which \`office\` locks at parent.yml:9:7 ▸ ${asking}`],
    },
    {
      what: 'a lighter effect outside locked windows',
      text: 'schedule: { outsideWindows: { effect: note } }',
      problems: [`3:13 this changes \`schedule/outsideWindows\`, which \`office\` locks at parent.yml:9:7 ▸ ${asking}`],
    },
  ])('refuses $what', async ({ text, problems }) => {
    const loaded = await load({ 'parent.yml': parent, 'policy.yml': `version: 1\nextends: [./parent.yml]\n${text}\n` });

    expect(said(loaded)).toEqual(problems.map((problem) => `policy.yml:${problem}`));
  });

  test.each([
    {
      what: 'the authority that a locked section asks',
      above: 'emergency: { locked: true, because: b, approvals: { from: [sre] } }',
      below: 'authorities: { sre: { members: [mallory] } }',
      problem: `3:16 this changes \`authorities/sre\`, which the section \`emergency\` locks at parent.yml:6:14`,
    },
    {
      what: 'the authority that lifts the holds of a locked section',
      above: 'conflicts: { locked: true, sameService: hold, approvers: [sre] }',
      below: 'authorities: { sre: { members: [mallory] } }',
      problem: `3:16 this changes \`authorities/sre\`, which the section \`conflicts\` locks at parent.yml:6:14`,
    },
    {
      what: 'the files of a service that a locked rule is for',
      above: 'approvals: [{ id: sign, because: b, locked: true, from: [sre], services: [pay*] }]',
      below: 'services: { payments: { paths: ["elsewhere/**"] } }',
      problem: `3:13 this changes \`services/payments\`, which \`sign\` locks at parent.yml:6:13`,
    },
    {
      what: 'the removal of a service that a locked rule is for',
      above: 'approvals: [{ id: sign, because: b, locked: true, from: [sre], services: [payments] }]',
      below: 'services: { payments: { disabled: true } }',
      problem: `3:13 this removes \`services/payments\`, which \`sign\` locks at parent.yml:6:13`,
    },
  ])('keeps $what', async ({ above, below, problem }) => {
    const base =
      'version: 1\nauthorities:\n  sre: { members: [alice] }\nservices:\n  payments: { paths: ["payments/**"] }\n';
    const loaded = await load({
      'parent.yml': `${base}${above}\n`,
      'policy.yml': `version: 1\nextends: [./parent.yml]\n${below}\n`,
    });

    expect(said(loaded)).toEqual([`policy.yml:${problem} ▸ ${asking}`]);
  });

  test('on a rule for a service lets those who extend it put that service in their catalogue', async () => {
    const loaded = await load({
      'parent.yml':
        'version: 1\nauthorities: { sre: { members: [alice] } }\napprovals: [{ id: sign, because: b, locked: true, from: [sre], services: [pay*] }]\n',
      'policy.yml': 'version: 1\nextends: [./parent.yml]\nservices: { payments: { paths: ["payments/**"] } }\n',
    });

    expect(Object.keys(policyOf(loaded).services)).toEqual(['payments']);
  });

  test('warns of a hold that whoever extends it could lift', async () => {
    const loaded = await load({
      'policy.yml':
        'version: 1\nrollback:\n  plans:\n    - { id: plan, because: b, locked: true, missing: hold }\n    - { id: free, because: b, missing: hold }\n',
    });

    expect(said(loaded)).toEqual([
      'policy.yml:4:7 warning: `plan` is locked, but a policy that extends this one chooses who may lift its hold ▸ name them in `approvers`',
    ]);
  });

  test('refuses an exception for a locked freeze', async () => {
    const exception = '{ id: e, because: b, freezes: [year-end], until: 2026-12-25, approvedBy: me }';
    const loaded = await load({
      'parent.yml': parent,
      'policy.yml': `version: 1\nextends: [./parent.yml]\nschedule: { exceptions: [${exception}] }\n`,
    });

    expect(said(loaded)).toEqual([
      'policy.yml:3:57 `year-end` is locked and cannot have exceptions ▸ ask the owners of the policy that locks it',
    ]);
  });

  test('leaves the rest to those who extend it', async () => {
    const loaded = await load({
      'parent.yml': parent,
      'policy.yml': [
        'version: 1',
        'extends: [./parent.yml]',
        'schedule: { freezes: [{ id: own, disabled: true }, { id: more, because: b, during: { from: "02-01", to: "02-02" } }] }',
        'authorities: { peers: { permission: admin } }',
        '',
      ].join('\n'),
    });

    expect(policyOf(loaded).schedule?.freezes.map(({ id }) => id)).toEqual(['year-end', 'more']);
    expect(policyOf(loaded).authorities['peers']?.permission).toBe('admin');
  });
});

describe('a policy of 5,000 freezes', () => {
  test('is loaded', async () => {
    const rules = Array.from(
      { length: 5_000 },
      (_, index) => `    - { id: f-${index}, because: b, during: { from: "2027-01-01", to: "2027-01-02" } }\n`,
    );

    const loaded = await load({
      'policy.yml': `version: 1\nschedule:\n  timezone: UTC\n  freezes:\n${rules.join('')}`,
    });

    expect(policyOf(loaded).schedule?.freezes).toHaveLength(5_000);
  });
});

describe('the shipped policies', () => {
  test.each(Object.keys(shippedPolicies))('hold `%s` as it stands in its file', (name) => {
    expect(shippedPolicies[name]).toBe(readFileSync(new URL(`../../policies/${name}.yml`, import.meta.url), 'utf8'));
  });

  test.each(Object.keys(shippedPolicies))('are `%s` as its text and what it extends make it', async (name) => {
    const composed = await composePolicy({ target: { kind: 'shipped', name }, today: null }, memoryFiles({}));

    expect(await loadPolicy({ path: name, today: null }, memoryFiles({}))).toStrictEqual(composed);
  });
});
