import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';
import { readSource } from '../../src/policy/source-file.ts';
import { memoryFiles } from './memory-files.ts';

async function problemsOf(contents: Readonly<Record<string, string>>, path = 'p.yml'): Promise<readonly string[]> {
  const loaded = await loadPolicy({ path, today: '2026-11-27' }, memoryFiles(contents));
  return (loaded.ok ? loaded.warnings : loaded.problems).map(
    ({ file, line, severity, problem }) => `${file}:${line} ${severity === 'warning' ? 'warning: ' : ''}${problem}`,
  );
}

const head = `version: 1
authorities: { peers: { permission: write } }
`;

describe('a policy whose form is wrong', () => {
  test('tells dates that do not exist, names of nobody and wrong conditions with it', async () => {
    const policy = `${head}schedule:
  timezone: Europe/Berln
  freezes:
    - { id: a, because: b, untl: x, during: { from: "2027-12-01", to: "2027-12-02" } }
    - { id: c, because: b, during: { from: "2027-02-30", to: "2027-03-02" }, approvers: [peer] }
  exceptions:
    - { id: e, because: b, freezes: [a], until: "2027-12-32", approvedBy: me }
approvals:
  - { id: x, because: b, from: [peerz], when: 'tier = 1' }
standardChanges:
  - { id: s, title: t, because: b, when: "true", maxRisk: low, reviewBy: 2027-02-30 }
`;

    expect(await problemsOf({ 'p.yml': policy })).toEqual([
      'p.yml:4 unknown time zone `Europe/Berln`',
      'p.yml:6 unknown key `untl` in `schedule.freezes[0]`',
      'p.yml:7 `2027-02-30` names a date that does not exist',
      'p.yml:7 there is no authority `peer`',
      'p.yml:9 `2027-12-32` names a date that does not exist',
      'p.yml:11 there is no authority `peerz`',
      expect.stringMatching(/^p\.yml:11 /),
      'p.yml:13 `2027-02-30` is not a day of the calendar',
    ]);
  });

  test.each([
    {
      what: 'an authority',
      policy: `version: 1
authorities: { peers: { permission: write }, board: { member: [ann] }, sre: 7 }
approvals: [{ id: a, because: b, from: [board, sre], count: 2 }]
`,
      line: 2,
      alone: 2,
    },
    {
      what: 'the name of a section',
      policy: `${head.replace('authorities', 'authoritys')}approvals: [{ id: a, because: b, from: [peers] }]\n`,
      line: 2,
      alone: 1,
    },
    {
      what: 'a calendar and a freeze',
      policy: `${head}schedule:
  timezone: UTC
  calendars: { closing: { date: [2027-12-24] } }
  freezes:
    - { id: a, because: b, during: { calendar: closing }, effekt: note }
    - { id: c, because: b, during: { calendar: closing } }
    - { id: d, because: b, durng: { days: [fri] } }
    - { because: b, during: { days: [sat] } }
  exceptions: [{ id: e, because: b, freezes: [d], until: 2027-12-02, approvedBy: me }]
`,
      line: 5,
      alone: 4,
    },
    {
      what: 'a factor',
      policy: `${head}risk:
  levels: { medium: 10, high: 20, critical: 30 }
  factors:
    - { id: a, because: b, when: 'tier == 1', point: 40 }
approvals: [{ id: a, because: b, from: [peers], riskLevels: [critical] }]
`,
      line: 6,
      alone: 1,
    },
    {
      what: 'a zone',
      policy: `${head}schedule:
  timezone: 7
  windows: [{ id: a, because: b, during: { days: [mon] } }]
`,
      line: 4,
      alone: 1,
    },
    {
      what: 'the version',
      policy: `${head.replace('1', '2')}approvals: [{ id: a, because: b, from: [peers] }]\n`,
      line: 1,
      alone: 1,
    },
    {
      what: 'what it extends',
      policy: `${head}extends: standard\napprovals: [{ id: a, because: b, from: [sre] }]\n`,
      line: 3,
      alone: 1,
    },
  ])('in $what says nothing that follows from that alone', async ({ policy, line, alone }) => {
    const problems = await problemsOf({ 'p.yml': policy });

    expect(problems[0]).toMatch(new RegExp(`^p\\.yml:${line} `));
    expect(problems).toHaveLength(alone);
  });

  test('tells nothing of what it extends, since it may replace that', async () => {
    const contents = {
      'base.yml': `${head}schedule:
  timezone: UTC
  freezes: [{ id: fair, because: b, during: { from: "2025-12-01", to: "2025-12-02" } }]
`,
      'p.yml': `version: 1
extends: [./base.yml]
schedule:
  freezes:
    - { id: fair, because: b, during: { frm: "2027-12-01", to: "2027-12-02" } }
    - { id: gala, because: b, during: { from: "2025-12-01", to: "2025-12-02" }, approvers: [peer] }
`,
    };

    expect(await problemsOf(contents)).toEqual([
      expect.stringMatching(/^p\.yml:5 /),
      'p.yml:6 warning: the freeze `gala` is over since 2025-12-02',
      'p.yml:6 there is no authority `peer`',
    ]);
  });

  test('in one file tells what is wrong in the others', async () => {
    const contents = {
      'ops/a.yml': `${head}approvals: [{ id: a, because: b, from: [peer] }]\n`,
      'ops/b.yml': 'version: 1\nschedule: { timezne: UTC }\n',
    };

    expect(await problemsOf(contents, 'ops')).toEqual([
      'ops/a.yml:3 there is no authority `peer`',
      'ops/b.yml:2 unknown key `timezne` in `schedule`',
    ]);
  });

  test('so that one cannot be read at all, tells of the others what is sure', async () => {
    const contents = {
      'ops/a.yml': `${head}approvals: [{ id: a, because: b, from: [sre], riskLevels: [low, high] }]\n`,
      'ops/b.yml': 'version: 1\nauthorities: { sre: {\n',
    };

    const problems = await problemsOf(contents, 'ops');

    expect(problems[0]).toMatch(/^ops\/a\.yml:3 the rule leaves out/);
    expect(problems).toHaveLength(2);
  });
});

const texts = ['standard', 'regulated', 'continuous'].map((name) =>
  readFileSync(new URL(`../../policies/${name}.yml`, import.meta.url), 'utf8'),
);

const keys =
  'id because when points measure from to riskLevels changeTypes effect emergency approvers during days count levels base ' +
  'medium factors timezone windows freezes runway outsideWindows plans require missing weak maxRisk checks reviewBy title ' +
  'permission approvals authorities schedule risk rollback standardChanges evidence conflicts extends sameService label';
const key = new RegExp(`(?<=^[^#]*)\\b(?:${keys.replaceAll(' ', '|')})(?=:)`, 'gmu');

/** A sound policy with one key misspelt, so that nothing but its form is wrong. */
const misspelt = fc
  .record({ text: fc.constantFrom(...texts), at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }) })
  .map(({ text, at }) => {
    const found = [...text.matchAll(key)];
    const { index = 0, 0: word = '' } = found[Math.floor(at * found.length)] ?? {};
    return `${text.slice(0, index)}${word}Q${text.slice(index + word.length)}`;
  });

describe('a sound policy', () => {
  test('with one key misspelt has no problem but that', async () => {
    await fc.assert(
      fc.asyncProperty(misspelt, async (text) => {
        const content = new TextEncoder().encode(text);
        const form = readSource({ file: 'p.yml', content, from: { kind: 'local', path: 'p.yml' } });
        const loaded = await loadPolicy({ path: 'p.yml', today: '2026-11-21' }, memoryFiles({ 'p.yml': text }));

        expect({ form: form.ok, loaded: loaded.ok }).toEqual({ form: false, loaded: false });
        expect(loaded.ok ? [] : loaded.problems).toEqual(form.ok ? [] : form.problems);
      }),
      { numRuns: 200 },
    );
  });
});
