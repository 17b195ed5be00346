import type { ChangeFacts } from '../change/facts.ts';
import { readDuration } from '../rule/duration.ts';
import type { Catalogue, Concern } from './concern.ts';
import { concernOf } from './concern.ts';
import { newestOf } from './entries.ts';
import type { SloEvidence } from './evidence-rule.ts';
import { plain } from './fields.ts';
import type { Measurement } from './measurement.ts';
import { measurementsIn } from './measurements.ts';
import { promisedFor, promisesOf } from './promises.ts';
import { documentsFrom, named, sourceInWords, sourceOf } from './sources.ts';
import type { When } from './when.ts';
import { isYetToCome, whenInWords } from './when.ts';

/** A measurement that counts. */
export type Measured = Measurement & { readonly remaining: number; readonly at: When };

/** What a rule knows of the error budgets that a change may spend, and why it does not know others. */
export type Budgets = { readonly measured: readonly Measured[]; readonly unknown: readonly string[] };

type Asked = { readonly rule: SloEvidence; readonly catalogue: Catalogue };

/** The facts that budgets follow from. */
export type Sight = Pick<ChangeFacts, 'services' | 'evidence' | 'evidenceSought' | 'evaluatedAt'>;

/** The budgets of the services of a change that a rule is for. */
export function budgetsOf({ rule, catalogue }: Asked, facts: Sight): Budgets {
  const found = documentsFrom(sourceOf(rule), facts);
  if (!found.looked) return { measured: [], unknown: [found.reason] };
  const measurements = found.documents.flatMap(measurementsIn);
  const promises = promisesOf(rule, { documents: found.documents, facts });
  const concern = concernOf(rule, catalogue, facts);
  const judged = subjectsOf(concern, measurements).map((subject) =>
    judgeSubject(subject, {
      rule,
      measurements,
      promised: promisedFor(subject, { rule, catalogue, promises: promises.promises }),
      now: Date.parse(facts.evaluatedAt),
    }),
  );
  return {
    measured: judged.flatMap(({ measured }) => measured),
    unknown: [...new Set([...promises.problems, ...judged.flatMap(({ unknown }) => unknown)])],
  };
}

/** Null stands for what is about no service in particular. */
type Subject = string | null;

function subjectsOf({ services, besides }: Concern, measurements: readonly Measurement[]): readonly Subject[] {
  const others = besides === 'others' ? measurements.flatMap(({ service }) => service ?? []) : [];
  const named = [...new Set([...services, ...others])];
  if (named.length > 0) return named;
  // What touches no service spends the budget of none.
  const isAboutAll = besides === 'others' || measurements.some(({ service }) => service === null);
  return isAboutAll ? [null] : [];
}

type Judging = {
  readonly rule: SloEvidence;
  readonly measurements: readonly Measurement[];
  readonly promised: readonly string[];
  readonly now: number;
};

function judgeSubject(subject: Subject, { rule, measurements, promised, now }: Judging): Budgets {
  const about = measurements.filter(({ service }) => service === null || service === subject);
  const counted = about.filter((each) => isAsked(each, rule, promised));
  const newest = [...groupedByObjective(counted).values()].flatMap(newestOf);
  const missing = promised.filter((name) => !about.some(({ objective }) => objective === name));
  const nothing = counted.length === 0 && missing.length === 0 ? [nothingMeasured(subject, rule)] : [];
  const measured = newest.flatMap((each) => (reasonAgainst(each, { rule, now }) === null ? soundOf(each) : []));
  return {
    measured,
    unknown: [
      ...missing.map((name) => `\`${plain(name)}\`${ofWhom(subject)} is promised, and nothing measures it`),
      ...nothing,
      ...newest.flatMap((each) => reasonAgainst(each, { rule, now }) ?? []),
    ],
  };
}

/** A rule that names its objectives is about them alone; what cannot be read may be one of them. */
function isAsked({ objective, problems }: Measurement, { slo }: SloEvidence, promised: readonly string[]): boolean {
  if (slo.objectives === undefined || objective === null) return slo.objectives === undefined || problems.length > 0;
  return promised.includes(objective);
}

function groupedByObjective(measurements: readonly Measurement[]): ReadonlyMap<string, readonly Measurement[]> {
  const groups = new Map<string, Measurement[]>();
  for (const each of measurements) {
    const key = JSON.stringify([each.service, each.objective]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
}

function soundOf(each: Measurement): readonly Measured[] {
  const { remaining, at } = each;
  return remaining === null || at === null ? [] : [{ ...each, remaining, at }];
}

/** Why a measurement tells nothing; null if it counts. */
function reasonAgainst(
  { source, at, problems, ...of }: Measurement,
  { rule, now }: Pick<Judging, 'rule' | 'now'>,
): string | null {
  const where = named(source);
  if (at === null || problems.length > 0) return `${where} cannot be counted: ${problems.join(', ')}`;
  const when = whenInWords(at.from);
  if (isYetToCome(at, now)) return `${where} says that it was measured ${when}, which has not come yet`;
  if (at.from + readDuration(rule.slo.maxAge) > now) return null;
  return `that${ofWhat(of)} was last measured ${when}, and \`${rule.slo.maxAge}\` is the most (${where})`;
}

function nothingMeasured(subject: Subject, rule: SloEvidence): string {
  return `nothing in ${sourceInWords(rule)} measures that${ofWhom(subject)}`;
}

function ofWhom(subject: Subject): string {
  return subject === null ? '' : ` of \`${plain(subject)}\``;
}

/** Which budget is meant: `` of `availability` of `payments-api` ``. */
export function ofWhat({ service, objective }: Pick<Measurement, 'service' | 'objective'>): string {
  return `${ofWhom(objective)}${ofWhom(service)}`;
}
