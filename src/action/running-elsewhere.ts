import type { ChangeFacts, Fact } from '../change/facts.ts';
import type { Catalogue } from '../change/services.ts';
import { relatedServices, servicesOf } from '../change/services.ts';
import { environmentsOf } from '../approval/routes.ts';
import type { DeploymentQuery } from '../github/deployment-list.ts';
import type { DeployingRepository } from '../github/running-elsewhere.ts';
import type { Policy } from '../policy/policy.ts';
import { assumedEnvironment } from './inputs.ts';
import { withOwnLinks } from './running.ts';
import type { Scene } from './scene.ts';

type Elsewhere = Pick<ChangeFacts, 'runningElsewhere'>;
type Asking = Pick<Scene, 'event' | 'inputs' | 'runner' | 'central'>;

/** Running deployments of services that the change has to do with and that other repositories deploy, if they count. */
export async function seeRunningElsewhere(scene: Asking, policy: Policy, facts: ChangeFacts): Promise<Elsewhere> {
  if (policy.conflicts?.acrossRepositories !== true) return {};
  const repositories = otherRepositories(servicesOf(facts, policy.services).services, policy.services, scene);
  if (repositories.length === 0) return { runningElsewhere: [] };
  if (scene.central === null)
    return { runningElsewhere: { unknown: 'there is no token to ask other repositories with' } };
  const [{ readRunningElsewhere }, github] = await Promise.all([
    import('../github/running-elsewhere.ts'),
    scene.central(),
  ]);
  const running = await readRunningElsewhere(github, repositories, queryOf(scene, policy));
  return { runningElsewhere: withOwnLinks(running, scene) };
}

function queryOf({ inputs, runner }: Asking, { approvals, record }: Policy): DeploymentQuery {
  return {
    environments: environmentsOf(approvals, inputs.environment ?? assumedEnvironment),
    deployers: record.deployers,
    ownRunId: null,
    ownDeployment: null,
    evaluatedAt: runner.now(),
  };
}

function otherRepositories(
  touched: Fact<readonly string[]>,
  catalogue: Catalogue,
  { event }: Pick<Scene, 'event'>,
): readonly DeployingRepository[] {
  const own = `${event.owner}/${event.repository}`.toLowerCase();
  const services = new Map<string, string[]>();
  for (const name of relatedServices(touched, catalogue)) {
    const repository = catalogue[name]?.repository;
    if (repository === undefined || repository.toLowerCase() === own) continue;
    services.set(repository, [...(services.get(repository) ?? []), name]);
  }
  return [...services].map(([repository, of]) => {
    const [owner = '', repo = ''] = repository.split('/');
    return { name: { owner, repo }, services: of };
  });
}
