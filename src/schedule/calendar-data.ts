import type { Static } from 'typebox';
import type { ReadonlyDeep } from '../rule/rule.ts';
import type * as Schema from './schedule.schema.ts';

/** A calendar as a policy writes it. */
export type WrittenCalendar = ReadonlyDeep<Static<typeof Schema.Calendar>>;

/** A calendar after loading: everything that is needed to judge by it, without a file or a package. */
export type Calendar = ListedCalendar | HolidayCalendar | EventCalendar;

export type ListedCalendar = Extract<WrittenCalendar, { readonly dates: unknown }>;

/** The public holidays of a region in some years. */
export type HolidayCalendar = Extract<WrittenCalendar, { readonly holidays: unknown }> & {
  /** The data and their version. */
  readonly data: string;
  /** The first and the last day of the years that are known. */
  readonly from: string;
  readonly to: string;
  readonly dates: readonly string[];
};

/** The events of an iCalendar file. Single events stand in order, those that touch or overlap made one. */
export type EventCalendar = Extract<WrittenCalendar, { readonly ics: unknown }> & {
  /** All-day events, in whatever zone asks: `2026-12-24`, `2026-12-29..2026-12-31`. */
  readonly days: readonly string[];
  /** Other events, as `start/end` in UTC. */
  readonly spans: readonly string[];
  readonly series: readonly Series[];
  /** Zones that the file defines itself, by the names that its series use. */
  readonly zones: Readonly<Record<string, ZoneChanges>>;
};

/** An event that repeats. Never by `COUNT`, so that it is found anywhere without counting from its start. */
export type Series = {
  readonly rrule: string;
  readonly start: string;
  /** Null: all-day events, in whatever zone asks. */
  readonly zone: string | null;
  /** How long each is: days of the calendar, then elapsed seconds. */
  readonly days: number;
  readonly seconds: number;
  readonly except: readonly string[];
};

/** Offsets from UTC in seconds: at first, and from instants on. */
export type ZoneChanges = {
  readonly offset: number;
  readonly changes: readonly { readonly from: string; readonly offset: number }[];
};
