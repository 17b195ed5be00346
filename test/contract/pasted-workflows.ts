import { readdirSync, readFileSync } from 'node:fs';
import { CORE_SCHEMA, load } from 'js-yaml';
import { isRecord } from '../fake-github/json.ts';

const folder = new URL('../../docs/workflows/', import.meta.url);

/** The workflows that people paste. */
export const pasted = readdirSync(folder)
  .filter((name) => name.endsWith('.yml'))
  .map((name) => ({ name }));

export type JobPermissions = Readonly<Record<string, 'none' | 'read' | 'write'>>;
export type WorkflowJob = { readonly id: string; readonly permissions: JobPermissions };

/** The jobs of such a workflow, with what each may do. */
export function jobsOf(name: string): readonly WorkflowJob[] {
  const workflow: unknown = load(readFileSync(new URL(name, folder), 'utf8'), { schema: CORE_SCHEMA });
  const jobs = isRecord(workflow) && isRecord(workflow['jobs']) ? Object.entries(workflow['jobs']) : [];
  return jobs.map(([id, job]) => ({ id, permissions: permissionsOf(job) }));
}

/** What one job may do. */
export function permissionsOfJob(name: string, wanted: string): JobPermissions {
  const job = jobsOf(name).find(({ id }) => id === wanted);
  if (job === undefined) throw new Error(`${name} has no job ${wanted}`);
  return job.permissions;
}

/** Jobs and their permissions as a table in Markdown; a deployment of one's own needs what it needs. */
export function permissionTable(): string {
  const rows = pasted.flatMap(({ name }) =>
    jobsOf(name)
      .filter(({ id }) => id !== 'deploy')
      .map(({ id, permissions }) => {
        const levels = columns.map((column) => permissions[column] ?? '');
        return `| \`${name}\` | \`${id}\` | ${levels.map((level) => (level === 'write' ? '**write**' : level)).join(' | ')} |`;
      }),
  );
  const head = ['workflow', 'job', ...columns];
  return [`| ${head.join(' | ')} |`, `|${head.map(() => '---').join('|')}|`, ...rows].join('\n');
}

const columns = ['actions', 'checks', 'contents', 'deployments', 'issues', 'pull-requests', 'statuses'];

function permissionsOf(job: unknown): JobPermissions {
  const given = isRecord(job) && isRecord(job['permissions']) ? job['permissions'] : {};
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, level]) => (level === 'read' || level === 'write' ? [[name, level]] : [])),
  );
}
