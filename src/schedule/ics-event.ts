import { propertiesOf, propertyOf } from './ics-components.ts';
import type { Component } from './ics-components.ts';
import { textOf } from './ics-lines.ts';
import type { ContentLine, EventsProblem } from './ics-lines.ts';
import { pointReader } from './ics-points.ts';
import type { PointReader } from './ics-points.ts';
import { problemOfRuleText, ruleTextOf } from './ics-rule.ts';
import { instantOf, readLength } from './ics-values.ts';
import type { Length, Point } from './ics-values.ts';
import type { ZonesOfFile } from './ics-zones.ts';
import type { Zone } from './zone.ts';

/** When an event, or one occurrence of it, is. */
export type Occasion = { readonly start: Point; readonly length: Length };

/** An event of a file, read. */
export type Event = Occasion & {
  /** Null: it has none, so that nothing else in the file is about it. */
  readonly uid: string | null;
  readonly line: number;
  readonly sequence: number;
  readonly isCancelled: boolean;
  /** The occurrence of a series that it stands in place of. */
  readonly instead: Point | null;
  readonly rules: readonly ContentLine[];
  readonly also: readonly Occasion[];
  readonly except: readonly Point[];
};

/** What events are read with: `zone` is that of times without one. */
export type EventSetting = { readonly zones: ZonesOfFile; readonly zone: Zone };

type ReadEvent = { readonly event: Event | null; readonly problems: readonly EventsProblem[] };

/** The event in a component, or what is wrong with it. */
export function readEvent(component: Component, setting: EventSetting): ReadEvent {
  const points = pointReader(setting);
  const start = startOf(component, points);
  if (start === null) return { event: null, problems: points.problems };
  const length = lengthOf(component, start, { points, zone: setting.zone });
  const uid = propertyOf(component, 'UID');
  const event = {
    uid: uid === undefined ? null : textOf(uid),
    line: component.line,
    sequence: Number(propertyOf(component, 'SEQUENCE')?.value ?? 0) || 0,
    isCancelled: propertyOf(component, 'STATUS')?.value.toUpperCase() === 'CANCELLED',
    instead: insteadOf(component, points),
    start,
    length,
    rules: propertiesOf(component, 'RRULE'),
    also: propertiesOf(component, 'RDATE').flatMap((property) => occasionsIn(property, length, points)),
    except: propertiesOf(component, 'EXDATE').flatMap((property) => points.list(property)),
  };
  const problems = [...points.problems, ...problemsOfSeries(component)];
  return { event: problems.length === 0 ? event : null, problems };
}

function startOf(component: Component, points: PointReader): Point | null {
  const property = propertyOf(component, 'DTSTART') ?? propertyOf(component, 'RECURRENCE-ID');
  if (property !== undefined) return points.one(property);
  points.refuse(component, 'this event has no `DTSTART`');
  return null;
}

function insteadOf(component: Component, points: PointReader): Point | null {
  const property = propertyOf(component, 'RECURRENCE-ID');
  return property === undefined ? null : points.one(property);
}

type Measuring = { readonly points: PointReader; readonly zone: Zone };

const nothing: Length = { days: 0, seconds: 0 };

/** How long an event is: a day if it is all day and does not say, no time if it is not. */
function lengthOf(component: Component, start: Point, { points, zone }: Measuring): Length {
  const ending = propertyOf(component, 'DTEND');
  const stated = propertyOf(component, 'DURATION');
  if (ending === undefined && stated === undefined) return start.kind === 'day' ? { days: 1, seconds: 0 } : nothing;
  if (ending === undefined) return stated === undefined ? nothing : statedLength(stated, start, points);
  const end = points.one(ending);
  if (end === null) return nothing;
  if (start.kind === 'day' && end.kind === 'day') return daysBetween(end.number - start.number, ending, points);
  if (start.kind !== end.kind) {
    points.refuse(ending, '`DTEND` and `DTSTART` are not both days, or both times');
    return nothing;
  }
  // The exact time that passes, also for the other events of a series (RFC 5545, section 3.8.5.3).
  const seconds = (instantOf(end, zone) - instantOf(start, zone)) / 1_000;
  if (seconds < 0) points.refuse(ending, 'this event ends before it begins');
  return { days: 0, seconds };
}

function daysBetween(days: number, ending: ContentLine, points: PointReader): Length {
  if (days < 0) points.refuse(ending, 'this event ends before it begins');
  // Some programs name the last day, not the one after it.
  return { days: Math.max(1, days), seconds: 0 };
}

function statedLength(stated: ContentLine, start: Point, points: PointReader): Length {
  const length = readLength(stated.value);
  if (length === null) points.refuse(stated, `\`${stated.value.slice(0, 40)}\` is no length of an event`);
  if (length !== null && start.kind === 'day' && length.seconds > 0) {
    points.refuse(stated, 'an all-day event lasts whole days');
  }
  return length ?? nothing;
}

/** The occasions of an `RDATE`: points, or periods with a length of their own. */
function occasionsIn(property: ContentLine, usual: Length, points: PointReader): readonly Occasion[] {
  if (property.parameters.get('VALUE')?.toUpperCase() !== 'PERIOD') {
    return points.list(property).map((start) => ({ start, length: usual }));
  }
  return property.value.split(',').flatMap((text) => {
    const [from = '', to = ''] = text.split('/');
    const start = points.one({ ...property, value: from });
    const isStated = start === null || /^(P.*)?$/u.test(to);
    const length = isStated ? readLength(to) : lengthUntil(start, { ...property, value: to }, points);
    if (length === null) points.refuse(property, `\`${text.slice(0, 60)}\` is no period of time`);
    return start === null || length === null ? [] : [{ start, length }];
  });
}

function lengthUntil(start: Point, ending: ContentLine, points: PointReader): Length | null {
  const end = points.one(ending);
  if (end?.kind !== 'time' || start.kind !== 'time') return null;
  const seconds = (instantOf(end, end.zone) - instantOf(start, start.zone)) / 1_000;
  return seconds < 0 ? null : { days: 0, seconds };
}

/** Rules that cannot be read, and what changes a series in ways that no calendar program writes any more. */
function problemsOfSeries(component: Component): readonly EventsProblem[] {
  const rules = propertiesOf(component, 'RRULE').flatMap(({ line, value }) => {
    const problem = problemOfRuleText(ruleTextOf(value));
    return problem === null ? [] : [{ line, problem, remedy: null }];
  });
  const excluding = propertiesOf(component, 'EXRULE').map(({ line }) => ({
    line,
    problem: '`EXRULE` is not supported',
    remedy: 'list the dates that are left out as `EXDATE`',
  }));
  const ranges = propertiesOf(component, 'RECURRENCE-ID')
    .filter(({ parameters }) => parameters.has('RANGE'))
    .map(({ line }) => ({
      line,
      problem: '`RANGE` in `RECURRENCE-ID` is not supported',
      remedy: 'end the series before it, and begin another one',
    }));
  return [...rules, ...excluding, ...ranges];
}
