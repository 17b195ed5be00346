import type { Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { attempt } from './attempt.ts';

/** The answer to a query: what there is, and what was refused. */
export type Reply = { readonly data: unknown; readonly problems: readonly FieldProblem[] };

type FieldProblem = { readonly path: readonly string[]; readonly type: string };

/** Asks about a repository. The text names what is wanted below `repository`; beside it `viewer` is always told. */
export async function ask(
  github: GitHub,
  repository: RepositoryName,
  { operation, text }: { readonly operation: string; readonly text: string },
): Promise<Reply | Unknown> {
  const name = `owner: ${literal(repository.owner)}, name: ${literal(repository.repo)}`;
  const query = `query { viewer { login } repository(${name}) { ${text} } }`;
  const answer = await attempt(operation, async () => ({ body: await github.query(query) }));
  return isUnknown(answer) ? answer : replyOf(answer.body, operation);
}

/** Asks the same of several repositories, which the answer names `r0`, `r1` and so on. */
export async function askEach(
  github: GitHub,
  repositories: readonly RepositoryName[],
  { operation, text }: { readonly operation: string; readonly text: string },
): Promise<Reply | Unknown> {
  const parts = repositories.map(
    ({ owner, repo }, index) => `r${index}: repository(owner: ${literal(owner)}, name: ${literal(repo)}) { ${text} }`,
  );
  const answer = await attempt(operation, async () => ({ body: await github.query(`query { ${parts.join(' ')} }`) }));
  return isUnknown(answer) ? answer : replyOf(answer.body, operation);
}

/** A text as a literal of GraphQL, whose strings are written like those of JSON. */
export function literal(value: string | readonly string[]): string {
  return JSON.stringify(value);
}

type Part = {
  /** Names that lead to the part, from the top. */
  readonly path: readonly string[];
  readonly operation: string;
  /** Whether a refusal further down counts too. */
  readonly depth: 'itself' | 'all';
};

/** A part of a reply, of the shape that the query gives it; unknown if it, or something that it needs, was refused. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- whoever asks knows the shape of what they asked for
export function partOf<Shape>(reply: Reply, part: Part): Shape | null | Unknown {
  const problem = reply.problems.find(({ path }) => isAbove(path, part.path) || isBelow(path, part));
  if (problem !== undefined) return { unknown: wordsOf(problem, part.operation) };
  // GitHub's published schema fixes the shape of what a query asks for, and the tests hold every query against it.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return valueAt(reply.data, part.path) as Shape | null;
}

function replyOf(body: unknown, operation: string): Reply | Unknown {
  const [data, errors] = [fieldOf(body, 'data'), fieldOf(body, 'errors')];
  const problems = Array.isArray(errors) ? errors.map(problemOf) : [];
  const whole = problems.find(({ path }) => path.length === 0);
  if (whole !== undefined) return { unknown: wordsOf(whole, operation) };
  if (typeof data === 'object' && data !== null) return { data, problems };
  return { unknown: problems[0] === undefined ? unreadable(operation) : wordsOf(problems[0], operation) };
}

function unreadable(operation: string): string {
  return `GitHub's answer to ${operation} could not be read`;
}

function problemOf(error: unknown): FieldProblem {
  const [path, type] = [fieldOf(error, 'path'), fieldOf(error, 'type')];
  return { path: Array.isArray(path) ? path.map(String) : [], type: typeof type === 'string' ? type : 'an error' };
}

function isAbove(path: readonly string[], part: readonly string[]): boolean {
  return path.length <= part.length && path.every((step, index) => step === part[index]);
}

function isBelow(path: readonly string[], { path: part, depth }: Part): boolean {
  return depth === 'all' && part.every((step, index) => step === path[index]);
}

function wordsOf({ path, type }: FieldProblem, operation: string): string {
  const permission = type === 'FORBIDDEN' ? permissionFor(path) : undefined;
  const lack = permission === undefined ? '' : `; the token lacks the permission ${permission}`;
  return `GitHub answered ${type} to ${operation}${lack}`;
}

/** GitHub does not say which permission a field wants; the innermost field that is known tells. */
function permissionFor(path: readonly string[]): string | undefined {
  const names = path.map((step) => step.replace(/\d+$/, ''));
  const field = names.findLast((name) => permissions.has(name));
  return permissions.get(field ?? '');
}

const permissions: ReadonlyMap<string, string> = new Map([
  ['pullRequest', '`pull-requests: read`'],
  ['associatedPullRequests', '`pull-requests: read`'],
  ['comments', '`pull-requests: read`'],
  ['commit', '`contents: read`'],
  ['mergeCommit', '`contents: read`'],
  ['head', '`contents: read`'],
  ['file', '`contents: read`'],
  ['deployments', '`deployments: read`'],
  ['statusCheckRollup', '`checks: read` and `statuses: read`'],
  ['contexts', '`checks: read` and `statuses: read`'],
  ['checkSuites', '`checks: read`'],
  ['workflowRun', '`actions: read`'],
  ['branch', '`contents: read`'],
  ['environment', '`actions: read`'],
  ['openIncidents', '`issues: read`'],
  ['recentIncidents', '`issues: read`'],
  ['knownProblems', '`issues: read`'],
  ['openReviews', '`issues: read`'],
  ['closes', '`issues: read`'],
  ['models', '`contents: read`'],
]);

function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce((value, step) => fieldOf(value, step), data) ?? null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
