import { wildcardMatcher } from '../change/glob.ts';
import type { Problem } from '../errors.ts';
import { fieldOf, hasTrue, keyOf, valueAt } from './entries.ts';
import type { Entry } from './entries.ts';
import type { Unit } from './units.ts';

/** Who locked something, and where. */
type Lock = { readonly unit: number; readonly by: string; readonly place: Entry['place'] };

/**
 * Entries that weaken what a policy before them locked. A locked rule would be worth nothing if its authorities, its
 * calendar, its services or the effect of its windows could be rewritten, so these are locked with it.
 */
export function lockProblems(units: readonly Unit[], entries: readonly Entry[]): readonly Problem[] {
  const sections = sectionLocks(units);
  const locks = locksOf(entries, sections);
  return entries.flatMap((entry) => {
    const lock =
      sections.find(({ section, unit }) => unit < entry.unit && isIn(entry, section)) ?? lockFor(entry, locks);
    return lock === undefined ? [] : [overriding(entry, lock)];
  });
}

function lockFor(entry: Entry, locks: ReadonlyMap<string, Lock>): Lock | undefined {
  const lock = locks.get(keyOf(entry));
  return lock !== undefined && lock.unit < entry.unit ? lock : undefined;
}

function isIn({ list }: Entry, section: string): boolean {
  return list === section || list.startsWith(`${section}.`);
}

type SectionLock = Lock & { readonly section: string };

function sectionLocks(units: readonly Unit[]): readonly SectionLock[] {
  return units.flatMap(({ files }, unit) =>
    files.flatMap(({ file, value, places }) =>
      Object.entries(value)
        .filter(([section, content]) => !['authorities', 'services'].includes(section) && hasTrue(content, 'locked'))
        .map(([section]) => {
          const place = { file, ...places.ofKey(`/${section}/locked`) };
          return { section, unit, by: `the section \`${section}\``, place };
        }),
    ),
  );
}

/** What is locked, by the key of the entry; the first lock counts. What a locked section names is locked with it. */
function locksOf(entries: readonly Entry[], sections: readonly SectionLock[]): ReadonlyMap<string, Lock> {
  const locks = new Map<string, Lock>();
  for (const entry of entries) {
    const lock = hasTrue(entry.value, 'locked')
      ? { unit: entry.unit, by: `\`${entry.id}\``, place: entry.place }
      : sections.find(({ section, unit }) => unit === entry.unit && isIn(entry, section));
    if (lock === undefined) continue;
    const keys = [keyOf(entry), ...namedBy(entry), ...servicesMeantBy(entry, entries)];
    for (const key of keys) if (!locks.has(key)) locks.set(key, lock);
  }
  return locks;
}

/** The services that a locked rule is for and that are in the catalogue by then, and where it is read; others may still be added. */
function servicesMeantBy({ unit, value }: Entry, entries: readonly Entry[]): readonly string[] {
  const matches = textsIn(fieldOf(value, 'services')).map(wildcardMatcher);
  if (matches.length === 0) return [];
  return entries
    .filter(
      ({ list, id, unit: said }) =>
        list === 'services' && said <= unit && (id === 'from' || matches.some((meant) => meant(id))),
    )
    .map(keyOf);
}

function namedBy({ list, id, value }: Entry): readonly string[] {
  const own = id === 'approvers' ? textsIn(value) : [];
  const authorities = [...own, ...textsIn(fieldOf(value, 'from')), ...textsIn(fieldOf(value, 'approvers'))];
  const calendar = valueAt(value, '/during/calendar');
  const isTimed = list === 'schedule.windows' || list === 'schedule.freezes';
  const usesOwnZone = fieldOf(value, 'timezone') !== undefined;
  return [
    ...authorities.map((name) => `authorities/${name}`),
    ...(typeof calendar === 'string' ? [`schedule.calendars/${calendar}`] : []),
    ...(isTimed && !usesOwnZone ? ['schedule/timezone'] : []),
    ...(list === 'schedule.windows' ? ['schedule/outsideWindows'] : []),
  ];
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function overriding(entry: Entry, { by, place }: Lock): Problem {
  const what = entry.isRemoval ? 'removes' : 'changes';
  return {
    ...entry.place,
    severity: 'error',
    code: 'policy/locked',
    problem: `this ${what} \`${keyOf(entry)}\`, which ${by} locks at ${at(place)}`,
    remedy: 'take it out, or ask the owners of the locked policy',
  };
}

function at({ file, line, column }: Entry['place']): string {
  return `${file}:${line}:${column}`;
}
