import { ownCheckPrefix } from '../change/checks.ts';
import type { Check, Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Actor } from './actor.ts';
import { actorText, loginOf } from './actor.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { ListQuery } from './list.ts';
import { firstPage, pageInfo, readWholeList } from './list.ts';
import type { Reply } from './query.ts';
import { literal, partOf } from './query.ts';

/** The job that asks, whose own check never counts. */
export type OwnJob = { readonly runId: number; readonly name: string };

/** What is asked below `repository` for the checks of a commit, and for its files. */
export function headText(sha: string): string {
  return `head: object(oid: ${literal(sha)}) { ... on Commit { oid tree { oid } } } ${firstPage(checkList(sha))}`;
}

/** The tree of the head. */
export function headTree(reply: Reply): Fact<string> {
  const head = partOf<{ readonly oid?: string; readonly tree?: { readonly oid: string } }>(reply, {
    path: ['repository', 'head'],
    operation: 'reading the commit to be deployed',
    depth: 'itself',
  });
  if (isUnknown(head)) return head;
  return head?.tree?.oid ?? { unknown: 'GitHub does not know the commit to be deployed' };
}

type Source = { readonly github: GitHub; readonly repository: RepositoryName; readonly reply: Reply };
type Wanted = { readonly sha: string; readonly ownJob: OwnJob | null };

/** Checks and statuses of a commit, each with who made it. */
export async function readChecks(source: Source, { sha, ownJob }: Wanted): Promise<Fact<readonly Check[]>> {
  const tree = headTree(source.reply);
  if (isUnknown(tree)) return tree;
  const rollup = partOf(source.reply, { path: rollupPath, operation, depth: 'itself' });
  if (rollup === null) return [];
  const contexts = await readWholeList(source, checkList(sha));
  if (isUnknown(contexts)) return contexts;
  return contexts.filter((context) => !isOwn(context, ownJob) && !isAnswer(context)).map(checkOf);
}

const operation = 'reading the checks';
const rollupPath = ['repository', 'head', 'statusCheckRollup'];

type GraphCheckRun = {
  readonly kind: 'CheckRun';
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly completedAt: string | null;
  readonly checkSuite: {
    readonly app: { readonly slug: string } | null;
    readonly workflowRun: { readonly url: string; readonly workflow: { readonly name: string } } | null;
  };
};

type GraphStatus = {
  readonly kind: 'StatusContext';
  readonly context: string;
  readonly state: string;
  readonly createdAt: string;
  readonly creator: Actor;
};

function checkList(sha: string): ListQuery<GraphCheckRun | GraphStatus> {
  const suite = 'checkSuite { app { slug } workflowRun { url workflow { name } } }';
  const run = `... on CheckRun { name status conclusion completedAt ${suite} }`;
  const status = `... on StatusContext { context state createdAt creator ${actorText} }`;
  const nodes = `nodes { kind: __typename ${run} ${status} }`;
  const rollup = (page: string) => `statusCheckRollup { contexts(${page}) { ${nodes} ${pageInfo} } }`;
  return {
    operation,
    path: ['head', 'statusCheckRollup', 'contexts'],
    text: (page) => `head: object(oid: ${literal(sha)}) { ... on Commit { ${rollup(page)} } }`,
    atMost: 2_000,
  };
}

/** A job that is still running in this run, by its id or its name in a workflow that was called. */
function isOwn(context: GraphCheckRun | GraphStatus, own: OwnJob | null): boolean {
  if (own === null || context.kind !== 'CheckRun' || context.status === 'COMPLETED') return false;
  const isOfRun = context.checkSuite.workflowRun?.url.endsWith(`/actions/runs/${own.runId}`) === true;
  return isOfRun && (context.name === own.name || context.name.endsWith(` / ${own.name}`));
}

/** What the gate itself wrote. GitHub puts it into some suite of the same app, whose workflow would become part of its name. */
function isAnswer(context: GraphCheckRun | GraphStatus): boolean {
  return context.kind === 'CheckRun' && context.name.startsWith(`${ownCheckPrefix} / `);
}

function checkOf(context: GraphCheckRun | GraphStatus): Check {
  return context.kind === 'CheckRun' ? checkOfRun(context) : checkOfStatus(context);
}

function checkOfRun({ name, status, conclusion, completedAt, checkSuite }: GraphCheckRun): Check {
  const workflow = checkSuite.workflowRun?.workflow.name;
  const hasEnded = status === 'COMPLETED';
  return {
    app: checkSuite.app?.slug ?? '',
    name: workflow === undefined ? name : `${workflow} / ${name}`,
    conclusion: hasEnded ? (conclusion?.toLowerCase() ?? null) : null,
    completedAt: hasEnded ? completedAt : null,
  };
}

/** A status belongs to its creator; a bot keeps its `[bot]`, so that it passes for no app. */
function checkOfStatus({ context, state, createdAt, creator }: GraphStatus): Check {
  const hasEnded = state !== 'PENDING' && state !== 'EXPECTED';
  return {
    app: loginOf(creator) ?? '',
    name: context,
    conclusion: hasEnded ? state.toLowerCase() : null,
    completedAt: hasEnded ? createdAt : null,
  };
}
