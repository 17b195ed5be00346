import { closest } from '../closest.ts';
import { InputError } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';

/** Refuses services that the catalogue does not have: no rule of the one that was meant would apply. */
export function refuseUnknownServices(named: readonly string[], { services }: Pick<Policy, 'services'>): void {
  const known = Object.keys(services);
  const unknown = named.find((name) => !known.includes(name));
  if (known.length === 0 || unknown === undefined) return;
  const near = closest(unknown, known);
  throw new InputError({
    problem: `\`--service ${unknown}\` is not in the service catalogue of the policy`,
    remedy: near === null ? `the catalogue has ${quoted(known)}` : `did you mean \`${near}\`?`,
  });
}

const mostShown = 10;

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, mostShown).map((name) => `\`${name}\``);
  return names.length > mostShown ? `${shown.join(', ')} and ${names.length - mostShown} more` : shown.join(', ');
}
