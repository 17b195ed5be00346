import { describe, expect, test } from 'vitest';
import type { CalendarSpan } from '../../src/report/calendar.ts';
import { renderCalendar } from '../../src/report/calendar.ts';

const plain = { color: 'none', width: 80 } as const;

function aSpan(parts: Partial<CalendarSpan>): CalendarSpan {
  return { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z', open: true, rules: [], ...parts };
}

/** November 2026 in Berlin: Monday to Thursday 09:00–16:00, and from Friday noon to Monday morning a freeze. */
function november(): readonly CalendarSpan[] {
  const spans: CalendarSpan[] = [];
  let from = '2026-10-31T23:00:00Z';
  const until = (day: number, hour: string, span: Pick<CalendarSpan, 'open' | 'rules'>): void => {
    const to = `2026-11-${String(day).padStart(2, '0')}T${hour}:00Z`;
    if (to > from) spans.push({ from, to, ...span });
    from = to > from ? to : from;
  };
  const outside = { open: false, rules: ['outside-windows'] };
  for (let day = 1; day <= 29; day++) {
    const weekday = (day + 6) % 7;
    if (weekday >= 1 && weekday <= 4) {
      until(day, '08:00', outside);
      until(day, '15:00', { open: true, rules: ['business-hours'] });
    }
    if (weekday === 5) {
      until(day, '11:00', outside);
      until(Math.min(day + 3, 30), '08:00', { open: false, rules: ['no-friday'] });
    }
  }
  until(30, '15:00', { open: true, rules: ['business-hours'] });
  until(30, '23:00', outside);
  return spans;
}

describe('a month in the terminal', () => {
  test('marks each day and lists the rules behind', async () => {
    const text = renderCalendar({ timezone: 'Europe/Berlin', spans: november(), now: '2026-11-27T14:00:00Z' }, plain);

    await expect(text).toMatchFileSnapshot('goldens/calendar-november.txt');
  });

  test('fits into 40 columns', () => {
    const text = renderCalendar(
      { timezone: 'Europe/Berlin', spans: november(), now: null },
      { color: 'none', width: 40 },
    );

    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(45);
  });

  test('is open all along where there is no rule', () => {
    const text = renderCalendar({ timezone: 'UTC', spans: [aSpan({})], now: null }, plain);

    expect(text).toContain(' 30✓');
    expect(text).not.toMatch(/\d[◐✗]/u);
    expect(text).toContain('✓ always: Sun 1 Nov 00:00–Tue 1 Dec 00:00');
  });

  test.each([
    { what: 'the last minute', to: '2026-11-10T23:59:00Z', mark: '10◐' },
    { what: 'midnight', to: '2026-11-11T00:00:00Z', mark: '10✗' },
    { what: 'the first minute of the next day', to: '2026-11-11T00:01:00Z', mark: '11◐' },
  ])('ends a freeze at $what', ({ to, mark }) => {
    const spans = [
      aSpan({ to: '2026-11-10T00:00:00Z' }),
      aSpan({ from: '2026-11-10T00:00:00Z', to, open: false, rules: ['x'] }),
      aSpan({ from: to }),
    ];

    expect(renderCalendar({ timezone: 'UTC', spans, now: null }, plain)).toContain(mark);
  });

  test('leaves days unmarked that nothing is known of', () => {
    const spans = [aSpan({ from: '2026-11-10T00:00:00Z', to: '2026-11-12T00:00:00Z' })];

    const text = renderCalendar({ timezone: 'UTC', spans, now: null }, plain);

    expect(text).toMatch(/ 9 {3}10✓ {2}11✓ {2}12 /u);
  });

  test('tells a day by the zone, through the hour that is skipped', () => {
    const spans = [
      aSpan({ from: '2026-03-28T23:00:00Z', to: '2026-03-29T22:00:00Z', open: false, rules: ['x'] }),
      aSpan({ from: '2026-03-29T22:00:00Z', to: '2026-03-30T22:00:00Z' }),
    ];

    const text = renderCalendar({ timezone: 'Europe/Berlin', spans, now: null }, plain);

    expect(text).toContain('29✗');
    expect(text).toContain('30✓');
  });

  test('shows every month that is asked for, a year and one at most', () => {
    const years = renderCalendar({ timezone: 'UTC', spans: [aSpan({ to: '2030-01-01T00:00:00Z' })], now: null }, plain);

    expect(years.match(/, UTC$/gmu)).toHaveLength(13);
  });

  test('is empty without spans', () => {
    expect(renderCalendar({ timezone: 'UTC', spans: [], now: null }, plain)).not.toContain('Mon');
  });
});
