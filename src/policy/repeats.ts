import { closest } from '../closest.ts';
import type { Problem } from '../errors.ts';
import { keyOf } from './entries.ts';
import type { Entry } from './entries.ts';

/** Entries that stand twice in one policy, and removals of what is not there. */
export function repeatProblems(entries: readonly Entry[]): readonly Problem[] {
  const last = new Map<string, Entry>();
  const problems: Problem[] = [];
  for (const entry of entries) {
    const earlier = last.get(keyOf(entry));
    if (earlier?.unit === entry.unit) problems.push(twice(entry, earlier));
    if (entry.isRemoval && earlier === undefined) problems.push(nothingToRemove(entry, last.values()));
    last.set(keyOf(entry), entry);
  }
  return problems;
}

function twice(entry: Entry, { place }: Entry): Problem {
  return {
    ...entry.place,
    severity: 'error',
    code: 'policy/twice',
    problem: `\`${keyOf(entry)}\` stands twice: the first is at ${place.file}:${place.line}:${place.column}`,
    remedy: 'rename or remove one of them',
  };
}

function nothingToRemove({ place, list, id }: Entry, earlier: Iterable<Entry>): Problem {
  const ids = [...earlier].filter((entry) => entry.list === list).map((entry) => entry.id);
  const meant = closest(id, ids);
  return {
    ...place,
    severity: 'warning',
    code: 'policy/nothing-to-remove',
    problem: `no inherited policy has \`${list}/${id}\`, so there is nothing to remove`,
    remedy: meant === null ? 'take this entry out' : `did you mean \`${meant}\`?`,
  };
}
