import { monthNames } from './words.ts';

/** `18 Dec 2026` of `2026-12-18`. */
export function dateInFull(date: string): string {
  const [year = '', month = '', dayOfMonth = ''] = date.split('-');
  return `${dayAndMonth(`${month}-${dayOfMonth}`)} ${year}`;
}

/** `24–25 Nov 2026`, `29 Dec 2026 to 4 Jan 2027`. */
export function datesInFull(first: string, last: string): string {
  if (first.slice(0, 7) !== last.slice(0, 7)) return `${dateInFull(first)} to ${dateInFull(last)}`;
  return `${Number(first.slice(8))}–${dateInFull(last)}`;
}

/** `3 Jan` of `01-03`. */
export function dayAndMonth(monthDay: string): string {
  const [month = '', dayOfMonth = ''] = monthDay.split('-');
  return `${Number(dayOfMonth)} ${(monthNames[Number(month) - 1] ?? month).slice(0, 3)}`;
}

/** `1st`, `22nd`, `last`, `3rd last`. */
export function nth(number: number): string {
  if (number === -1) return 'last';
  return number < 0 ? `${ordinal(-number)} last` : ordinal(number);
}

function ordinal(number: number): string {
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}

/** `a, b and c`, or `a, b and 7 more` where there are more than the limit. */
export function enumerated(texts: readonly string[], limit: number): string {
  // One more takes as much room as saying so.
  const shown = texts.length <= limit + 1 ? texts : [...texts.slice(0, limit), `${texts.length - limit} more`];
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
