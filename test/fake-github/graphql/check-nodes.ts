import { suiteOf, suitesOn, type CheckSuite } from '../check-suites.ts';
import type { Commit } from '../git-store.ts';
import { textOrNull } from '../json.ts';
import type { CheckRun, CommitStatus } from '../state.ts';
import { actorNode, addressFields, appNode } from './actors.ts';
import { connection } from './connection.ts';
import {
  demand,
  inputArg,
  nodeId,
  numberArg,
  textArg,
  textsArg,
  type Args,
  type GraphNode,
  type Here,
} from './graph.ts';
import { workflowRunNode } from './workflow-node.ts';

export function suitesOf(here: Here, { sha }: Commit, args: Args): GraphNode {
  const filter = inputArg(args, 'filterBy');
  const [app, name] = [numberArg(filter, 'appId'), textArg(filter, 'checkName')];
  const suites = suitesOn(here.repository, sha).filter(
    (suite) =>
      (app === undefined || appNode(here.state, suite.app)['databaseId'] === app) &&
      (name === undefined || suite.checkRuns.some((run) => run.name === name)),
  );
  return connection(args, suites, (suite) => suiteNode(here, suite));
}

function suiteNode(here: Here, suite: CheckSuite): GraphNode {
  demand(here, 'checks=read');
  const { id, app, createdAt, status, conclusion, workflowRun, checkRuns } = suite;
  return {
    __typename: 'CheckSuite',
    id: nodeId('CheckSuite', id),
    databaseId: id,
    app: appNode(here.state, app),
    status: status.toUpperCase(),
    conclusion: conclusion?.toUpperCase() ?? null,
    createdAt,
    updatedAt: createdAt,
    workflowRun: () => (workflowRun === null ? null : workflowRunNode(here, workflowRun)),
    checkRuns: (args: Args) =>
      connection(args, checkRunsAsked(here, checkRuns, args), (run) => checkRunNode(here, run)),
  };
}

/** Of one name only the latest, unless all are asked for. */
function checkRunsAsked({ state }: Here, runs: readonly CheckRun[], args: Args): CheckRun[] {
  const filter = inputArg(args, 'filterBy');
  const [app, name, status] = [numberArg(filter, 'appId'), textArg(filter, 'checkName'), textArg(filter, 'status')];
  const [statuses, conclusions] = [textsArg(filter, 'statuses'), textsArg(filter, 'conclusions')];
  const matching = runs.filter(
    (run) =>
      (app === undefined || appNode(state, run.app)['databaseId'] === app) &&
      (name === undefined || run.name === name) &&
      (status === undefined || run.status.toUpperCase() === status) &&
      (statuses === undefined || statuses.includes(run.status.toUpperCase())) &&
      (conclusions === undefined || conclusions.includes(run.conclusion?.toUpperCase() ?? '')),
  );
  return textArg(filter, 'checkType') === 'ALL' ? matching : latestOfEach(matching);
}

function latestOfEach(runs: readonly CheckRun[]): CheckRun[] {
  return [...new Map(runs.map((run) => [`${run.app} ${run.run} ${run.name}`, run])).values()];
}

function checkRunNode(here: Here, run: CheckRun): GraphNode {
  demand(here, 'checks=read');
  const { id, name, status, conclusion, startedAt, completedAt, externalId, detailsUrl, output } = run;
  const suite = suiteOf(here.repository, run);
  const address = addressFields(here.repository, `/runs/${id}`);
  return {
    ...address,
    __typename: 'CheckRun',
    id: nodeId('CheckRun', id),
    databaseId: id,
    name,
    status: status.toUpperCase(),
    conclusion: conclusion?.toUpperCase() ?? null,
    startedAt,
    completedAt,
    externalId,
    detailsUrl: detailsUrl ?? address['url'],
    permalink: address['url'],
    title: textOrNull(output, 'title'),
    summary: textOrNull(output, 'summary'),
    text: textOrNull(output, 'text'),
    checkSuite: () => (suite === undefined ? null : suiteNode(here, suite)),
  };
}

/** Checks and statuses of a commit together; null if it has none. Each is seen by its own permission. */
export function rollupOf(here: Here, commit: Commit): GraphNode | null {
  demand(here, 'checks=read; statuses=read');
  const runs = latestOfEach([...here.repository.checkRuns.values()].filter(({ headSha }) => headSha === commit.sha));
  const statuses = latestStatuses(here, commit.sha);
  if (runs.length + statuses.length === 0) return null;
  const items = [
    ...runs.map((run) => () => checkRunNode(here, run)),
    ...statuses.map((status) => () => statusNode(here, status)),
  ];
  return {
    __typename: 'StatusCheckRollup',
    id: nodeId('StatusCheckRollup', commit.sha),
    state: worst([...runs.map(stateOfRun), ...statuses.map(({ state }) => state.toUpperCase())]),
    commit: () => here.nodes.commit(here, commit),
    contexts: (args: Args) => ({
      ...connection(args, items, (item) => item()),
      checkRunCount: runs.length,
      statusContextCount: statuses.length,
    }),
  };
}

function latestStatuses({ repository }: Here, sha: string): CommitStatus[] {
  const all = repository.statuses.filter((status) => status.sha === sha);
  return [...new Map(all.map((status) => [status.context, status])).values()];
}

function stateOfRun({ status, conclusion }: CheckRun): string {
  if (status !== 'completed') return 'PENDING';
  return conclusion === 'success' || conclusion === 'neutral' || conclusion === 'skipped' ? 'SUCCESS' : 'FAILURE';
}

function worst(states: readonly string[]): string {
  return ['ERROR', 'FAILURE', 'PENDING'].find((state) => states.includes(state)) ?? 'SUCCESS';
}

function statusNode(here: Here, { id, context, state, description, creator, createdAt }: CommitStatus): GraphNode {
  demand(here, 'statuses=read');
  return {
    __typename: 'StatusContext',
    id: nodeId('StatusContext', id),
    context,
    state: state.toUpperCase(),
    description,
    targetUrl: null,
    createdAt,
    creator: actorNode(here.state, creator),
  };
}
