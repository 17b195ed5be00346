import type { Fact, Incident } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Policy } from '../policy/policy.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { valuesOfField } from './issue-text.ts';
import type { ListQuery } from './list.ts';
import { firstPage, pageInfo, readList, readWholeList } from './list.ts';
import type { Reply } from './query.ts';
import { literal } from './query.ts';

/** Which issues are asked for: those that are incidents or known problems. */
export type IncidentQuery = { readonly rule: Policy['incidents']; readonly evaluatedAt: string };

type GraphIssue = {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly createdAt: string;
  /** Null while it is open. */
  readonly closedAt: string | null;
  readonly labels: { readonly nodes: readonly ({ readonly name: string } | null)[] | null } | null;
};

type Lists = Readonly<Record<'openIncidents' | 'recentIncidents' | 'knownProblems', ListQuery<GraphIssue>>>;

/** What is asked below `repository`, by the names that the answer gives it. */
export function incidentTexts(query: IncidentQuery): readonly { readonly name: string; readonly text: string }[] {
  return Object.entries(listsOf(query)).map(([name, list]) => ({ name, text: firstPage(list) }));
}

type Source = { readonly github: GitHub; readonly repository: RepositoryName; readonly reply: Reply };

/** Open incidents and known problems, and the incidents of late, oldest first. */
export async function readIncidents(source: Source, query: IncidentQuery): Promise<Fact<readonly Incident[]>> {
  const { openIncidents, recentIncidents, knownProblems } = listsOf(query);
  const [open, recent, problems] = await Promise.all([
    readWholeList(source, openIncidents),
    readList(source, recentIncidents),
    readWholeList(source, knownProblems),
  ]);
  if (isUnknown(open)) return open;
  if (isUnknown(recent)) return recent;
  if (isUnknown(problems)) return problems;
  const { seen, isWhole } = recent;
  if (!isWhole && !reachesBack(seen, query)) return { unknown: `there are more than ${seen.length} incidents of late` };
  const late = seen.filter(({ createdAt }) => isLate(createdAt, query));
  const incidents = new Map([...late, ...open].map((issue) => [issue.number, incidentOf(issue, 'incident', query)]));
  const others = problems.filter(({ number }) => !incidents.has(number));
  return [...incidents.values(), ...others.map((issue) => incidentOf(issue, 'problem', query))].toSorted(
    (one, other) => one.number - other.number,
  );
}

/** Every issue has fewer labels than GitHub gives at once. */
const issueText = 'number title body createdAt closedAt labels(first: 100) { nodes { name } }';

const daysBack = 30;
const day = 86_400_000;

function listsOf(query: IncidentQuery): Lists {
  const { label, problemLabel } = query.rule;
  const open = (name: string, of: string) => listOf({ name, of, filter: 'states: OPEN, ', atMost: 1_000 });
  return {
    openIncidents: { ...open('openIncidents', label), operation: 'reading the open incidents' },
    recentIncidents: {
      ...listOf({ name: 'recentIncidents', of: label, filter: '', atMost: 1_000 }),
      operation: 'reading the incidents of late',
      isEnough: (seen) => reachesBack(seen, query),
    },
    knownProblems: { ...open('knownProblems', problemLabel), operation: 'reading the known problems' },
  };
}

type List = { readonly name: string; readonly of: string; readonly filter: string; readonly atMost: number };

function listOf({ name, of, filter, atMost }: List): Omit<ListQuery<GraphIssue>, 'operation'> {
  const order = 'orderBy: { field: CREATED_AT, direction: DESC }';
  return {
    path: [name],
    text: (page) =>
      `${name}: issues(labels: ${literal([of])}, ${filter}${order}, ${page}) { nodes { ${issueText} } ${pageInfo} }`,
    atMost,
  };
}

function isLate(createdAt: string, { evaluatedAt }: IncidentQuery): boolean {
  return Date.parse(createdAt) >= Date.parse(evaluatedAt) - daysBack * day;
}

function reachesBack(newestFirst: readonly GraphIssue[], query: IncidentQuery): boolean {
  const last = newestFirst.at(-1);
  return last !== undefined && !isLate(last.createdAt, query);
}

function incidentOf(issue: GraphIssue, kind: Incident['kind'], { rule }: IncidentQuery): Incident {
  const { number, title, createdAt: openedAt, closedAt } = issue;
  return { number, title, openedAt, closedAt, services: servicesOf(issue, rule), kind };
}

/** A label is set by who may; the field of a form is read where there is none. */
function servicesOf({ labels, body }: GraphIssue, rule: Policy['incidents']): readonly string[] | null {
  const [before = '', after = ''] = rule.serviceLabel.split('*');
  const named = (labels?.nodes ?? []).flatMap((label) => {
    const name = label?.name ?? '';
    const isFitting = name.length > before.length + after.length && name.startsWith(before) && name.endsWith(after);
    return isFitting ? [name.slice(before.length, name.length - after.length).trim()] : [];
  });
  return named.length > 0 ? named : valuesOfField(body, rule.serviceField);
}
