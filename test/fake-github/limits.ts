/** Points of the hourly limits, which REST and GraphQL have apart. */
export type Resource = 'core' | 'graphql';

export interface RateLimits {
  spend(resource: Resource, points: number): void;
  used(resource: Resource): number;
  /** The headers that every answer carries; `now` is the fake's clock. */
  headers(resource: Resource, now: string): Record<string, string>;
}

export const hourlyLimit = 1000;

export function rateLimits(): RateLimits {
  const spent = { core: 0, graphql: 0 };
  const used = (resource: Resource): number => Math.min(spent[resource], hourlyLimit);
  return {
    spend(resource, points) {
      spent[resource] += points;
    },
    used,
    headers: (resource, now) => ({
      'x-ratelimit-limit': String(hourlyLimit),
      'x-ratelimit-remaining': String(hourlyLimit - used(resource)),
      'x-ratelimit-used': String(used(resource)),
      'x-ratelimit-reset': String(secondsOf(now) + 3600),
      'x-ratelimit-resource': resource,
    }),
  };
}

export function secondsOf(now: string): number {
  return Math.floor(Date.parse(now) / 1000);
}
