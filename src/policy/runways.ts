import type { Policy } from './policy.ts';

/** How long a deployment of each service takes, where the catalogue says so. */
export function runwaysOf({ services }: Pick<Policy, 'services'>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(services).flatMap(([name, { runway }]) => (runway === undefined ? [] : [[name, runway]])),
  );
}
