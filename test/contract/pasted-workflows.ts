import { readdirSync, readFileSync } from 'node:fs';
import { CORE_SCHEMA, load } from 'js-yaml';
import { isRecord } from '../fake-github/json.ts';

const folder = new URL('../../docs/workflows/', import.meta.url);

/** The workflows that people paste. */
export const pasted = readdirSync(folder)
  .filter((name) => name.endsWith('.yml'))
  .map((name) => ({ name }));

export type JobPermissions = Readonly<Record<string, 'none' | 'read' | 'write'>>;
export type WorkflowJob = {
  readonly id: string;
  readonly permissions: JobPermissions;
  /** What the token of an app may do that the job makes; null if it makes none. */
  readonly app: JobPermissions | null;
};

/** The jobs of such a workflow, with what each may do. */
export function jobsOf(name: string): readonly WorkflowJob[] {
  const workflow: unknown = load(readFileSync(new URL(name, folder), 'utf8'), { schema: CORE_SCHEMA });
  const jobs = isRecord(workflow) && isRecord(workflow['jobs']) ? Object.entries(workflow['jobs']) : [];
  return jobs.map(([id, job]) => ({ id, permissions: permissionsOf(job), app: permissionsOfApp(job) }));
}

/** What one job may do. */
export function permissionsOfJob(name: string, wanted: string): JobPermissions {
  const job = jobsOf(name).find(({ id }) => id === wanted);
  if (job === undefined) throw new Error(`${name} has no job ${wanted}`);
  // Where a job makes a token of an app, that is the one the gate gets.
  return job.app ?? job.permissions;
}

/** Jobs and their permissions as a table in Markdown; a deployment of one's own needs what it needs. */
export function permissionTable(): string {
  const rows = pasted.flatMap(({ name }) =>
    jobsOf(name)
      .filter(({ id }) => id !== 'deploy')
      .flatMap(({ id, permissions, app }) => [
        rowOf(name, `\`${id}\``, permissions),
        ...(app === null ? [] : [rowOf(name, `the app of \`${id}\``, app)]),
      ]),
  );
  const head = ['workflow', 'job', ...columns];
  return [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...rows].join('\n');
}

function rowOf(name: string, job: string, permissions: JobPermissions): string {
  const levels = columns.map((column) => permissions[column] ?? '');
  return `| \`${name}\` | ${job} | ${levels.map((level) => (level === 'write' ? '**write**' : level)).join(' | ')} |`;
}

const columns = ['actions', 'checks', 'contents', 'deployments', 'issues', 'pull-requests', 'statuses'];

function permissionsOf(job: unknown): JobPermissions {
  return levelsOf(isRecord(job) && isRecord(job['permissions']) ? job['permissions'] : {});
}

/** The inputs `permission-…` of the step that makes the token. */
function permissionsOfApp(job: unknown): JobPermissions | null {
  const steps = isRecord(job) && Array.isArray(job['steps']) ? job['steps'].filter(isRecord) : [];
  const making = steps.find(({ uses }) => String(uses).startsWith('actions/create-github-app-token@'));
  const given = making?.['with'];
  if (!isRecord(given)) return null;
  const named = Object.entries(given).filter(([name]) => name.startsWith('permission-'));
  return levelsOf(Object.fromEntries(named.map(([name, level]) => [name.replace('permission-', ''), level])));
}

function levelsOf(given: Readonly<Record<string, unknown>>): JobPermissions {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, level]) => (level === 'read' || level === 'write' ? [[name, level]] : [])),
  );
}
