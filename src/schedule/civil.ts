// Days and times of the wall clock, without any zone. A day is its number since 1970-01-01, a month its number since
// January of the year 0; a reading of the clock is in milliseconds, as if the clock showed UTC.

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

/** `month` counts from 1. */
export type CivilDate = { readonly year: number; readonly month: number; readonly dayOfMonth: number };

/** The number of a day; a day past the end of its month runs over. Source: Howard Hinnant, `days_from_civil`. */
export function dayNumber({ year, month, dayOfMonth }: CivilDate): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOfMonth - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

/** The date of a day. Source: Howard Hinnant, `civil_from_days`. */
export function dateOf(number: number): CivilDate {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, dayOfMonth: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}

/** 0 is Monday. */
export function weekdayOf(number: number): number {
  return (((number + 3) % 7) + 7) % 7;
}

/** The day that a reading of the clock belongs to. */
export function dayOfReading(reading: number): number {
  return Math.floor(reading / day);
}

/** The number of the month of a day. */
export function monthOfDay(number: number): number {
  const { year, month } = dateOf(number);
  return year * 12 + month - 1;
}

/** The first day of a month. */
export function firstDayOf(month: number): number {
  return dayNumber({ year: Math.floor(month / 12), month: (((month % 12) + 12) % 12) + 1, dayOfMonth: 1 });
}

/** How many days a month has. */
export function lengthOf(month: number): number {
  return firstDayOf(month + 1) - firstDayOf(month);
}
