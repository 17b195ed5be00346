import type { FactsDocument } from '../change/facts.ts';
import { gatherGitFacts } from '../git/gather.ts';
import { planOfChange } from '../policy/read-plan.ts';
import { readInstant } from './instant.ts';
import type { Options } from './options.ts';
import type { World } from './world.ts';

/** The facts of the repository that a command line names, or in which the user stands. */
export async function gatherRepositoryFacts(options: Options, world: World): Promise<FactsDocument> {
  const services = options.list('service');
  const { facts, planFile } = await gatherGitFacts({
    repository: options.value('repo') ?? world.cwd,
    base: options.value('base'),
    head: options.value('head'),
    evaluatedAt: readInstant(options.value('at')) ?? world.now(),
    environment: options.value('environment'),
    services: services.length === 0 ? null : services,
  });
  return { ...facts, plan: planOfChange(planFile) };
}
