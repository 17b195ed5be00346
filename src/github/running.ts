import type { Fact, RunningDeployment } from '../change/facts.ts';
import type { Deployment } from './deployment-list.ts';

/** A deployment that is running, with the services that it names itself. */
export function readRunning(deployment: Deployment): RunningDeployment {
  const { id, sha, environment, createdAt, stateAt, logUrl } = deployment;
  return {
    id,
    sha,
    environment,
    startedAt: createdAt,
    lastStatusAt: stateAt,
    url: logUrl,
    services: servicesNamed(deployment),
  };
}

/** Anybody who may make deployments can write anything into them: only what the policy's deployers say is believed. */
function servicesNamed({ payload, isTrusted }: Deployment): Fact<readonly string[]> {
  if (!isTrusted) return { unknown: 'who made the deployment is none of `record.deployers`' };
  const services = listIn(parsed(payload ?? ''));
  return services ?? { unknown: 'the payload of the deployment names no services' };
}

/** What was given as a text comes as a text within the JSON. */
function parsed(text: string): unknown {
  const value = jsonOrNull(text);
  return typeof value === 'string' ? jsonOrNull(value) : value;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function listIn(payload: unknown): readonly string[] | null {
  if (typeof payload !== 'object' || payload === null || !('services' in payload)) return null;
  const { services } = payload;
  if (!Array.isArray(services) || services.length === 0 || services.length > mostServices) return null;
  return services.every((name) => typeof name === 'string' && name.length <= longestName) ? services : null;
}

const mostServices = 1_000;
const longestName = 1_000;
