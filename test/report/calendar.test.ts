import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { renderCalendar } from '../../src/report/calendar.ts';
import { widthOf } from '../../src/report/wrap.ts';
import { aSchedule } from '../schedule/a-schedule.ts';
import { aView, hostileWords, office } from './calendars.ts';

const plain = { color: 'none', width: 80 } as const;

/** What is left without colour, line ends and the marks that stand for colour. */
function wordsOf(text: string): string {
  return stripVTControlCharacters(text).replace(/[ `\n]/gu, '');
}

describe('a month in the terminal', () => {
  test('says how it stands now, marks each day and explains each rule once', async () => {
    const text = renderCalendar(aView({ schedule: office }), plain);

    await expect(text).toMatchFileSnapshot('goldens/calendar-november.txt');
  });

  test.each([40, 80, 120])('puts as many months side by side as fit into %d columns', async (width) => {
    const text = renderCalendar(aView({ schedule: office, to: '2027-01-31' }), { color: 'none', width });

    expect(Math.max(...text.split('\n').map(widthOf))).toBeLessThanOrEqual(width);
    await expect(text).toMatchFileSnapshot(`goldens/calendar-winter-${width}.txt`);
  });

  test('says the same without colour as with it', () => {
    const view = aView({ schedule: office });

    const colored = renderCalendar(view, { ...plain, color: 'ansi' });

    expect(colored).toContain('\u001B[');
    expect(wordsOf(colored)).toBe(wordsOf(renderCalendar(view, plain)));
  });

  test('is open all along where there is no rule', () => {
    const text = renderCalendar(aView({ schedule: null }), plain);

    expect(text).toContain('now: open, no closing within 400 days');
    expect(text).toContain(' 30✓');
    expect(text).not.toMatch(/\d[◐✗]/u);
  });

  test.each([
    { what: 'the last minute', to: '2026-11-10T23:59', mark: '10◐a' },
    { what: 'midnight', to: '2026-11-11T00:00', mark: '10✗a 11✓ ' },
    { what: 'the first minute of the next day', to: '2026-11-11T00:01', mark: '10✗a 11◐a' },
  ])('ends a freeze at $what', ({ to, mark }) => {
    const schedule = aSchedule({ freezes: [{ during: { from: '2026-11-10T00:00', to } }] });

    expect(renderCalendar(aView({ schedule }), plain)).toContain(mark);
  });

  test('leaves days unmarked that nobody asked about', () => {
    const text = renderCalendar(aView({ from: '2026-11-10', to: '2026-11-11' }), plain);

    expect(text).toMatch(/ 9 {3}10✓ {2}11✓ {2}12 /u);
  });

  test('tells a day by the zone, through the hour that is skipped', () => {
    const schedule = aSchedule({
      timezone: 'Europe/Berlin',
      freezes: [{ during: { from: '2026-03-29', to: '2026-03-29' } }],
    });

    const text = renderCalendar(aView({ schedule, from: '2026-03-01', to: '2026-03-31' }), plain);

    expect(text).toContain('28✓  29✗a');
    expect(text).toContain('30✓');
  });

  test('marks a day of several freezes with a plus', () => {
    const schedule = aSchedule({
      freezes: [
        { during: { from: '2026-11-10', to: '2026-11-11' } },
        { during: { from: '2026-11-11', to: '2026-11-12' } },
      ],
    });

    expect(renderCalendar(aView({ schedule }), plain)).toContain('10✗a 11✗+ 12✗b');
  });

  test('marks a freeze on its own days alone, though the day before closes a runway earlier', () => {
    const schedule = aSchedule({ runway: '30m', freezes: [{ during: { from: '2026-11-11', to: '2026-11-11' } }] });

    expect(renderCalendar(aView({ schedule }), plain)).toContain('10◐  11✗a 12✓');
  });

  test('shows a year and a month at most, and says how many are left', () => {
    const text = renderCalendar(aView({ to: '2029-12-31' }), plain);

    expect(
      text
        .match(/^.*\b20\d\d$/gmu)
        ?.join(' ')
        .match(/20\d\d/gu),
    ).toHaveLength(13);
    expect(text).toContain('and 25 more months: see `--json`');
  });

  test('lists no more rules than people read, and says how many are left', () => {
    const freezes = Array.from({ length: 70 }, (_, index) => ({
      id: `freeze-${index}`,
      during: { from: `2026-11-10T00:${String(index % 60).padStart(2, '0')}`, to: '2026-11-12T00:00' },
    }));

    const text = renderCalendar(aView({ schedule: aSchedule({ freezes }) }), plain);

    expect(text.match(/^✗/gmu)).toHaveLength(60);
    expect(text).toContain('and 10 more rules: see `--json`');
  });

  test('shows no control character of what the policy says', () => {
    const schedule = aSchedule({ freezes: [{ because: hostileWords, during: { days: ['mon'] } }] });

    const text = renderCalendar(aView({ schedule }), plain);

    expect(text).not.toMatch(/(?!\n)\p{Cc}|\u202E/u);
  });
});

describe('a single day in the terminal', () => {
  test('tells its hours and the rules behind them', async () => {
    const text = renderCalendar(aView({ schedule: office, from: '2026-11-26', to: '2026-11-26' }), plain);

    await expect(text).toMatchFileSnapshot('goldens/calendar-day.txt');
  });

  test.each([
    { day: '2026-03-29', hours: '23 h' },
    { day: '2026-10-25', hours: '1 d 1 h' },
  ])('says that $day has $hours', ({ day, hours }) => {
    const text = renderCalendar(aView({ schedule: office, from: day, to: day }), plain);

    expect(text).toContain(`clocks change: this day has ${hours}`);
  });

  test('says so if it is today', () => {
    const text = renderCalendar(aView({ schedule: office, from: '2026-11-27', to: '2026-11-27' }), plain);

    expect(text).toContain('Friday 27 November 2026, today');
  });
});
