// Schedules of 1,000 freezes and 100 windows: how long it takes, inside the process, to find the next opening.
import { loadSource } from '../scripts/load-source.mjs';
import { median } from './time.mjs';

const minute = 60_000;
const two = (number) => String(number).padStart(2, '0');
const timeOf = (minutes) => `${two(Math.floor((minutes / 60) % 24))}:${two(Math.floor(minutes % 60))}`;
const dayOf = (number) => new Date(Date.UTC(2026, 10, 1) + number * 24 * 60 * minute).toISOString().slice(0, 10);
const many = (count, make) => Array.from({ length: count }, (_, index) => make(index));

const windows = many(100, (index) => ({ days: ['mon-fri'], from: timeOf(index), to: timeOf(index + 720) }));

/** Freezes of 1,000, by what is hard about them. */
const freezes = {
  'once each': many(1_000, (index) => ({
    from: `${dayOf(index % 400)}T${timeOf(index)}`,
    to: `${dayOf((index % 400) + 1)}T09:00`,
  })),
  'daily, all day between them': many(1_000, (index) => ({
    from: timeOf(index * 1.44),
    to: timeOf(index * 1.44 + 120),
  })),
  'daily, one after the other': many(1_000, (index) => ({
    from: timeOf(index * 1.44),
    to: timeOf((index + 1) * 1.44),
  })).filter(({ from, to }) => from !== to),
  'recurring daily, all day between them': many(1_000, (index) => ({
    rrule: 'FREQ=DAILY',
    start: `2026-01-01T${timeOf(index * 1.44)}`,
    duration: '2h',
  })),
  'recurring weekly, with the year': many(1_000, (index) => ({
    rrule: `FREQ=WEEKLY;BYDAY=${['MO', 'TU', 'WE', 'TH', 'FR'][index % 5]}`,
    start: `2026-01-01T${timeOf(index * 1.44)}`,
    duration: '26h',
  })),
  'around key dates': many(1_000, (index) => ({
    keyDate: (index % 31) + 1,
    shift: 'previous',
    from: `-1bd ${timeOf(index)}`,
    to: '+1bd 09:00',
  })),
};

/** The median milliseconds of each schedule, judged anew each time. */
export async function nextOpenings({ runs = 21 } = {}) {
  const { calendarAt } = await loadSource('src/schedule/calendar.ts');
  const entries = Object.entries(freezes).map(([name, durings]) => {
    const schedule = scheduleOf(durings);
    const times = many(runs, () => {
      const start = performance.now();
      calendarAt({ schedule, environment: 'production', runways: {} }, '2026-11-24T10:00:00Z');
      return performance.now() - start;
    });
    return [name, median(times.slice(1))];
  });
  return Object.fromEntries(entries);
}

function scheduleOf(durings) {
  return {
    timezone: 'Europe/Berlin',
    runway: '30m',
    outsideWindows: { effect: 'block', emergency: 'hold', source: 'bench.yml:1' },
    calendars: {},
    windows: windows.map(rule),
    freezes: durings.map((during, index) => ({ ...rule(during, index), effect: 'block', emergency: 'hold' })),
    exceptions: [],
  };
}

function rule(during, index) {
  return { id: `rule-${index}`, because: 'bench', source: 'bench.yml:1', during };
}
