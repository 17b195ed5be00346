import { describe, expect, test } from 'vitest';
import { readEvents } from '../../src/schedule/ics.ts';
import { windowsZones } from '../../src/schedule/windows-zones.ts';
import { isZoneName, zoneNamed } from '../../src/schedule/zone.ts';
import { anEvent, calendarFile, exported, problemsIn, spansIn } from './a-calendar.ts';
import { cpuTime } from '../cpu-time.ts';

const berlin = zoneNamed('Europe/Berlin');
const winter = { from: '2026-09-01T00:00:00Z', to: '2027-06-01T00:00:00Z' };

function spans(...properties: readonly string[]): readonly string[] {
  return spansIn(calendarFile(...anEvent(...properties)), 'Europe/Berlin', winter);
}

function problems(...lines: readonly string[]): readonly string[] {
  return problemsIn(readEvents(calendarFile(...lines), berlin));
}

function version(sequence: number, hour: string): readonly string[] {
  return anEvent('UID:a', `SEQUENCE:${sequence}`, `DTSTART:20261201T${hour}0000`, 'DURATION:PT1H');
}

const ours = `BEGIN:VTIMEZONE
TZID:Ours
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE`;

function everyOtherNight(id: string): readonly string[] {
  return anEvent(`DTSTART;TZID=${id}:20260102T013000`, 'DURATION:PT3H', 'RRULE:FREQ=DAILY;INTERVAL=2');
}

function repeated(count: number, event: readonly string[]): readonly string[] {
  return Array.from({ length: count }, () => event).flat();
}

describe('an exported calendar', () => {
  test('of Google: a series with an exception, a moved and a cancelled meeting; days; UTC', () => {
    expect(spansIn(exported('google'), 'Europe/Berlin', winter)).toEqual([
      'Tue 2026-10-06 14:00 - Tue 2026-10-06 15:00',
      'Tue 2026-10-13 14:00 - Tue 2026-10-13 15:00',
      'Tue 2026-10-20 14:00 - Tue 2026-10-20 15:00',
      'Tue 2026-10-27 14:00 - Tue 2026-10-27 15:00',
      'Tue 2026-11-10 14:00 - Tue 2026-11-10 15:00',
      'Thu 2026-11-12 18:00 - Thu 2026-11-12 20:00',
      'Wed 2026-11-18 09:00 - Wed 2026-11-18 11:30',
      'Tue 2026-12-01 14:00 - Tue 2026-12-01 15:00',
      'Tue 2026-12-08 14:00 - Tue 2026-12-08 15:00',
      'Thu 2026-12-24 00:00 - Mon 2026-12-28 00:00',
      'Thu 2026-12-31 00:00 - Fri 2027-01-01 00:00',
    ]);
  });

  test('of Outlook: Windows zones, one of its own making, the last working day of the month, five times', () => {
    expect(spansIn(exported('outlook'), 'Europe/Berlin', winter)).toEqual([
      'Mon 2026-11-30 16:00 - Mon 2026-11-30 20:00',
      'Thu 2026-12-03 13:00 - Thu 2026-12-03 14:00',
      'Fri 2026-12-04 13:00 - Fri 2026-12-04 14:00',
      'Sat 2026-12-05 13:00 - Sat 2026-12-05 14:00',
      'Tue 2026-12-08 00:00 - Wed 2026-12-09 00:00',
      'Thu 2026-12-31 16:00 - Thu 2026-12-31 20:00',
      'Fri 2027-01-29 08:00 - Fri 2027-01-29 12:00',
      'Fri 2027-02-26 16:00 - Fri 2027-02-26 20:00',
      'Wed 2027-03-31 16:00 - Wed 2027-03-31 20:00',
    ]);
  });

  test('of Apple: every other week, floating time, further dates and periods, a counted series of days', () => {
    expect(spansIn(exported('apple'), 'Europe/Berlin', winter)).toEqual([
      'Sat 2026-12-05 04:00 - Sat 2026-12-05 05:30',
      'Thu 2026-12-10 10:00 - Thu 2026-12-10 12:30',
      'Fri 2026-12-11 14:00 - Fri 2026-12-11 15:00',
      'Mon 2026-12-14 14:00 - Mon 2026-12-14 15:00',
      'Tue 2026-12-15 14:00 - Tue 2026-12-15 15:00',
      'Wed 2026-12-16 14:00 - Wed 2026-12-16 17:00',
      'Thu 2026-12-17 14:00 - Thu 2026-12-17 15:00',
      'Fri 2026-12-18 00:00 - Sat 2026-12-19 00:00',
      'Sat 2026-12-19 04:00 - Sat 2026-12-19 05:30',
      'Sat 2027-01-16 04:00 - Sat 2027-01-16 05:30',
      'Sat 2027-01-30 04:00 - Sat 2027-01-30 05:30',
      'Thu 2027-02-18 00:00 - Fri 2027-02-19 00:00',
    ]);
  });
});

describe('an event', () => {
  test.each([
    { what: 'without an end is over at once', properties: ['DTSTART:20261201T100000'], found: [] },
    {
      what: 'all day without an end is one day',
      properties: ['DTSTART;VALUE=DATE:20261201'],
      found: ['Tue 2026-12-01 00:00 - Wed 2026-12-02 00:00'],
    },
    {
      what: 'all day that ends on the day it starts is that day',
      properties: ['DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261201'],
      found: ['Tue 2026-12-01 00:00 - Wed 2026-12-02 00:00'],
    },
    {
      what: 'of two weeks',
      properties: ['DTSTART;VALUE=DATE:20261201', 'DURATION:P2W'],
      found: ['Tue 2026-12-01 00:00 - Tue 2026-12-15 00:00'],
    },
    {
      what: 'of a day ends at the same time of the next day, also over a change of the clock',
      properties: ['DTSTART:20270327T220000', 'DURATION:P1D'],
      found: ['Sat 2027-03-27 22:00 - Sun 2027-03-28 22:00'],
    },
    {
      what: 'of 24 hours lasts 24 hours',
      properties: ['DTSTART:20270327T220000', 'DURATION:PT24H'],
      found: ['Sat 2027-03-27 22:00 - Sun 2027-03-28 23:00'],
    },
    {
      what: 'in the hour that is skipped is taken as if the clock had not jumped',
      properties: ['DTSTART:20270328T023000', 'DURATION:PT1H'],
      found: ['Sun 2027-03-28 03:30 - Sun 2027-03-28 04:30'],
    },
    {
      what: 'in the hour that comes twice is in its first',
      properties: ['DTSTART:20261025T023000', 'DTEND:20261025T030000'],
      found: ['Sun 2026-10-25 02:30 - Sun 2026-10-25 03:00'],
    },
    {
      what: 'that was cancelled takes no time',
      properties: ['DTSTART:20261201T100000', 'DURATION:PT1H', 'STATUS:CANCELLED'],
      found: [],
    },
    {
      what: 'in UTC',
      properties: ['DTSTART:20261201T100000Z', 'DURATION:PT1H'],
      found: ['Tue 2026-12-01 11:00 - Tue 2026-12-01 12:00'],
    },
    {
      what: 'counts its own start though its rule does not pick it',
      properties: ['DTSTART:20261201T100000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=2'],
      found: ['Tue 2026-12-01 10:00 - Tue 2026-12-01 11:00', 'Wed 2026-12-02 10:00 - Wed 2026-12-02 11:00'],
    },
    {
      what: 'with a rule that ended before it began is no more',
      properties: ['DTSTART:20261201T100000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;UNTIL=20261130T235959Z'],
      found: [],
    },
    {
      what: 'leaves out a whole day',
      properties: [
        'DTSTART:20261201T100000',
        'DURATION:PT1H',
        'RRULE:FREQ=DAILY;COUNT=3;',
        'EXDATE;VALUE=DATE:20261202',
      ],
      found: ['Tue 2026-12-01 10:00 - Tue 2026-12-01 11:00', 'Thu 2026-12-03 10:00 - Thu 2026-12-03 11:00'],
    },
    {
      what: 'leaves out what is named in another zone',
      properties: [
        'DTSTART:20261201T100000',
        'DURATION:PT1H',
        'RRULE:FREQ=DAILY;COUNT=2',
        'EXDATE;TZID=America/New_York:20261202T040000',
      ],
      found: ['Tue 2026-12-01 10:00 - Tue 2026-12-01 11:00'],
    },
    {
      what: 'that repeats all day until an instant ends on its date',
      properties: ['DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY;UNTIL=20261202T230000Z'],
      found: ['Tue 2026-12-01 00:00 - Thu 2026-12-03 00:00'],
    },
  ])('$what', ({ properties, found }) => {
    expect(spans(...properties)).toEqual(found);
  });

  test('of which the file has two versions is the newer one', () => {
    const text = calendarFile(...version(2, '10'), ...version(1, '08'));

    expect(spansIn(text, 'Europe/Berlin', winter)).toEqual(['Tue 2026-12-01 10:00 - Tue 2026-12-01 11:00']);
  });

  test('that stands in place of one of a series that the file does not have is there', () => {
    expect(spans('RECURRENCE-ID:20261201T090000', 'DTSTART:20261201T100000', 'DURATION:PT1H')).toEqual([
      'Tue 2026-12-01 10:00 - Tue 2026-12-01 11:00',
    ]);
  });

  test('goes on in a line that begins with a space, also in the middle of a value', () => {
    const text = calendarFile(
      ...anEvent('DTSTART;TZID=Europe/\r\n Lon\r\n\tdon:202612\r\n 01T100000', 'DURATION:PT1H'),
    );

    expect(spansIn(text, 'Europe/Berlin', winter)).toEqual(['Tue 2026-12-01 11:00 - Tue 2026-12-01 12:00']);
    expect(spansIn(text.replaceAll('\r\n', '\n'), 'Europe/Berlin', winter)).toHaveLength(1);
  });
});

describe('a zone of a file', () => {
  test.each([
    ['America/New_York', '16:00'],
    ['"America/New_York"', '16:00'],
    ['/freeassociation.sourceforge.net/America/New_York', '16:00'],
    ['/mozilla.org/20050126_1/America/Indiana/Indianapolis', '16:00'],
    ['Eastern Standard Time', '16:00'],
    ['W. Europe Standard Time', '10:00'],
    ['GMT Standard Time', '11:00'],
    ['UTC', '11:00'],
  ])('%s is known', (id, begin) => {
    expect(spans(`DTSTART;TZID=${id}:20261201T100000`, 'DURATION:PT1H')[0]).toContain(`Tue 2026-12-01 ${begin} - `);
  });

  test.each([
    ['W. Europ Standard Time', 'did you mean `W. Europe Standard Time`? As an IANA name that is `Europe/Berlin`'],
    ['CET', 'use an IANA name like `Europe/Berlin`, or let the file define the zone by a `VTIMEZONE`'],
    ['constructor', 'use an IANA name like `Europe/Berlin`, or let the file define the zone by a `VTIMEZONE`'],
  ])('%s is refused', (id, remedy) => {
    const read = readEvents(calendarFile(...anEvent(`DTSTART;TZID=${id}:20261201T100000`)), berlin);

    expect(read).toEqual({ ok: false, problems: [{ line: 5, problem: `unknown time zone \`${id}\``, remedy }] });
  });

  test('that it defines itself has its changes of the clock', () => {
    const years = { from: '2026-01-01T00:00:00Z', to: '2029-01-01T00:00:00Z' };

    const own = spansIn(calendarFile(ours, ...everyOtherNight('Ours')), 'UTC', years);

    expect(own).toHaveLength(548);
    expect(own).toEqual(spansIn(calendarFile(...everyOtherNight('Europe/Berlin')), 'UTC', years));
  });

  test('of Windows is one that exists', () => {
    expect(Object.values(windowsZones).filter((name) => !isZoneName(name))).toEqual([]);
  });
});

describe('a file that is broken', () => {
  test.each([
    { what: 'empty', text: '', found: '1 this is no iCalendar file: it does not begin with `BEGIN:VCALENDAR`' },
    {
      what: 'a page',
      text: '<html>\n<body>',
      found: '1 this is no iCalendar file: it does not begin with `BEGIN:VCALENDAR`',
    },
    { what: 'cut off', text: 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a', found: '1 `BEGIN:VCALENDAR` is never ended' },
    {
      what: 'ended in the wrong order',
      text: 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\nEND:VEVENT',
      found: '3 `END:VCALENDAR` where `VEVENT`, begun in line 2, has to end',
    },
    {
      what: 'no properties',
      text: 'BEGIN:VCALENDAR\nhello there\nEND:VCALENDAR',
      found: '2 `hello there` is no property of an iCalendar file',
    },
    {
      what: 'an event outside',
      text: 'BEGIN:VCALENDAR\nEND:VCALENDAR\nUID:a',
      found: '3 `UID` stands outside of `BEGIN:VCALENDAR`',
    },
  ])('$what', ({ text, found }) => {
    expect(problemsIn(readEvents(text, berlin))[0]).toBe(found);
  });

  test.each([
    { properties: ['SUMMARY:when?'], found: '4 this event has no `DTSTART`' },
    { properties: ['DTSTART:20260230T100000'], found: '6 `20260230T100000` is no date, and no date and time' },
    { properties: ['DTSTART:2026-12-01'], found: '6 `2026-12-01` is no date, and no date and time' },
    { properties: ['DTSTART:20261201T100000', 'DTEND:20261201T090000'], found: '7 this event ends before it begins' },
    {
      properties: ['DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261130'],
      found: '7 this event ends before it begins',
    },
    { properties: ['DTSTART:20261201T100000', 'DURATION:-PT1H'], found: '7 `-PT1H` is no length of an event' },
    {
      properties: ['DTSTART:20261201T100000', 'DTEND;VALUE=DATE:20261202'],
      found: '7 `DTEND` and `DTSTART` are not both days, or both times',
    },
    {
      properties: ['DTSTART:20261201T100000', 'RRULE:FREQ=HOURLY'],
      found: '7 `FREQ=HOURLY` is not supported; use DAILY, WEEKLY, MONTHLY or YEARLY',
    },
    {
      properties: ['DTSTART:20261201T100000', 'RRULE:FREQ=DAILY;COUNT=10001'],
      found: '7 `COUNT=10001` is more than 10000',
    },
    { properties: ['DTSTART:20261201T100000', 'EXRULE:FREQ=DAILY'], found: '7 `EXRULE` is not supported' },
    {
      properties: ['DTSTART:20261201T100000', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20261201T100000'],
      found: '7 `RANGE` in `RECURRENCE-ID` is not supported',
    },
    {
      properties: ['DTSTART:20261201T100000', 'EXDATE:20261201T100000,soon'],
      found: '7 `soon` is no date, and no date and time',
    },
    {
      properties: ['DTSTART:20261201T100000', 'RDATE;VALUE=PERIOD:20261201T100000Z'],
      found: '7 `20261201T100000Z` is no period of time',
    },
  ])('$found', ({ properties, found }) => {
    expect(
      problems(
        ...anEvent(...properties)
          .filter((line) => !line.startsWith('UID'))
          .toSpliced(1, 0, 'UID:a'),
      ),
    ).toEqual([found]);
  });

  test.each([
    { lines: ['TZID:Ours'], found: '4 `VTIMEZONE` says nothing of its offsets from UTC' },
    { lines: ['BEGIN:STANDARD', 'DTSTART:19700101T000000', 'END:STANDARD'], found: '4 a `VTIMEZONE` without `TZID`' },
    {
      lines: [
        'TZID:Ours',
        'BEGIN:STANDARD',
        'DTSTART:19700101T000000',
        'TZOFFSETTO:+1',
        'TZOFFSETFROM:+0100',
        'END:STANDARD',
      ],
      found: '6 `STANDARD` needs `TZOFFSETFROM` and `TZOFFSETTO` like `+0100`',
    },
    {
      lines: [
        'TZID:Ours',
        'BEGIN:STANDARD',
        'DTSTART:19700101T000000',
        'TZOFFSETTO:+0200',
        'TZOFFSETFROM:+0100',
        'RRULE:FREQ=DAILY',
        'END:STANDARD',
      ],
      found: '6 `VTIMEZONE` changes its clock more than 1000 times',
    },
  ])('in its zones: $found', ({ lines, found }) => {
    expect(problems('BEGIN:VTIMEZONE', ...lines, 'END:VTIMEZONE')[0]).toBe(
      found.replace('6 `VTIMEZONE`', '6 `STANDARD`'),
    );
  });

  test('has no more than twenty of its problems told', () => {
    expect(problems(...Array.from({ length: 100 }, () => anEvent('SUMMARY:when?')).flat())).toHaveLength(20);
  });
});

describe('a file that is made to hang', () => {
  test('by its number of events is refused', () => {
    expect(problems(repeated(20_001, anEvent('DTSTART:20261201T100000')).join('\n'))[0]).toMatch(
      /the calendar has more than 20000 events$/u,
    );
  });

  test('by its number of series is refused', () => {
    expect(problems(...repeated(2_001, anEvent('DTSTART:20261201T100000', 'RRULE:FREQ=DAILY')))[0]).toMatch(
      /more than 2000 events that repeat$/u,
    );
  });

  test('by components in components is refused', () => {
    expect(problems(...Array.from({ length: 50 }, () => 'BEGIN:VEVENT'))[0]).toMatch(/too deep$/u);
  });

  test('by rules that never occur is read, and searched, in time', () => {
    const never = anEvent('DTSTART:19700101T100000', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=9');
    const started = cpuTime();

    spansIn(calendarFile(...repeated(200, never)), 'Europe/Berlin', winter);

    expect(cpuTime() - started).toBeLessThan(5_000);
  });

  test('by a line of a million folds, or of quotes that never end, is read in time', () => {
    const folded = `X-A:${'a\r\n '.repeat(1_000_000)}`;
    const quoted = `DTSTART;${'A="'.repeat(300_000)}`;
    const started = cpuTime();

    problems(folded);
    problems(...anEvent(quoted));

    expect(cpuTime() - started).toBeLessThan(5_000);
  });
});
