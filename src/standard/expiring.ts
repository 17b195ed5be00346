import { isUnknown } from '../change/facts.ts';
import type { Finding } from '../finding/finding.ts';
import { finding } from '../finding/finding.ts';
import type { JudgedChange } from '../rule/rule.ts';
import { existing, readDate } from '../schedule/written.ts';
import type { StandardChange } from './standard-change.ts';

/** So many days before it ends, a standard change says so. */
export const daysOfNotice = 14;

/** How many days are left before a standard change is normal again; null where it ends later, or has ended. */
export function daysLeft({ reviewBy }: Pick<StandardChange, 'reviewBy'>, date: string): number | null {
  const left = existing(readDate(reviewBy), reviewBy) - existing(readDate(date), date);
  return left > 0 && left <= daysOfNotice ? left : null;
}

/** Notes that a standard change is to be reviewed soon, while there is time to do it. */
export function expiring(model: StandardChange, { facts }: JudgedChange): readonly Finding[] {
  const { date } = facts.local;
  const left = isUnknown(date) ? null : daysLeft(model, date);
  if (left === null) return [];
  const { id, source, because, reviewBy } = model;
  return [
    finding({
      code: 'standard/expiring',
      effect: 'note',
      rule: id,
      source,
      because,
      problem: `this standard change is to be reviewed by ${reviewBy}, in ${left} ${left === 1 ? 'day' : 'days'}: from then on it is a normal change`,
      remedy: 'review it and set a later `reviewBy`, or let it end',
    }),
  ];
}
