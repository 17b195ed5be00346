import type { Fact, Lane } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { readDuration } from './written.ts';

type RunwayInput = {
  /** The schedule's own runway, for services without one. */
  readonly usual: string;
  readonly services: Fact<readonly string[]>;
  readonly runways: Readonly<Record<string, string>>;
  readonly lane: Lane;
};

/** Milliseconds that a deployment needs: the longest of its services. Rollbacks and emergencies need none. */
export function runwayOf({ usual, services, runways, lane }: RunwayInput): number {
  if (lane !== 'none') return 0;
  const each = isUnknown(services) ? Object.values(runways) : services.map((service) => runways[service] ?? usual);
  const isUsual = isUnknown(services) || services.length === 0;
  return Math.max(0, ...[...each, ...(isUsual ? [usual] : [])].map(readDuration));
}
