import type { ModelPast } from '../change/facts.ts';
import { localDate } from '../schedule/local.ts';
import { readDuration } from '../schedule/written.ts';
import type { StandardChange } from './standard-change.ts';

type Asking = {
  readonly past: readonly ModelPast[];
  readonly at: string;
  /** The zone in which a day of review begins. */
  readonly timezone: string;
};

/** Ids of the standard changes that went badly so often, shortly before an instant, that they are normal again. */
export function suspendedAmong(models: readonly StandardChange[], { past, at, timezone }: Asking): readonly string[] {
  return models
    .filter((model) => {
      if (model.suspendAfter === undefined) return false;
      const span = readDuration(model.suspendAfter.within);
      const failures = past.filter(({ model: id }) => id === model.id).flatMap((each) => each.failures);
      const counted = failures.filter((failedAt) => isWithin(failedAt, { span, at }));
      return counted.filter(isAfterReview(model, { at, timezone })).length >= model.suspendAfter.failures;
    })
    .map(({ id }) => id);
}

function isWithin(failedAt: string, { span, at }: { readonly span: number; readonly at: string }): boolean {
  const age = Date.parse(at) - Date.parse(failedAt);
  return age >= 0 && age <= span;
}

/** What went badly before the day on which somebody looked at it was dealt with then. A day to come is no review. */
function isAfterReview(
  { reviewedOn }: StandardChange,
  { at, timezone }: Omit<Asking, 'past'>,
): (failedAt: string) => boolean {
  if (reviewedOn === undefined || reviewedOn > localDate(at, timezone)) return () => true;
  return (failedAt) => localDate(failedAt, timezone) >= reviewedOn;
}
