const form =
  /^(?<date>\d{4}-\d\d-\d\d)T(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d{1,9}))?)?(?:Z|(?<sign>[+-])(?<offsetHours>\d\d):(?<offsetMinutes>\d\d))$/;

/** The same instant in UTC with `Z`, to the millisecond; null if there is no such date, time or offset. */
export function instantInUtc(text: string): string | null {
  const groups = form.exec(text)?.groups;
  if (groups === undefined) return null;
  const number = (name: string): number => Number(groups[name] ?? 0);
  const isReal =
    isRealDate(groups['date'] ?? '') &&
    number('hour') < 24 &&
    number('minute') < 60 &&
    number('second') < 60 &&
    number('offsetMinutes') < 60 &&
    number('offsetHours') * 60 + number('offsetMinutes') <= furthestOffsetMinutes;
  if (!isReal) return null;
  const utc = new Date(Date.parse(withMilliseconds(text, groups['fraction']))).toISOString();
  return utc.startsWith('-') || utc.startsWith('+') ? null : utc.replace('.000Z', 'Z');
}

/** Kiribati is 14 hours ahead of UTC; nobody is further from it. */
const furthestOffsetMinutes = 14 * 60;

/** A date that does not exist, such as 30 February, comes back from the calendar as another one. */
function isRealDate(date: string): boolean {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
}

function withMilliseconds(text: string, fraction: string | undefined): string {
  return fraction === undefined ? text : text.replace(`.${fraction}`, `.${fraction.slice(0, 3)}`);
}
