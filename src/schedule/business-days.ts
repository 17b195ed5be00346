import { firstDayOf, lengthOf, weekdayOf } from './civil.ts';

/** Business days: Monday to Friday, less the days of a calendar. */
export type BusinessDays = {
  readonly has: (day: number) => boolean;
  /** The business days of a month, in order. */
  readonly inMonth: (month: number) => readonly number[];
  /**
   * The day that lies some business days after a day or, if negative, before it. That day itself does not count, so
   * `count` 1 is the first business day after it. Null if the calendar leaves no business day in ten years.
   */
  readonly from: (day: number, count: number) => number | null;
  /** The day itself if it is a business day, otherwise the nearest one in a direction. */
  readonly nearest: (day: number, direction: 'previous' | 'next') => number | null;
};

const tooFar = 3_660;

/** Business days less those that a calendar names. */
export function businessDaysWithout(isOff: (day: number) => boolean): BusinessDays {
  const has = (day: number): boolean => weekdayOf(day) < 5 && !isOff(day);
  const from = (start: number, count: number): number | null => {
    const step = Math.sign(count);
    let left = Math.abs(count);
    let number = start;
    for (let tried = 0; left > 0; tried++) {
      if (tried > tooFar) return null;
      number += step;
      if (has(number)) left--;
    }
    return number;
  };
  return {
    has,
    from,
    inMonth: (month) => Array.from({ length: lengthOf(month) }, (_, index) => firstDayOf(month) + index).filter(has),
    nearest: (start, direction) => {
      if (has(start)) return start;
      return from(start, direction === 'previous' ? -1 : 1);
    },
  };
}
