import type { ContentLine, EventsProblem } from './ics-lines.ts';
import { readPoint } from './ics-values.ts';
import type { Point } from './ics-values.ts';
import type { ZonesOfFile } from './ics-zones.ts';
import type { Zone } from './zone.ts';

/** Reads points of time, and keeps what is wrong with them. */
export type PointReader = {
  /** The point that a property names; null if none can be read. */
  readonly one: (property: ContentLine) => Point | null;
  readonly list: (property: ContentLine) => readonly Point[];
  readonly refuse: (place: { readonly line: number }, problem: string) => void;
  readonly problems: readonly EventsProblem[];
};

type PointSetting = { readonly zones: ZonesOfFile; readonly zone: Zone };

/** A reader of points for one event: times without a zone are on the clock of `zone`. */
export function pointReader({ zones, zone }: PointSetting): PointReader {
  const problems: EventsProblem[] = [];
  const refuse: PointReader['refuse'] = ({ line }, problem) => problems.push({ line, problem, remedy: null });
  const zoneOf = ({ line, parameters, value }: ContentLine): Zone | null => {
    const id = parameters.get('TZID');
    if (id === undefined || value.endsWith('Z')) return zone;
    const found = zones.zoneOf(id);
    if (!('problem' in found)) return found;
    problems.push({ line, ...found });
    return null;
  };
  const read = (property: ContentLine, text: string): Point | null => {
    const clock = zoneOf(property);
    const point = clock === null ? null : readPoint(text.trim(), clock);
    if (clock !== null && point === null) refuse(property, `\`${text.slice(0, 40)}\` is no date, and no date and time`);
    return point;
  };
  return {
    one: (property) => read(property, property.value),
    list: (property) => property.value.split(',').flatMap((text) => read(property, text) ?? []),
    refuse,
    problems,
  };
}
