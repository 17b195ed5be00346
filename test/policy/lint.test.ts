import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../src/policy/load.ts';
import { memoryFiles } from './memory-files.ts';

async function problemsOf(text: string, today: string | null = '2026-11-27'): Promise<readonly string[]> {
  const loaded = await loadPolicy({ path: 'p.yml', today }, memoryFiles({ 'p.yml': `version: 1\n${text}\n` }));
  return (loaded.ok ? loaded.warnings : loaded.problems).map(
    ({ line, column, severity, problem, remedy }) =>
      `${line}:${column} ${severity === 'warning' ? 'warning: ' : ''}${problem} ▸ ${remedy ?? ''}`,
  );
}

const peers = 'authorities: { peers: { permission: write } }';
const inApprovals = (more: string) => `${peers}\napprovals: [{ id: a, because: b, from: [peers], ${more} }]`;
const inFactors = (more: string) =>
  `risk: { levels: { medium: 1, high: 2, critical: 101 }, factors: [{ id: f, because: b, ${more} }] }`;
const factors = (...all: readonly string[]) =>
  `risk:\n  levels: { medium: 10, high: 101, critical: 101 }\n  factors:\n${all.map((each) => `    - ${each}\n`).join('')}`;
const inSchedule = (more: string) => `schedule: { timezone: UTC, ${more} }`;
const standard = (more: string) =>
  `standardChanges: [{ id: s, because: b, title: t, when: "true", maxRisk: low, ${more} }]`;

describe('a policy that fits the language', () => {
  test.each<{ what: string; text: string; problems: readonly string[] }>([
    {
      what: 'and asks for nothing',
      text: peers,
      problems: [
        '1:1 warning: the policy has no rules, so every change is approved ▸ start from a shipped policy: `extends: [standard]`',
      ],
    },
    {
      what: 'with an unknown fact in a plain condition',
      text: inApprovals('when: tier == 1 && chang.commits > 3'),
      problems: ['3:68 unknown fact `chang.commits` ▸ did you mean `change.commits`?'],
    },
    {
      what: 'with a wrong type in a folded condition',
      text: `${peers}\napprovals:\n  - id: a\n    because: b\n    from: [peers]\n    when: >-\n      tier == 1 &&\n      change.title > 3\n`,
      problems: ['9:7 `>` does not work between a text and a whole number ▸ '],
    },
    {
      what: 'with the risk in a factor',
      text: inFactors('when: risk.score > 3, points: 5'),
      problems: ['2:93 `risk.score` is made from the factors, so a factor cannot see it ▸ '],
    },
    {
      what: 'with a measure that is no number',
      text: inFactors('measure: change.title, points: { 1: 5 }'),
      problems: ['2:96 a measure is a number, found a text ▸ '],
    },
    {
      what: 'with a threshold in two spellings',
      text: inFactors('measure: change.commits, points: { 1: 5, "1.0": 6 }'),
      problems: ['2:128 the threshold `1.0` stands twice ▸ remove one of them'],
    },
    {
      what: 'with levels that descend',
      text: `risk: { levels: { medium: 50, high: 20, critical: 30 } }\n${inApprovals('count: 1')}`,
      problems: [
        '2:37 `high` begins at 20, below `medium`, which begins at 50 ▸ let the levels ascend: medium, high, critical',
      ],
    },
    {
      what: 'with a rule that is lighter for the worse',
      text: inApprovals('riskLevels: [low, high]'),
      problems: [
        '3:61 the rule leaves out `medium`, `critical`, which is worse than a level that it is for ▸ write `riskLevels: [low, medium, high, critical]`',
      ],
    },
    {
      what: 'that names nobody',
      text: `${peers}\napprovals: [{ id: a, because: b, from: [peer, board] }]`,
      problems: [
        '3:41 there is no authority `peer` ▸ did you mean `peers`?',
        '3:47 there is no authority `board` ▸ known are `peers`',
      ],
    },
    {
      what: 'that names nobody in every other place',
      text: [
        'emergency: { because: b, approvals: { from: [a1] } }',
        'conflicts: { approvers: [a2] }',
        'rollback: { plans: [{ id: p, because: b, approvers: [a3] }] }',
        'evidence: [{ id: e, because: b, checks: [c], approvers: [a4] }]',
        inSchedule(
          'outsideWindows: { approvers: [a5] }, freezes: [{ id: f, because: b, when: "tier == 1", approvers: [a6] }]',
        ),
      ].join('\n'),
      problems: [
        '2:46 there is no authority `a1` ▸ the policy has no authority',
        '3:26 there is no authority `a2` ▸ the policy has no authority',
        '4:54 there is no authority `a3` ▸ the policy has no authority',
        '5:58 there is no authority `a4` ▸ the policy has no authority',
        '6:58 there is no authority `a5` ▸ the policy has no authority',
        '6:127 there is no authority `a6` ▸ the policy has no authority',
      ],
    },
    {
      what: 'for an environment that is nearly one that everybody has',
      text: `${peers}\napprovals: [{ id: a, because: b, from: [peers], environments: [prodution, production-eu, "prod*", stagin] }]`,
      problems: ['3:64 warning: no environment is usually called `prodution` ▸ did you mean `production`?'],
    },
    {
      what: 'that asks two people for three approvals',
      text: 'authorities: { sre: { members: [alice, Bob] }, ops: { members: [bob] } }\napprovals: [{ id: a, because: b, from: [sre, ops], count: 3 }]',
      problems: [
        '3:13 3 approvals are asked for, but its authorities hold 2 people ▸ ask for fewer, or add members, a team or a permission to the authority',
      ],
    },
    {
      what: 'that asks two people for two approvals',
      text: 'authorities: { sre: { members: [alice, bob] } }\napprovals: [{ id: a, because: b, from: [sre], count: 2 }]',
      problems: [],
    },
    {
      what: 'that asks a team for three approvals',
      text: 'authorities: { sre: { members: [alice], teams: [acme/sre] } }\napprovals: [{ id: a, because: b, from: [sre], count: 3 }]',
      problems: [],
    },
    {
      what: 'with a service that depends on none',
      text: `${inApprovals('services: [payment, "le*"]')}\nservices: { payments: { paths: [a/**], dependsOn: [ledgr] }, ledger: { paths: [/b/**] } }`,
      problems: [
        '3:60 warning: there is no service `payment` ▸ did you mean `payments`?',
        '4:52 there is no service `ledgr` ▸ did you mean `ledger`?',
        '4:80 `/b/**` starts with `/`, but paths are seen from the root of the repository: leave it out ▸ ',
      ],
    },
    {
      what: 'with services that depend on each other',
      text: `${inApprovals('count: 1')}\nservices: { a: { paths: [a/**], dependsOn: [b] }, b: { paths: [b/**], dependsOn: [a] } }`,
      problems: [
        '4:44 warning: services depend on each other in a circle: `a` ▸ `b` ▸ `a` ▸ take out the dependency that is not one',
      ],
    },
    {
      what: 'with a schedule in no zone',
      text: 'schedule: { windows: [{ id: w, because: b }] }',
      problems: ['2:1 key `timezone` is missing in `schedule` ▸ add an IANA time zone like `timezone: Europe/Berlin`'],
    },
    {
      what: 'with a schedule in a zone that is none',
      text: 'schedule: { timezone: Europe/Berln, windows: [{ id: w, because: b }] }',
      problems: ['2:23 unknown time zone `Europe/Berln` ▸ use `UTC`, or an IANA name like `Europe/Berlin`'],
    },
    {
      what: 'with a day that does not exist, in the second freeze',
      text: inSchedule(
        'freezes: [{ id: f, because: b, when: "tier == 1" }, { id: g, because: b, during: { from: 2027-02-30, to: 2027-03-01 } }]',
      ),
      problems: ['2:117 `2027-02-30` names a date that does not exist ▸ '],
    },
    {
      what: 'with an unknown calendar',
      text: inSchedule('freezes: [{ id: f, because: b, during: { calendar: bavaria } }]'),
      problems: ['2:79 unknown calendar `bavaria` ▸ add it to `schedule.calendars`'],
    },
    {
      what: 'with an exception for an unknown freeze',
      text: inSchedule(
        'freezes: [{ id: f, because: b, during: { from: "12-20", to: "01-03" } }], exceptions: [{ id: e, because: b, freezes: [g], until: 2027-01-01, approvedBy: c }]',
      ),
      problems: ['2:146 unknown freeze `g` ▸ use one of `f`, `outside-windows`'],
    },
    {
      what: 'with calendars that are not there',
      text: inSchedule('calendars: { a: { holidays: DE-BX }, b: { ics: c.ics } }'),
      problems: [
        '1:1 warning: the policy has no rules, so every change is approved ▸ start from a shipped policy: `extends: [standard]`',
        '2:56 no holidays are known of the region `DE-BX` ▸ did you mean `DE-BB`?',
        '2:75 there is no file `c.ics` ▸ name a file below the folder of this policy, like `calendars/board.ics`',
      ],
    },
    {
      what: 'with a measured runway',
      text: inSchedule('runway: measured'),
      problems: [
        '1:1 warning: the policy has no rules, so every change is approved ▸ start from a shipped policy: `extends: [standard]`',
        '2:36 `runway: measured` is not supported yet ▸ state a duration like `30m`',
      ],
    },
    {
      what: 'with evidence in places that cannot be',
      text: 'evidence: [{ id: a, because: b, file: /c/*.yml, maxAge: 90d }, { id: d, because: b, slo: { file: ./c, openslo: d/, minimumBudget: 0, maxAge: 1d } }]',
      problems: [
        '2:39 `/c/*.yml` starts with `/`, but paths are seen from the root of the repository: leave it out ▸ ',
        '2:98 `./c` contains `.` or `..` as a folder, which no path of a repository does ▸ ',
        '2:112 `d/` ends with `/` and matches no file: a folder with all in it is `folder/**` ▸ ',
      ],
    },
    {
      what: 'with evidence at addresses that may not be asked',
      text: [
        'evidence:',
        '  - { id: a, because: b, slo: { url: "http://slo.example.com/", minimumBudget: 0, maxAge: 1d } }',
        '  - { id: b, because: b, slo: { url: "https://me:secret@slo.example.com/", minimumBudget: 0, maxAge: 1d } }',
        '  - { id: c, because: b, slo: { prometheus: { url: prometheus, query: up }, minimumBudget: 0, maxAge: 1d } }',
        '  - { id: d, because: b, slo: { url: "https://slo.example.com/#a", minimumBudget: 0, maxAge: 1d } }',
        '  - { id: e, because: b, slo: { url: "http://localhost:9090/", minimumBudget: 0, maxAge: 1d } }',
        '  - { id: f, because: b, slo: { url: "http://[::1]:80/", minimumBudget: 0, maxAge: 1d } }',
        '  - { id: g, because: b, slo: { url: "http://127.0.0.1.example.com/", minimumBudget: 0, maxAge: 1d } }',
      ].join('\n'),
      problems: [
        '3:38 `http://` can be read and changed on the way; `https://` cannot ▸ write an `https://` address; a token goes into the input `slo-token`',
        '4:38 an address with a user name or password in it tells it to everybody ▸ write an `https://` address; a token goes into the input `slo-token`',
        '5:52 `prometheus` is no address like `https://slo.example.com/budgets` ▸ write an `https://` address; a token goes into the input `slo-token`',
        '6:38 what follows `#` in an address is never sent ▸ write an `https://` address; a token goes into the input `slo-token`',
        '9:38 `http://` can be read and changed on the way; `https://` cannot ▸ write an `https://` address; a token goes into the input `slo-token`',
      ],
    },
    {
      what: 'with objectives that nothing measures',
      text: [
        'services:',
        '  a: { paths: [a/**], objectives: [availability, latency] }',
        '  b: { paths: [b/**], objectives: [latency] }',
        'evidence:',
        '  - { id: e, because: b, services: [a], slo: { file: c, minimumBudget: 0, maxAge: 1d, objectives: [availability] } }',
      ].join('\n'),
      problems: [
        '3:50 warning: `latency` is promised for `a`, and no rule asks for its measurement ▸ measure it by an `evidence` rule with `slo`, or do not promise it',
        '4:36 warning: `latency` is promised for `b`, and no rule asks for its measurement ▸ measure it by an `evidence` rule with `slo`, or do not promise it',
      ],
    },
    {
      what: 'with a review on a day that does not exist',
      text: standard('reviewBy: 2027-02-29'),
      problems: ['2:88 `2027-02-29` is not a day of the calendar ▸ write a date like `2027-04-01`'],
    },
    {
      what: 'with a review that was due yesterday',
      text: standard('reviewBy: 2026-11-26'),
      problems: [
        '2:88 warning: 2026-11-26 is past: what it matches are normal changes again ▸ review the standard change and set a later date, or remove it',
      ],
    },
    {
      what: 'with a review that is due today',
      text: standard('reviewBy: 2026-11-27'),
      problems: [
        '2:88 warning: 2026-11-27 is today: what it matches are normal changes again ▸ review the standard change and set a later date, or remove it',
      ],
    },
    {
      what: 'with a review that is due in 14 days',
      text: standard('reviewBy: 2026-12-11'),
      problems: [
        '2:88 warning: 2026-12-11 is in 14 days: what it matches are normal changes then ▸ review the standard change and set a later date, or let it end',
      ],
    },
    { what: 'with a review that is due in 15 days', text: standard('reviewBy: 2026-12-12'), problems: [] },
    {
      what: 'with a review that is still to come',
      text: standard('reviewBy: 2027-11-26, reviewedOn: 2026-11-28'),
      problems: [
        '2:112 warning: 2026-11-28 is still to come: until then the failures before it count ▸ write the day on which somebody looked at the standard change',
      ],
    },
    {
      what: 'with a review of today',
      text: standard('reviewBy: 2027-11-26, reviewedOn: 2026-11-27'),
      problems: [],
    },
    {
      what: 'with a suspension after failures',
      text: standard('reviewBy: 2027-11-26, suspendAfter: { failures: 1, within: 30d }'),
      problems: [],
    },
    {
      what: 'with a rule whose condition contradicts itself',
      text: inApprovals('when: tier == 1 && tier == 2'),
      problems: [
        '3:55 warning: `a` never applies: `tier == 1` and `tier == 2` exclude each other ▸ mend the condition, or remove the rule',
      ],
    },
    {
      what: 'with a rule whose condition contradicts its environments',
      text: inApprovals('environments: [prod*], when: \'environment == "staging"\''),
      problems: [
        '3:78 warning: `a` never applies: `environment == "staging"` is never so in the scope of the rule ▸ mend the condition, or remove the rule',
      ],
    },
    {
      what: 'with a rule whose condition contradicts the change types that it has if it names none',
      text: inApprovals('when: \'change.type == "standard"\''),
      problems: [
        '3:55 warning: `a` never applies: `change.type == "standard"` is never so in the scope of the rule ▸ mend the condition, or remove the rule',
      ],
    },
    {
      what: 'with a rule whose condition contradicts its risk levels',
      text: `risk: { levels: { medium: 10, high: 30, critical: 80 }, factors: [{ id: f, because: b, when: 'tier == 1', points: 100 }] }\n${inApprovals('riskLevels: [critical], when: risk.score < 80')}`,
      problems: [
        '4:79 warning: `a` never applies: `risk.score < 80` is never so in the scope of the rule ▸ mend the condition, or remove the rule',
      ],
    },
    {
      what: 'with a rule for a level that no score reaches',
      text: `risk: { levels: { medium: 10, high: 20, critical: 101 }, factors: [{ id: f, because: b, when: 'tier == 1', points: 15 }] }\n${inApprovals('riskLevels: [critical]')}`,
      problems: [
        '2:37 warning: no change can be `high`: it begins at 20, and the factors add up to 15 at most ▸ move the level, or let the factors count more or fewer points; 101 says that a level is never meant',
        '4:61 warning: `a` never applies: no change can be `critical`, since scores go from 0 to 15 ▸ remove it, or let the levels or the points of the factors reach it',
      ],
    },
    {
      what: 'with a rule for levels one of which is reached',
      text: `risk: { levels: { medium: 10, high: 101, critical: 101 }, factors: [{ id: f, because: b, when: 'tier == 1', points: 15 }] }\n${inApprovals('riskLevels: [medium, high, critical]')}`,
      problems: [],
    },
    {
      what: 'with an exception for standard changes, of which there are none',
      text: inSchedule(
        'freezes: [{ id: f, because: b, during: { from: 2026-12-01, to: 2026-12-31 } }], exceptions: [{ id: e, because: b, freezes: [f], until: 2026-12-02, approvedBy: me, changeTypes: [standard] }]',
      ),
      problems: [
        '2:204 warning: `e` never applies: the policy has no standard changes ▸ add one under `standardChanges`, or remove the rule',
      ],
    },
    {
      what: 'with an exception for another environment than its freeze',
      text: inSchedule(
        'freezes: [{ id: f, because: b, environments: [production], during: { from: 2026-12-01, to: 2026-12-31 } }], exceptions: [{ id: e, because: b, freezes: [f], until: 2026-12-02, approvedBy: me, environments: [staging] }]',
      ),
      problems: [
        '2:180 warning: `e` never helps against `f`: they are for different `environments` ▸ mend `environments`, or remove it',
      ],
    },
    {
      what: 'with factors that count together always',
      text: factors(
        '{ id: a, because: b, when: \'touches("infra/**")\', points: 5 }',
        '{ id: c, because: b, when: \'touches("infra/**", "infra/x/**")\', points: -5 }',
        '{ id: d, because: b, measure: change.commits, points: { 3: 4 } }',
        "{ id: e, because: b, when: 'change.commits > 2', points: 5 }",
        '{ id: g, because: b, measure: change.linesChanged + 1, points: { 1: 5, 10: 9 } }',
        '{ id: h, because: b, measure: change.linesChanged+1, points: { 10: 3, 1: 1 } }',
      ),
      problems: [
        '6:34 warning: `c` counts whenever `a` does, and never without it ▸ give the points of both to one of them, and remove the other',
        '8:34 warning: `e` counts whenever `d` does, and never without it ▸ give the points of both to one of them, and remove the other',
        '10:37 warning: `h` counts whenever `g` does, and never without it ▸ give the points of both to one of them, and remove the other',
      ],
    },
    {
      what: 'with factors that are alike and not the same',
      text: factors(
        '{ id: a, because: b, when: \'touches("infra/**")\', points: 5 }',
        '{ id: c, because: b, when: \'touches("infra/**")\', points: 0 }',
        '{ id: d, because: b, when: \'touches("infra/**")\', points: 5, environments: [staging] }',
        '{ id: g, because: b, measure: change.linesChanged, points: { 1: 5, 10: 9 } }',
        '{ id: h, because: b, measure: change.linesChanged, points: { 1: 5, 11: 9 } }',
        '{ id: i, because: b, measure: change.linesAdded, points: { 1: 5, 10: 9 } }',
      ),
      problems: [],
    },
  ])('$what', async ({ text, problems }) => {
    expect(await problemsOf(text)).toEqual(problems);
  });

  test('has no warnings about the day if the day does not matter', async () => {
    expect(await problemsOf(standard('reviewBy: 2026-11-26'), null)).toEqual([]);
  });
});
