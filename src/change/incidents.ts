import type { ChangeFacts, Fact, Incident, Unknown } from './facts.ts';
import { isUnknown } from './facts.ts';

/** What the service catalogue says of how services hang together. */
type Catalogue = Readonly<Record<string, { readonly dependsOn?: readonly string[] | undefined }>>;

type Told = Pick<ChangeFacts, 'evaluatedAt' | 'incidents' | 'closes' | 'declared' | 'services'>;

/** What conditions see of incidents. */
export type IncidentFacts = Pick<ChangeFacts['operations'], 'openIncidents' | 'incidentsLast30d' | 'knownProblems'> &
  Pick<ChangeFacts['change'], 'fixesIncident'>;

/** The facts that follow from incidents for the services of a change; null where nobody looked for incidents. */
export function incidentFacts(facts: Told, catalogue: Catalogue): IncidentFacts | null {
  const { incidents } = facts;
  if (incidents === undefined) return null;
  if (isUnknown(incidents)) return everything(incidents);
  const concern = concernOf(facts.services, catalogue);
  const since = Date.parse(facts.evaluatedAt) - daysBack * day;
  const isRecent = ({ openedAt }: Incident) => Date.parse(openedAt) >= since;
  return {
    openIncidents: countOf(incidents.filter(isOpenIncident), concern),
    incidentsLast30d: countOf(
      incidents.filter((each) => each.kind === 'incident' && isRecent(each)),
      concern,
    ),
    knownProblems: countOf(
      incidents.filter(({ kind, closedAt }) => kind === 'problem' && closedAt === null),
      concern,
    ),
    fixesIncident: fixes(incidents.filter(isOpenIncident), facts, concern),
  };
}

/** The open incidents that a change says it fixes, oldest first. */
export function incidentsFixed({ incidents, closes, declared }: Told): readonly Incident[] {
  if (incidents === undefined || isUnknown(incidents)) return [];
  const said = closes === undefined || isUnknown(closes) ? [] : closes.flatMap(({ issues }) => issues);
  const numbers = new Set([...said, ...declaredNumber(declared)]);
  return incidents
    .filter((each) => isOpenIncident(each) && numbers.has(each.number))
    .toSorted((one, other) => one.number - other.number);
}

const daysBack = 30;
const day = 86_400_000;

function everything(unknown: Unknown): IncidentFacts {
  return { openIncidents: unknown, incidentsLast30d: unknown, knownProblems: unknown, fixesIncident: unknown };
}

function isOpenIncident({ kind, closedAt }: Incident): boolean {
  return kind === 'incident' && closedAt === null;
}

/** Whether an incident counts for the change; unknown while the services are. */
type Concern = (incident: Incident) => Fact<boolean>;

/**
 * An incident counts for the services that it names and for those that need them. One that names none, or one that nobody
 * knows, counts for every service: it may well be one of these.
 */
function concernOf(services: ChangeFacts['services'], catalogue: Catalogue): Concern {
  const needed = isUnknown(services) ? services : withNeeded(services, catalogue);
  const isKnown = (name: string) => Object.hasOwn(catalogue, name) || (!isUnknown(needed) && needed.has(name));
  return ({ services: named }) => {
    if (named === null || !named.every(isKnown)) return true;
    return isUnknown(needed) ? needed : named.some((name) => needed.has(name));
  };
}

/** The services with all that they depend on, at whatever distance. */
function withNeeded(services: readonly string[], catalogue: Catalogue): ReadonlySet<string> {
  const found = new Set(services);
  // A set hands out what is added to it while it is walked, so that each name is looked up once.
  for (const name of found) {
    const { dependsOn = [] } = Object.hasOwn(catalogue, name) ? (catalogue[name] ?? {}) : {};
    for (const needed of dependsOn) found.add(needed);
  }
  return found;
}

function countOf(incidents: readonly Incident[], concern: Concern): Fact<number> {
  const answers = incidents.map(concern);
  return answers.find(isUnknown) ?? answers.filter((answer) => answer === true).length;
}

/** A change that carries other work beside the fix is not only the fix: each of its pull requests must close one. */
function fixes(open: readonly Incident[], { closes, declared }: Told, concern: Concern): Fact<boolean> {
  const named = declaredNumber(declared);
  const answers = (numbers: readonly number[]): Fact<boolean> =>
    any(open.filter(({ number }) => numbers.includes(number)).map(concern));
  if (named.length > 0 && answers(named) === true) return true;
  if (open.length === 0 || closes === undefined) return false;
  if (isUnknown(closes)) return closes;
  const parts = closes.map(({ issues }) => answers(issues));
  if (parts.length === 0 || parts.includes(false)) return false;
  return parts.find(isUnknown) ?? true;
}

function any(answers: readonly Fact<boolean>[]): Fact<boolean> {
  return answers.includes(true) || (answers.find(isUnknown) ?? false);
}

/** An emergency names its incident in words; the number of an issue of this repository is `#12` or `12`. */
function declaredNumber(declared: ChangeFacts['declared']): readonly number[] {
  if (declared?.lane !== 'emergency') return [];
  const number = /^#?([1-9]\d{0,8})$/u.exec(declared.incident?.trim() ?? '')?.[1];
  return number === undefined ? [] : [Number(number)];
}
