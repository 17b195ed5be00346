import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { holidayData, publicHolidays } from '../../src/policy/holidays.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { calendarAt } from '../../src/schedule/calendar.ts';
import { bytes, memoryFiles } from './memory-files.ts';

function policy(calendars: string, during = '{ calendar: a }'): string {
  return [
    'version: 1',
    'schedule:',
    '  timezone: Europe/Berlin',
    `  calendars: ${calendars}`,
    `  freezes: [{ id: f, because: nobody is in, during: ${during} }]`,
    '',
  ].join('\n');
}

const board = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'DTSTART:20261203T100000',
  'DURATION:PT2H',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\n');

type Files = Readonly<Record<string, string | Uint8Array>>;

async function load(files: Files, today: string | null = '2026-11-27') {
  return await loadPolicy({ path: 'p/policy.yml', today }, memoryFiles(files));
}

async function problemsOf(files: Files, today?: string): Promise<readonly string[]> {
  const loaded = await load(files, today);
  const problems = loaded.ok ? loaded.warnings : loaded.problems;
  return problems.map(
    ({ file, line, column, problem, remedy }) => `${file}:${line}:${column} ${problem} ▸ ${remedy ?? ''}`,
  );
}

async function openAt(files: Files, at: string): Promise<boolean> {
  const loaded = await load(files);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  // A record holds the policy as JSON, and is judged again without the files.
  const { schedule } = JSON.parse(JSON.stringify(loaded.policy));
  return calendarAt({ schedule, environment: 'production', runways: {} }, at).open;
}

function listUntilEndOfJanuary(during: string): Files {
  return { 'p/policy.yml': policy('{ a: { dates: [2026-12-24], until: 2027-01-31 } }', during) };
}

function datesOf(region: string, year: number): readonly string[] {
  const found = publicHolidays(region, 2026);
  if (!('calendar' in found)) return [];
  return found.calendar.dates.filter((date) => date.startsWith(`${year}-`)).map((date) => date.slice(5));
}

describe('a calendar of holidays', () => {
  const files = { 'p/policy.yml': policy('{ a: { holidays: DE-BY } }') };

  test.each([
    ['2026-12-24T22:59:59Z', true],
    ['2026-12-24T23:00:00Z', false],
    ['2026-12-26T22:59:59Z', false],
    ['2026-12-26T23:00:00Z', true],
    ['2026-06-04T10:00:00Z', false],
    ['2016-01-06T10:00:00Z', false],
    ['2028-11-01T10:00:00Z', false],
  ])('at %s leaves the gate open: %s', async (at, open) => {
    expect(await openAt(files, at)).toBe(open);
  });

  test.each([
    ['2015-12-31T22:59:59Z', false],
    ['2016-01-02T12:00:00Z', true],
    ['2028-12-31T22:59:59Z', true],
    ['2028-12-31T23:00:00Z', false],
    ['2033-05-17T10:00:00Z', false],
  ])('at %s, by what it knows and what it does not, leaves the gate open: %s', async (at, open) => {
    expect(await openAt(files, at)).toBe(open);
  });

  test('names its data and their years in the policy', async () => {
    const loaded = await load(files);

    expect(loaded.ok && loaded.policy.schedule?.calendars['a']).toMatchObject({
      holidays: 'DE-BY',
      data: 'date-holidays 3.37.0',
      from: '2016-01-01',
      to: '2028-12-31',
    });
  });

  test('names the version that is installed', () => {
    const { name, version } = JSON.parse(readFileSync('node_modules/date-holidays/package.json', 'utf8'));

    expect(holidayData).toBe(`${name} ${version}`);
  });

  test.each([
    ['DE-BV', 'did you mean `DE-BB`?'],
    ['DE-BAYERN', 'known are `DE`, `DE-BB`,'],
    ['UK', 'did you mean `GB`?'],
    ['XX', 'write a country, or a region of one: `DE`, `DE-BY`'],
    ['GB-EN', 'did you mean `GB-ENG`?'],
  ])('of the region %s is refused', async (region, remedy) => {
    const [problem = ''] = await problemsOf({ 'p/policy.yml': policy(`{ a: { holidays: ${region} } }`) });

    expect(problem).toContain(`p/policy.yml:4:31 no holidays are known of the region \`${region}\` ▸ `);
    expect(problem).toContain(remedy);
  });

  test.each([
    {
      region: 'GB-ENG',
      year: 2026,
      // 26 December is a Saturday: Monday is off in lieu.
      dates: ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-26', '12-28'],
    },
    {
      region: 'US-CA',
      year: 2027,
      // Independence Day is a Sunday, Christmas a Saturday.
      dates: [
        '01-01',
        '01-18',
        '02-15',
        '03-31',
        '05-31',
        '06-18',
        '06-19',
        '07-04',
        '07-05',
        '09-06',
        '11-11',
        '11-25',
        '11-26',
        '12-24',
        '12-25',
        '12-31',
      ],
    },
    // Half of 24 and 31 December is off, which is no holiday.
    {
      region: 'IS',
      year: 2026,
      dates: [
        '01-01',
        '04-02',
        '04-03',
        '04-05',
        '04-06',
        '04-23',
        '05-01',
        '05-14',
        '05-24',
        '05-25',
        '06-17',
        '08-03',
        '12-25',
        '12-26',
      ],
    },
    // A feast that begins on the eve, and one of several days.
    {
      region: 'SA',
      year: 2026,
      dates: ['02-22', '03-19', '03-20', '03-21', '03-22', '05-26', '05-27', '05-28', '05-29', '09-23'],
    },
  ])('of $region in $year has the public holidays, whole days, also those in lieu', ({ region, year, dates }) => {
    expect(datesOf(region, year)).toEqual(dates);
  });

  test('without a day knows whatever year may be asked for', () => {
    expect(publicHolidays('FR', null)).toMatchObject({ calendar: { from: '2000-01-01', to: '2050-12-31' } });
  });
});

describe('a calendar of an iCalendar file', () => {
  const text = policy('{ a: { ics: cal/board.ics } }');

  test('is read beside the policy that names it, and is part of it', async () => {
    const files = { 'p/policy.yml': text, 'p/cal/board.ics': board };
    const loaded = await load(files);

    expect(await openAt(files, '2026-12-03T08:59:59Z')).toBe(true);
    expect(await openAt(files, '2026-12-03T09:00:00Z')).toBe(false);
    expect(loaded.ok && loaded.policy.files.map(({ path }) => path)).toEqual(['p/policy.yml', 'p/cal/board.ics']);
  });

  test('of an extended policy is read beside that one', async () => {
    const files = {
      'p/policy.yml': 'version: 1\nextends: [./base/b.yml]\n',
      'p/base/b.yml': text,
      'p/base/cal/board.ics': board,
    };

    expect(await openAt(files, '2026-12-03T09:00:00Z')).toBe(false);
  });

  test('of another repository is read there, at the same commit', async () => {
    const commit = 'a'.repeat(40);
    const reference = `acme/base//policies/b.yml@${commit}`;
    const files = memoryFiles(
      { 'p/policy.yml': `version: 1\nextends: ["${reference}"]\n` },
      {
        [reference]: { commit, files: [{ path: 'policies/b.yml', content: bytes(text) }] },
        [`acme/base//policies/cal/board.ics@${commit}`]: {
          commit,
          files: [{ path: 'policies/cal/board.ics', content: bytes(board) }],
        },
      },
    );

    const loaded = await loadPolicy({ path: 'p/policy.yml', today: '2026-11-27' }, files);

    expect(loaded.ok && loaded.policy.schedule?.calendars['a']).toMatchObject({
      spans: ['2026-12-03T09:00:00Z/2026-12-03T11:00:00Z'],
    });
  });

  test.each([
    {
      what: 'is missing',
      file: null,
      found: 'p/policy.yml:4:26 there is no file `p/cal/board.ics` ▸ name a file below',
    },
    {
      what: 'is too large',
      file: new Uint8Array(50_000_000),
      found: 'p/policy.yml:4:26 `p/cal/board.ics` has 50 MB, more than the 5 MB that a calendar may have ▸ export only',
    },
    {
      what: 'is broken',
      file: board.replace('PT2H', 'PT2X'),
      found: 'p/cal/board.ics:4:1 `PT2X` is no length of an event ▸ ',
    },
  ])('that $what is an error at its place', async ({ file, found }) => {
    const [problem = ''] = await problemsOf({
      'p/policy.yml': text,
      ...(file === null ? {} : { 'p/cal/board.ics': file }),
    });

    expect(problem.slice(0, found.length)).toBe(found);
  });

  test.each(['../board.ics', '/etc/board.ics', 'x/../../board.ics'])('at %s is refused', async (path) => {
    const [problem = ''] = await problemsOf({ 'p/policy.yml': policy(`{ a: { ics: ${path} } }`), 'board.ics': board });

    expect(problem).toMatch(/^p\/policy\.yml:4:26 /u);
  });
});

describe('a list of dates that states how far it holds', () => {
  test.each([
    { during: '{ calendar: a }', at: '2027-01-31T22:59:59Z', open: true },
    { during: '{ calendar: a }', at: '2027-01-31T23:00:00Z', open: false },
    { during: '{ calendar: a, daysBefore: 2 }', at: '2027-01-29T22:59:59Z', open: true },
    { during: '{ calendar: a, daysBefore: 2 }', at: '2027-01-29T23:00:00Z', open: false },
    { during: '{ businessDays: [1], calendar: a }', at: '2027-01-31T22:59:59Z', open: true },
    { during: '{ businessDays: [1], calendar: a }', at: '2027-01-31T23:00:00Z', open: false },
    {
      during: '{ keyDate: 25, shift: previous, calendar: a, from: -1bd, to: +0d }',
      at: '2027-01-31T22:59:59Z',
      open: true,
    },
    {
      during: '{ keyDate: 25, shift: previous, calendar: a, from: -1bd, to: +0d }',
      at: '2027-01-31T23:00:00Z',
      open: false,
    },
    {
      during: '{ keyDate: month-end, calendar: a, from: "-1bd 18:00", to: "+1bd 09:00" }',
      at: '2027-01-29T16:59:59Z',
      open: true,
    },
    {
      during: '{ keyDate: month-end, calendar: a, from: "-1bd 18:00", to: "+1bd 09:00" }',
      at: '2027-01-29T17:00:00Z',
      open: false,
    },
    { during: '{ keyDate: 1, calendar: a, from: -1bd, to: +0d }', at: '2027-01-24T10:00:00Z', open: true },
    { during: '{ keyDate: 1, calendar: a, from: -1bd, to: +0d }', at: '2027-01-28T10:00:00Z', open: false },
    { during: '{ days: [fri] }', at: '2027-02-01T10:00:00Z', open: true },
  ])('leaves the gate open at $at for $during: $open', async ({ during, at, open }) => {
    expect(await openAt(listUntilEndOfJanuary(during), at)).toBe(open);
  });

  test('opens no window past it', async () => {
    const text = policy('{ a: { dates: ["2026-12-01..2029-12-31"], until: 2027-01-31 } }').replace(
      'freezes',
      'windows',
    );

    expect(await openAt({ 'p/policy.yml': text }, '2027-01-31T22:59:59Z')).toBe(true);
    expect(await openAt({ 'p/policy.yml': text }, '2027-01-31T23:00:00Z')).toBe(false);
  });
});
