import type { Metrics } from '../metrics/figures.ts';
import { dayOfReading } from '../schedule/civil.ts';
import { dateText } from '../schedule/instant.ts';
import { dateInFull, datesInFull, enumerated } from './date-words.ts';
import { isEmpty } from './metrics-sections.ts';
import { counted, numberInWords, zoneOrUtc } from './words.ts';

/** `production, 1 Dec 2025 to 28 Nov 2026`. */
export function titleOf({ environments, services, period }: Metrics): string {
  const zone = zoneOrUtc(period.timezone);
  const dayOf = (instant: number): string => dateText(dayOfReading(zone.readingAt(instant)));
  const first = dayOf(Date.parse(period.from));
  const last = dayOf(Math.max(Date.parse(period.from), Date.parse(period.to) - 1));
  const about = [environments.join(', '), ...(services.length === 0 ? [] : [services.join(', ')])].join(': ');
  return `${about}, ${first === last ? dateInFull(first) : datesInFull(first, last)}`;
}

/** What was judged, or why there is nothing to tell. */
export function headlineOf(metrics: Metrics): readonly string[] {
  if (isEmpty(metrics)) return emptyInWords(metrics);
  const { decisions, approved, needsApproval, blocked } = metrics.judged;
  return [
    `${counted(decisions, 'decision')}: ${numberInWords(approved)} approved, ${numberInWords(needsApproval)} needed approval, ${numberInWords(blocked)} blocked`,
  ];
}

function emptyInWords({ ledger, environments, services }: Metrics): readonly string[] {
  const { source, decisions, outcomes, environments: seen, afterNow } = ledger;
  if (decisions + outcomes === 0) {
    const later = afterNow === 0 ? '' : ` (${afterNow} are of a later time than now)`;
    return [
      `No record of this time${later} is in ${source}: the gate writes one for each deployment that it judges, if its job has \`contents: write\`.`,
    ];
  }
  const others = seen.filter(({ environment }) => !environments.includes(environment));
  const about = `\`${environments.join('`, `')}\`${services.length === 0 ? '' : ` and \`${services.join('`, `')}\``}`;
  const elsewhere = enumerated(
    others.map(({ environment, decisions: count }) => `\`${environment}\` (${count})`),
    10,
  );
  return [
    `No record of this time is about ${about}.`,
    ...(others.length === 0 ? [] : [`There are decisions about ${elsewhere}: name it with \`--environment\`.`]),
  ];
}

const mostBroken = 10;

/** What the numbers rest on, and what is not known. */
export function notesOf({ ledger, environments, unknown }: Metrics): readonly string[] {
  const { source, decisions, outcomes, broken, leftOut, repeated, afterNow, beforeDecision } = ledger;
  const others = ledger.environments.filter(({ environment }) => !environments.includes(environment));
  return [
    `read from ${source}: ${counted(decisions, 'decision')} and ${counted(outcomes, 'outcome')}`,
    ...(others.length === 0
      ? []
      : [
          `not told here: ${enumerated(
            others.map((each) => `\`${each.environment}\` (${counted(each.decisions, 'decision')})`),
            10,
          )}`,
        ]),
    ...(broken.length === 0 ? [] : [brokenInWords(broken)]),
    ...(leftOut === 0 ? [] : [`${counted(leftOut, 'record')} left out: too large, or older than the newest 200,000`]),
    ...(repeated === 0 ? [] : [`${counted(repeated, 'file')} with a record that lies elsewhere too: it counts once`]),
    ...(afterNow === 0
      ? []
      : [`${counted(afterNow, 'record')} of a later time than now, by a clock that was wrong: not counted`]),
    ...(beforeDecision === 0
      ? []
      : [`${counted(beforeDecision, 'outcome')} dated before the decision, by clocks that differ: without lead time`]),
    ...unknown,
  ];
}

function brokenInWords(broken: Metrics['ledger']['broken']): string {
  const named = broken.slice(0, mostBroken).map(({ path, problem }) => `\`${path}\` (${problem})`);
  const more = broken.length > mostBroken ? `, and ${broken.length - mostBroken} more` : '';
  return `${counted(broken.length, 'record')} broken or changed after it was written, and not counted: ${named.join(', ')}${more}`;
}
