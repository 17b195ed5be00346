import { created, found, invalid, notFound, ok } from '../answer.ts';
import { address, appBody, appSlug, page } from '../bodies.ts';
import { resolve } from '../git-store.ts';
import { recordIn, recordsIn, textIn, textOrNull, wordIn, type JsonRecord } from '../json.ts';
import { numberParam, onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { countedList, list } from '../paging.ts';
import type { CheckRun } from '../state.ts';

export const checkOperations: readonly Operation[] = [
  onRepository('checks/list-for-ref', 'checks=read', (call) => {
    const commit = found(resolve(call.repository.git, call.params['ref'] ?? ''));
    const runs = [...call.repository.checkRuns.values()].filter(({ headSha }) => headSha === commit.sha);
    return countedList(call, asked(call, runs), { under: 'check_runs', render: (run) => checkRunBody(call, run) });
  }),

  onRepository('checks/get', 'checks=read', (call) => ok(checkRunBody(call, checkRunAsked(call)))),

  onRepository('checks/list-annotations', 'checks=read', (call) =>
    list(call, checkRunAsked(call).annotations, (annotation) => annotation),
  ),

  onRepository('checks/create', 'checks=write', (call) => {
    if (call.token.kind === 'user') throw invalid('You must authenticate via a GitHub App.');
    const headSha = textIn(call.body, 'head_sha');
    if (!call.repository.git.commits.has(headSha)) throw invalid(`No commit found for SHA: ${headSha}`);
    const run = changed(call, newCheckRun(call, headSha));
    call.repository.checkRuns.set(run.id, run);
    return created(checkRunBody(call, run));
  }),

  onRepository('checks/update', 'checks=write', (call) => {
    const old = checkRunAsked(call);
    if (old.app !== appSlug(call.token.login)) throw notFound();
    const run = changed(call, old);
    call.repository.checkRuns.set(run.id, run);
    return ok(checkRunBody(call, run));
  }),
];

function checkRunAsked(call: RepositoryCall): CheckRun {
  return found(call.repository.checkRuns.get(numberParam(call, 'check_run_id')));
}

/** By name, status and app; of one name and app only the latest, unless all are asked for. */
function asked({ query }: RepositoryCall, runs: readonly CheckRun[]): CheckRun[] {
  const [name, status, app] = [query.get('check_name'), query.get('status'), query.get('app_id')];
  const matching = runs.filter(
    (run) =>
      (name === null || run.name === name) &&
      (status === null || run.status === status) &&
      (app === null || (run.app === 'github-actions') === (app === '15368')),
  );
  if (query.get('filter') === 'all') return matching.toReversed();
  return [...new Map(matching.map((run) => [`${run.app} ${run.name}`, run])).values()].reverse();
}

function newCheckRun({ state, token, body }: RepositoryCall, headSha: string): CheckRun {
  return {
    id: state.nextId(),
    headSha,
    run: null,
    app: appSlug(token.login),
    name: textIn(body, 'name'),
    status: 'queued',
    conclusion: null,
    startedAt: state.now,
    completedAt: null,
    detailsUrl: null,
    externalId: '',
    output: {},
    annotations: [],
  };
}

const conclusions = ['success', 'failure', 'neutral', 'cancelled', 'skipped', 'timed_out', 'action_required'] as const;

function changed({ body, state }: RepositoryCall, run: CheckRun): CheckRun {
  const conclusion = wordIn(body, 'conclusion', { words: conclusions, absent: run.conclusion });
  const status =
    conclusion === null
      ? wordIn(body, 'status', { words: ['queued', 'in_progress', 'completed'], absent: run.status })
      : 'completed';
  if (status === 'completed' && conclusion === null) throw missingConclusion();
  const { annotations: _, ...output } = checkedOutput(body);
  return {
    ...run,
    name: textIn(body, 'name', run.name),
    status,
    conclusion,
    startedAt: textIn(body, 'started_at', run.startedAt),
    completedAt: status === 'completed' ? (textOrNull(body, 'completed_at') ?? run.completedAt ?? state.now) : null,
    detailsUrl: textOrNull(body, 'details_url') ?? run.detailsUrl,
    externalId: textIn(body, 'external_id', run.externalId),
    output: {
      ...run.output,
      ...output,
    },
    annotations: [...run.annotations, ...recordsIn(recordIn(body, 'output'), 'annotations')],
  };
}

/** The description used to say that a completed check needs a conclusion and has lost it; GitHub still refuses. */
function missingConclusion(): Error {
  return invalid("Invalid request.\n\nFor 'allOf/1', missing required key: conclusion.");
}

const longestOutput = 65_535;

/** Summary and text are measured in characters, annotations at most 50 a request: not all of it is in the description. */
function checkedOutput(body: JsonRecord): JsonRecord {
  const output = recordIn(body, 'output');
  for (const field of ['summary', 'text', 'title']) {
    if (textIn(output, field).length > longestOutput)
      throw invalid(`Invalid request.\n\nOnly ${longestOutput} characters are allowed in ${field}.`);
  }
  if (recordsIn(output, 'annotations').length > 50)
    throw invalid('Invalid request.\n\nNo more than 50 annotations are allowed.');
  return output;
}

function checkRunBody({ repository, state }: RepositoryCall, run: CheckRun): JsonRecord {
  const { id, name, status, conclusion, app } = run;
  return {
    id,
    name,
    status,
    conclusion,
    head_sha: run.headSha,
    external_id: run.externalId,
    url: address(repository, `/check-runs/${id}`),
    html_url: page(repository, `/runs/${id}`),
    details_url: run.detailsUrl ?? page(repository, `/runs/${id}`),
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: textOrNull(run.output, 'title'),
      summary: textOrNull(run.output, 'summary'),
      text: textOrNull(run.output, 'text'),
      annotations_count: run.annotations.length,
      annotations_url: address(repository, `/check-runs/${id}/annotations`),
    },
    app: appBody(state, app),
  };
}
