import type { SizeFacts } from './derive.ts';
import { rollbackFacts, sizeFacts } from './derive.ts';
import type { SpelledOutFacts } from './facts.ts';
import { isUnknown } from './facts.ts';
import type { FactsProblem } from './schema-problems.ts';

/** Where a document says of itself what its files, its plan or its instant say otherwise. */
export function findContradictions(document: SpelledOutFacts): readonly FactsProblem[] {
  return [
    ...givenThoughDerived(document),
    ...againstFiles(document),
    ...againstPlan(document),
    ...againstRunning(document),
    ...againstSum(document.change ?? {}),
    ...repeatedFiles(document),
    ...makersBesideThose(document),
    ...countsBesideLists(document),
  ];
}

const leaveItOut = 'leave it out: it is derived';

function givenThoughDerived({ change, local }: SpelledOutFacts): readonly FactsProblem[] {
  const given = [
    ...(['type', 'isRollback'] as const).filter((name) => isGiven(change?.[name])).map((name) => `/change/${name}`),
    ...(Object.values(local ?? {}).some(isGiven) ? ['/local'] : []),
  ];
  return given.map((pointer) => ({
    pointer,
    problem: `\`${pointer.slice(1).replace('/', '.')}\` may not be given`,
    remedy: derivations[pointer] ?? leaveItOut,
  }));
}

/** Unknown is not given: a document made of gathered facts lists every fact. */
function isGiven(fact: unknown): boolean {
  return fact !== undefined && !isUnknown(fact);
}

const derivations: Readonly<Record<string, string>> = {
  '/change/type': 'leave it out: the policy decides it; an emergency is declared by `declared`',
  '/change/isRollback': 'leave it out: declare it by `declared`, and prove it by `wasLiveBefore`',
  '/local': 'leave it out: it follows from `evaluatedAt` and the policy’s time zone',
};

function againstFiles({ change, files }: SpelledOutFacts): readonly FactsProblem[] {
  if (files === undefined || isUnknown(files) || change === undefined) return [];
  return differences({ group: 'change', given: change, derived: sizeFacts(files), source: '`files`' });
}

function againstPlan({ rollback, plan }: SpelledOutFacts): readonly FactsProblem[] {
  if (plan === undefined || isUnknown(plan) || rollback === undefined) return [];
  return differences({ group: 'rollback', given: rollback, derived: rollbackFacts(plan), source: '`plan`' });
}

function againstRunning({ deployments, running }: SpelledOutFacts): readonly FactsProblem[] {
  if (running === undefined || isUnknown(running) || deployments === undefined) return [];
  const derived = { inProgress: running.length };
  return differences({ group: 'deployments', given: deployments, derived, source: '`running`' });
}

type Comparison = {
  readonly group: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly derived: Readonly<Record<string, unknown>>;
  readonly source: string;
};

function differences({ group, given, derived, source }: Comparison): readonly FactsProblem[] {
  return Object.entries(derived).flatMap(([name, value]) => {
    const said = given[name];
    if (said === undefined || isUnknown(said) || isUnknown(value) || isSame(said, value)) return [];
    return [
      {
        pointer: `/${group}/${name}`,
        problem: `says ${JSON.stringify(said)}, but ${source} gives ${JSON.stringify(value)}`,
        remedy: `correct it, or ${leaveItOut}`,
      },
    ];
  });
}

/** Shares may be given with fewer digits than they are derived with. */
const tolerance = 0.005;

function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'number' || typeof other !== 'number') return one === other;
  return Number.isInteger(one) && Number.isInteger(other) ? one === other : Math.abs(one - other) <= tolerance;
}

function againstSum({ linesAdded, linesDeleted, linesChanged }: Partial<SizeFacts>): readonly FactsProblem[] {
  if (typeof linesAdded !== 'number' || typeof linesDeleted !== 'number' || typeof linesChanged !== 'number') return [];
  if (linesChanged === linesAdded + linesDeleted) return [];
  const problem = `says ${linesChanged}, but \`linesAdded\` and \`linesDeleted\` make ${linesAdded + linesDeleted}`;
  return [{ pointer: '/change/linesChanged', problem, remedy: `correct it, or ${leaveItOut}` }];
}

function repeatedFiles({ files }: SpelledOutFacts): readonly FactsProblem[] {
  if (files === undefined || isUnknown(files)) return [];
  const seen = new Set<string>();
  return files.flatMap(({ path }, index) => {
    if (!seen.has(path)) return seen.add(path) && [];
    return [{ pointer: `/files/${index}/path`, problem: `\`${path}\` is listed twice`, remedy: 'list each file once' }];
  });
}

/** A maker of a part whom the whole does not know would count where the change is judged as one. */
function makersBesideThose({ makers, parts }: SpelledOutFacts): readonly FactsProblem[] {
  if (makers === undefined || isUnknown(makers) || parts === undefined || isUnknown(parts)) return [];
  const known = new Set(makers.map(spelled));
  return parts.flatMap((part, index) => {
    const other = isUnknown(part.makers) ? undefined : part.makers.find((name) => !known.has(spelled(name)));
    if (other === undefined) return [];
    const problem = `names \`${other}\`, whom \`makers\` leaves out`;
    return [{ pointer: `/parts/${index}/makers`, problem, remedy: 'name every maker in `makers`, or leave that out' }];
  });
}

/** Which of the listed incidents count for a change only a policy can tell, so that a count beside the list may be wrong. */
function countsBesideLists({ incidents, reviews, operations, change }: SpelledOutFacts): readonly FactsProblem[] {
  const counts = {
    '/operations/openIncidents': [incidents, operations?.openIncidents],
    '/operations/incidentsLast30d': [incidents, operations?.incidentsLast30d],
    '/operations/knownProblems': [incidents, operations?.knownProblems],
    '/change/fixesIncident': [incidents, change?.fixesIncident],
    '/operations/overdueReviews': [reviews, operations?.overdueReviews],
  };
  return Object.entries(counts).flatMap(([pointer, [list, count]]) => {
    if (!isGiven(list) || !isGiven(count)) return [];
    const source = pointer.endsWith('Reviews') ? 'reviews' : 'incidents';
    const problem = `\`${pointer.slice(1).replace('/', '.')}\` may not be given beside \`${source}\``;
    return [{ pointer, problem, remedy: `leave it out: it follows from \`${source}\`` }];
  });
}

/** GitHub tells no upper case from lower in a login, and people write an at sign before it. */
function spelled(login: string): string {
  return login.trim().replace(/^@/u, '').toLowerCase();
}
