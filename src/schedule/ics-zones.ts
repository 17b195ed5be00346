import { closest } from '../closest.ts';
import type { ZoneChanges } from './calendar-data.ts';
import { propertyOf } from './ics-components.ts';
import type { Component } from './ics-components.ts';
import { textOf } from './ics-lines.ts';
import type { EventsProblem } from './ics-lines.ts';
import { changesIn } from './ics-zone-changes.ts';
import { windowsZones } from './windows-zones.ts';
import { isZoneName, zoneNamed, zoneOfChanges } from './zone.ts';
import type { Zone } from './zone.ts';

/** The zones that a file names, and those of them that it defines itself. */
export type ZonesOfFile = {
  /** The zone with an id; what is wrong with it otherwise. */
  readonly zoneOf: (id: string) => Zone | Omit<EventsProblem, 'line'>;
  readonly defined: ReadonlyMap<string, ZoneChanges>;
  readonly problems: readonly EventsProblem[];
};

/** The zones of a file: IANA's by their names, then those of Windows, then as the file defines them. */
export function zonesIn(components: readonly Component[]): ZonesOfFile {
  const zones = new Map<string, Zone>();
  const defined = new Map<string, ZoneChanges>();
  const problems: EventsProblem[] = [];
  for (const component of components.slice(0, mostZones)) {
    const id = idOf(component);
    if (id === null) problems.push({ line: component.line, problem: 'a `VTIMEZONE` without `TZID`', remedy: null });
    if (id === null || ianaName(id) !== null) continue;
    const location = propertyOf(component, 'X-LIC-LOCATION')?.value;
    const name = location === undefined ? null : ianaName(location);
    if (name !== null) zones.set(id, zoneNamed(name));
    if (name !== null) continue;
    const changes = changesIn(component);
    if ('problem' in changes) problems.push(changes);
    else {
      defined.set(id, changes);
      zones.set(id, zoneOfChanges(id, changes));
    }
  }
  return { zoneOf: (id) => zones.get(id) ?? zoneById(id), defined, problems };
}

const mostZones = 200;

function idOf(component: Component): string | null {
  const property = propertyOf(component, 'TZID');
  return property === undefined ? null : textOf(property);
}

function zoneById(id: string): Zone | Omit<EventsProblem, 'line'> {
  const name = ianaName(id);
  if (name !== null) return zoneNamed(name);
  const meant = closest(id, Object.keys(windowsZones));
  const remedy =
    meant === null
      ? 'use an IANA name like `Europe/Berlin`, or let the file define the zone by a `VTIMEZONE`'
      : `did you mean \`${meant}\`? As an IANA name that is \`${windowsZones[meant] ?? ''}\``;
  return { problem: `unknown time zone \`${id.slice(0, 64).replaceAll('`', "'")}\``, remedy };
}

/** The IANA name that an id is, ends with, or is Windows' word for; null if there is none. */
function ianaName(id: string): string | null {
  const windows = Object.hasOwn(windowsZones, id) ? windowsZones[id] : undefined;
  if (windows !== undefined) return windows;
  if (/^(Z|GMT|UTC|Etc\/UTC)$/u.test(id)) return 'UTC';
  const parts = id.slice(0, 256).split('/');
  // Programs put their own name before it: `/freeassociation.sourceforge.net/Europe/Berlin`.
  const endings = parts.map((_, index) => parts.slice(index).join('/'));
  return endings.find((ending) => ending.includes('/') && isZoneName(ending)) ?? null;
}
