import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FactsDocument } from '../change/facts.ts';
import { InputError } from '../errors.ts';
import { gatherGitFacts } from '../git/gather.ts';
import { planOfChange } from '../policy/read-plan.ts';
import type { Options } from './options.ts';

type Surroundings = { readonly cwd: string; readonly evaluatedAt: string };

/** The facts of the repository that a command line names, or in which the user stands. */
export async function gatherRepositoryFacts(
  options: Options,
  { cwd, evaluatedAt }: Surroundings,
): Promise<FactsDocument> {
  const services = options.list('service');
  const { facts, planFile } = await gatherGitFacts({
    repository: folderOf(options.value('repo'), cwd),
    base: options.value('base'),
    head: options.value('head'),
    evaluatedAt,
    environment: options.value('environment'),
    services: services.length === 0 ? null : services,
  });
  return { ...facts, plan: planOfChange(planFile) };
}

function folderOf(named: string | null, cwd: string): string {
  if (named === null) return cwd;
  const folder = resolve(cwd, named);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw new InputError({
    problem: `there is no folder \`${named}\``,
    remedy: 'name a clone with `--repo`, or leave it out to judge the one that you stand in',
  });
}
