import { describe, expect, test } from 'vitest';
import { readSource } from '../../src/policy/source-file.ts';
import { bytes } from './memory-files.ts';

function problemsOf(text: string): readonly string[] {
  const result = readSource({ file: 'p.yml', content: bytes(text), from: { kind: 'local', path: 'p.yml' } });
  if (result.ok) return [];
  return result.problems.map(({ line, column, problem, remedy }) => `${line}:${column} ${problem} ▸ ${remedy ?? ''}`);
}

const inSchedule = (rule: string) => `version: 1\nschedule:\n  windows:\n    - { id: a, because: b, ${rule} }\n`;
const inDuring = (during: string) => inSchedule(`during: ${during}`);
const inFactors = (factor: string) => `version: 1\nrisk:\n  factors:\n    - ${factor}\n`;

describe('a policy that does not fit the language', () => {
  test.each<{ what: string; text: string; problems: readonly string[] }>([
    {
      what: 'a list',
      text: '- version: 1',
      problems: ['1:1 found a list in the file, expected a map of keys ▸ '],
    },
    { what: 'no version', text: 'risk: {}', problems: ['1:1 key `version` is missing ▸ add `version`'] },
    {
      what: 'another version',
      text: 'version: 2',
      problems: ['1:10 found the number `2` in `version`, expected `1` ▸ '],
    },
    {
      what: 'a misspelt section',
      text: 'version: 1\nschedul: {}',
      problems: ['2:1 unknown key `schedul` ▸ did you mean `schedule`?'],
    },
    {
      what: 'a key like none',
      text: 'version: 1\nrecord: { bananas: 1 }',
      problems: [
        '2:11 unknown key `bananas` in `record` ▸ known here: `locked`, `branch`, `repository` and `deployers`',
      ],
    },
    {
      what: 'a repository that is none',
      text: 'version: 1\nrecord: { repository: records }',
      problems: ['2:23 found `records` in `record.repository`, expected a repository like `acme/change-records` ▸ '],
    },
    {
      what: 'a word where a list belongs',
      text: 'version: 1\nextends: standard',
      problems: ['2:10 found `standard` in `extends`, expected a list ▸ write it as a list: [standard]'],
    },
    {
      what: 'a name that is no id',
      text: 'version: 1\nauthorities: { SRE: { members: [a] } }',
      problems: ['2:16 found the key `SRE` in `authorities`, expected a kebab-case id like `no-friday` ▸ '],
    },
    {
      what: 'an empty authority',
      text: 'version: 1\nauthorities: { sre: {} }',
      problems: ['2:21 `authorities.sre` is empty ▸ known here: `locked`, `permission`, `members` and `teams`'],
    },
    {
      what: 'a wrong word in an authority',
      text: 'version: 1\nauthorities: { sre: { permission: wriet, teams: [sre] } }',
      problems: [
        '2:35 found `wriet` in `authorities.sre.permission`, expected one of `write`, `maintain` or `admin` ▸ did you mean `write`?',
        '2:50 found `sre` in `authorities.sre.teams[0]`, expected a team like `acme/sre` ▸ ',
      ],
    },
    {
      what: 'a service of tier 5, with a misspelt key',
      text: 'version: 1\nservices: { a: { tier: 5, runbok: x } }',
      problems: [
        '2:24 `services.a.tier` is the number `5`, more than 4 ▸ ',
        '2:27 unknown key `runbok` in `services.a` ▸ did you mean `runbook`?',
      ],
    },
    {
      what: 'a number where files of the catalogue belong',
      text: 'version: 1\nservices: { from: 3, B: { paths: [a] } }',
      problems: [
        '2:19 found the number `3` in `services.from`, expected text ▸ write it in quotes: "3"',
        '2:22 found the key `B` in `services`, expected a kebab-case id like `no-friday` ▸ ',
      ],
    },
    {
      what: 'a rule without a reason',
      text: 'version: 1\napprovals:\n  - { id: a, from: [b] }',
      problems: ['3:5 key `because` is missing in `approvals[0]` ▸ add `because`'],
    },
    {
      what: 'a misspelt reason, told once',
      text: 'version: 1\napprovals:\n  - { id: a, becuase: c, from: [b] }',
      problems: ['3:14 unknown key `becuase` in `approvals[0]` ▸ did you mean `because`?'],
    },
    {
      what: 'a factor with neither `when` nor `measure`',
      text: inFactors('{ id: a, because: b, points: 3 }'),
      problems: [
        '4:7 key `when` is missing in `risk.factors[0]` ▸ add `when`, or the keys of another shape: `measure`',
      ],
    },
    {
      what: 'a factor with steps and a condition',
      text: inFactors('{ id: a, because: b, when: "true", points: { 1: 3 } }'),
      problems: ['4:7 key `measure` is missing in `risk.factors[0]` ▸ add `measure`'],
    },
    {
      what: 'a measure with plain points',
      text: inFactors('{ id: a, because: b, measure: tier, points: 3 }'),
      problems: ['4:51 found the number `3` in `risk.factors[0].points`, expected a map of keys ▸ '],
    },
    {
      what: 'a step at a word',
      text: inFactors('{ id: a, because: b, measure: tier, points: { many: 3 } }'),
      problems: ['4:53 found the key `many` in `risk.factors[0].points`, expected a number as threshold ▸ '],
    },
    {
      what: 'a removal that says more',
      text: inFactors('{ id: a, disabled: true, points: 3 }'),
      problems: ['4:32 unknown key `points` in `risk.factors[0]` ▸ known here: `id`, `disabled` and `because`'],
    },
    {
      what: '`disabled: false`',
      text: inFactors('{ id: a, disabled: false }'),
      problems: ['4:26 found the word `false` in `risk.factors[0].disabled`, expected `true` ▸ leave the key out'],
    },
    {
      what: 'numbers where times belong',
      text: inDuring('{ from: 9, to: 16 }'),
      problems: [
        '4:44 found the number `9` in `schedule.windows[0].during.from`, expected a local time like `"09:00"` ▸ write it in quotes, in this form',
        '4:51 found the number `16` in `schedule.windows[0].during.to`, expected a local time like `"16:00"` or `"24:00"` ▸ write it in quotes, in this form',
      ],
    },
    {
      what: 'an abbreviation of a zone',
      text: 'version: 1\nschedule: { timezone: CET }',
      problems: [
        '2:23 found `CET` in `schedule.timezone`, expected an IANA time zone like `Europe/Berlin`, or `UTC` ▸ ',
      ],
    },
    {
      what: 'a weekday in full',
      text: inDuring('{ days: [mon, friday] }'),
      problems: [
        '4:50 found `friday` in `schedule.windows[0].during.days[1]`, expected a weekday like `mon`, or a range like `mon-thu` ▸ ',
      ],
    },
    {
      what: 'keys of two shapes of time',
      text: inDuring('{ days: [mon], dates: [2026-12-24] }'),
      problems: [
        '4:38 unknown key `days` in `schedule.windows[0].during` ▸ `days` belongs to the shape `weekly`; `dates` takes `dates`, `from` and `to`',
      ],
    },
    {
      what: 'a span of the week with a misspelt end',
      text: inDuring('{ from: "fri 12:00", too: "mon 09:00" }'),
      problems: ['4:57 unknown key `too` in `schedule.windows[0].during` ▸ did you mean `to`?'],
    },
    {
      what: 'a span from a date to a word',
      text: inDuring('{ from: 2026-12-18, to: tomorrow }'),
      problems: [
        '4:60 found `tomorrow` in `schedule.windows[0].during.to`, expected a date like `2026-12-18`, or a date and time like `2026-12-18T18:00` ▸ ',
      ],
    },
    {
      what: 'yearly days without leading zeros',
      text: inDuring('{ from: "12-20", to: "1-3" }'),
      problems: ['4:57 found `1-3` in `schedule.windows[0].during.to`, expected a month and day like `01-03` ▸ '],
    },
    {
      what: 'a misspelt key date',
      text: inDuring('{ keyDate: month-ends, from: "-1bd", to: "+0d" }'),
      problems: [
        '4:47 found `month-ends` in `schedule.windows[0].during.keyDate`, expected one of `month-end`, `quarter-end` or `year-end` ▸ did you mean `month-end`?',
      ],
    },
    {
      what: 'half a recurrence',
      text: inDuring('{ rrule: FREQ=DAILY }'),
      problems: [
        '4:36 key `duration` is missing in `schedule.windows[0].during` ▸ add `duration`',
        '4:36 key `start` is missing in `schedule.windows[0].during` ▸ add `start`',
      ],
    },
    {
      what: 'a sentence as a time',
      text: inDuring('weekends'),
      problems: ['4:36 found `weekends` in `schedule.windows[0].during`, expected a map of keys ▸ '],
    },
    {
      what: 'levels that repeat and are misspelt',
      text: inSchedule('riskLevels: [low, low, hihg]'),
      problems: [
        '4:40 `schedule.windows[0].riskLevels` names the same word twice ▸ ',
        '4:51 found `hihg` in `schedule.windows[0].riskLevels[2]`, expected one of `low`, `medium`, `high` or `critical` ▸ did you mean `high`?',
      ],
    },
    {
      what: 'an empty condition',
      text: inSchedule('when:'),
      problems: ['4:28 found nothing in `schedule.windows[0].when`, expected text ▸ write a value or remove the key'],
    },
    {
      what: 'a calendar of another kind',
      text: 'version: 1\nschedule: { calendars: { a: { holiday: DE } } }',
      problems: ['2:31 unknown key `holiday` in `schedule.calendars.a` ▸ did you mean `holidays`?'],
    },
    {
      what: 'an empty calendar',
      text: 'version: 1\nschedule: { calendars: { a: {} } }',
      problems: [
        '2:29 key `dates` is missing in `schedule.calendars.a` ▸ add `dates`, or the keys of another shape: `ics` or `holidays`',
      ],
    },
    {
      what: 'evidence of no kind',
      text: 'version: 1\nevidence:\n  - { id: a, because: b }',
      problems: [
        '3:5 key `checks` is missing in `evidence[0]` ▸ add `checks`, or the keys of another shape: `slo`, `maxTimeToRestore`, `kind`, `maxAge` or `file`',
      ],
    },
    {
      what: 'an error budget out of range',
      text: 'version: 1\nevidence:\n  - { id: a, because: b, slo: { file: c, minimumBudget: 2, maxAge: 1w } }',
      problems: [
        '3:57 `evidence[0].slo.minimumBudget` is the number `2`, more than 1 ▸ ',
        '3:68 found `1w` in `evidence[0].slo.maxAge`, expected a duration like `30m`, `4h` or `90d` ▸ ',
      ],
    },
    {
      what: 'a prototype among the services',
      text: 'version: 1\nservices: { __proto__: { paths: [a] } }',
      problems: ['2:13 found the key `__proto__` in `services`, expected a kebab-case id like `no-friday` ▸ '],
    },
    {
      what: 'a prototype among the sections',
      text: 'version: 1\n__proto__: { risk: 1 }',
      problems: [
        '2:1 unknown key `__proto__` ▸ known here: `$schema`, `version`, `extends`, `trustedBranches`, `authorities`, `services`, `risk`, `schedule`, `rollback`, `standardChanges`, `evidence`, `approvals`, `emergency`, `conflicts`, `incidents`, `reviews` and `record`',
      ],
    },
  ])('$what is told in words, with place and remedy', ({ text, problems }) => {
    expect(problemsOf(text)).toEqual(problems);
  });
});
