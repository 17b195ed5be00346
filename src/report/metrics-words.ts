// How the numbers of `metrics` are said.
import type { Metrics, Rate } from '../metrics/figures.ts';
import { durationInWords, numberInWords } from './words.ts';

type Estimate = NonNullable<Rate['successRate']>;

export const cannotBeSaid = '—';

/** `96.1 %`, with one digit more for less than 1 %. */
export function percentInWords(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 1)} %`;
}

/** `96.1 %`, `—` without any. */
export function shareInWords(estimate: Estimate | null): string {
  return estimate === null ? cannotBeSaid : percentInWords(estimate.value);
}

/** The 95 % interval of a share: `95.1–97.0 %`. */
export function intervalInWords(estimate: Estimate | null): string {
  if (estimate === null) return cannotBeSaid;
  return `${(estimate.low * 100).toFixed(1)}–${(estimate.high * 100).toFixed(1)} %`;
}

/** `.63 [.58, .68]`. */
export function aucInWords(estimate: Estimate | null): string {
  if (estimate === null) return cannotBeSaid;
  const { value, low, high } = estimate;
  return `${decimal(value)} [${decimal(low)}, ${decimal(high)}]`;
}

function decimal(value: number): string {
  const text = Math.abs(value)
    .toFixed(2)
    .replace(/^0(?=\.)/, '');
  return value < 0 && !/^\.?0+$/.test(text) ? `−${text}` : text;
}

/** `2 d 16 h` of hours; `—` of none. */
export function hoursInWords(hours: number | null): string {
  return hours === null ? cannotBeSaid : durationInWords(hours * 3_600);
}

/** A day of an instant, `2026-11-27`, as it stands. */
export function dayIn(instant: string): string {
  return instant.slice(0, 10);
}

/** `payments, ledger`; a change of none, and one of which it is not known, say so. */
export function servicesInWords(services: readonly string[] | null): string {
  if (services === null) return 'not known';
  return services.length === 0 ? 'none' : services.join(', ');
}

/** What a change is called in a table of models. */
export function modelInWords({ changeType, changeModel }: Metrics['success']['models'][number]): string {
  if (changeType === 'unknown') return 'no decision';
  return changeModel === null ? changeType : `standard: ${changeModel}`;
}

export const weekdayInWords: Readonly<Record<string, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/** A number with at most one decimal. */
export function roughly(value: number): string {
  return numberInWords(Math.round(value * 10) / 10);
}

/** The start of a commit. */
export function commitInWords(head: string | null): string {
  return head === null ? 'not known' : head.slice(0, 12);
}

/** A report shows so many of a list; the data have all. */
export const mostRows = 15;

/** That a list was cut, if it was. */
export function cutInWords(count: number): readonly string[] {
  return count > mostRows ? [`The newest ${mostRows} of ${count} are shown; \`--json\` has all.`] : [];
}
