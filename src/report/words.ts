// How instants, durations and points are said. Own names of days and months: those of Intl change with its data.

/** Tells instants in one zone, as seen from one instant. */
export type Clock = {
  /** `Mon 30 Nov 09:00`, with the year if it is not the present one. */
  readonly short: (instant: string) => string;
  /** `Mon 30 Nov 09:00 Europe/Berlin (08:00 UTC, in 2 d 16 h)`. */
  readonly full: (instant: string) => string;
  /** `in 2 d 16 h`, `10 min ago`. */
  readonly distance: (instant: string) => string;
};

/** Reads an instant as local date and time in one zone. */
export type ZoneReader = (milliseconds: number) => LocalTime;
export type LocalTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
};

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
export const monthNames = 'January February March April May June July August September October November December'.split(
  ' ',
);
const millisecondsOfDay = 86_400_000;

/** A clock of a zone at an instant. A zone that this machine does not know is told in UTC and says so. */
export function clockAt(timezone: string, now: string): Clock {
  const { zone, read } = readerOf(timezone);
  const readUtc = zoneReader('UTC');
  const present = read(Date.parse(now));
  const short = (instant: string): string => {
    const milliseconds = Date.parse(instant);
    return Number.isNaN(milliseconds) ? instant : dateAndTime(read(milliseconds), present.year);
  };
  const distance = (instant: string): string => distanceInWords(Date.parse(instant) - Date.parse(now));
  const full = (instant: string): string => {
    const milliseconds = Date.parse(instant);
    if (Number.isNaN(milliseconds)) return instant;
    const local = read(milliseconds);
    const utc = zone === 'UTC' ? [] : [`${utcReading(local, readUtc(milliseconds))} UTC`];
    // The present itself needs no countdown.
    const countdown = distance(instant) === 'now' ? [] : [distance(instant)];
    const aside = [...utc, ...countdown].join(', ');
    return `${short(instant)} ${zone}${aside === '' ? '' : ` (${aside})`}`;
  };
  return { short, full, distance };
}

/** A reader of local time in a zone; throws a RangeError for a zone that this machine does not know. */
export function zoneReader(timezone: string): ZoneReader {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (milliseconds) => {
    const parts = Number.isNaN(milliseconds) ? [] : format.formatToParts(milliseconds);
    const read = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
    return { year: read('year'), month: read('month'), day: read('day'), hour: read('hour'), minute: read('minute') };
  };
}

/** The weekday of a date, 0 is Sunday. */
export function weekdayOf({ year, month, day }: Pick<LocalTime, 'year' | 'month' | 'day'>): number {
  return (((Math.floor(Date.UTC(year, month - 1, day) / millisecondsOfDay) + 4) % 7) + 7) % 7;
}

/** `Mon 30 Nov`, with the year if it is not the present one. */
export function dateInWords(date: Pick<LocalTime, 'year' | 'month' | 'day'>, presentYear: number): string {
  const year = date.year === presentYear ? '' : ` ${date.year}`;
  return `${weekdays[weekdayOf(date)] ?? ''} ${date.day} ${(monthNames[date.month - 1] ?? '').slice(0, 3)}${year}`;
}

/** `09:05`. */
export function timeInWords({ hour, minute }: Pick<LocalTime, 'hour' | 'minute'>): string {
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

/** `2 d 16 h`, `45 min`, `30 s`: the two largest units. */
export function durationInWords(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  const parts = [
    [Math.floor(minutes / 1_440), 'd'],
    [Math.floor((minutes % 1_440) / 60), 'h'],
    [minutes % 60, 'min'],
  ] as const;
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

/** `+14`, `−30`, `0`, with a true minus sign and at most one decimal. */
export function pointsInWords(points: number): string {
  const rounded = Math.round(points * 10) / 10;
  if (rounded === 0) return '0';
  return rounded > 0 ? `+${rounded}` : `−${-rounded}`;
}

/** A number as people write it: `1,234`, at most two decimals. */
export function numberInWords(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  const [whole = '', decimals] = String(Math.abs(rounded)).split('.');
  const grouped = whole.includes('e') ? whole : whole.replace(/\B(?=(\d{3})+$)/gu, ',');
  return `${rounded < 0 ? '−' : ''}${grouped}${decimals === undefined ? '' : `.${decimals}`}`;
}

/** `1 approval`, `3 approvals`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberInWords(count)} ${count === 1 ? one : many}`;
}

function readerOf(timezone: string): { readonly zone: string; readonly read: ZoneReader } {
  try {
    return { zone: timezone, read: zoneReader(timezone) };
  } catch {
    // The policy refused such a zone long before; a record from elsewhere must still be readable, and it says UTC.
    return { zone: 'UTC', read: zoneReader('UTC') };
  }
}

function dateAndTime(local: LocalTime, presentYear: number): string {
  return `${dateInWords(local, presentYear)} ${timeInWords(local)}`;
}

function utcReading(local: LocalTime, utc: LocalTime): string {
  return local.day === utc.day ? timeInWords(utc) : `${weekdays[weekdayOf(utc)] ?? ''} ${timeInWords(utc)}`;
}

function distanceInWords(milliseconds: number): string {
  if (Math.abs(milliseconds) < 1_000) return 'now';
  const duration = durationInWords(Math.abs(milliseconds) / 1_000);
  return milliseconds > 0 ? `in ${duration}` : `${duration} ago`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
