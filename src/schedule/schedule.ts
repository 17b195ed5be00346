import type { Static } from 'typebox';
import type { Effect } from '../finding/finding.ts';
import type { Defaulted, ReadonlyDeep, Sourced } from '../rule/rule.ts';
import type { Calendar } from './calendar-data.ts';
import type * as JudgementSchema from './judgement.schema.ts';
import type * as Schema from './schedule.schema.ts';

export type During = ReadonlyDeep<Static<typeof Schema.During>>;
export type DuringShape = keyof typeof Schema.duringShapes;
export type DuringOf<Shape extends DuringShape> = ReadonlyDeep<Static<(typeof Schema.duringShapes)[Shape]>>;
export type ChangeWindow = ReadonlyDeep<Static<typeof Schema.Window>> & Sourced;
export type Freeze = Defaulted<ReadonlyDeep<Static<typeof Schema.Freeze>>, 'effect' | 'emergency'> & Sourced;
export type Exception = ReadonlyDeep<Static<typeof Schema.Exception>> & Sourced;

/** The `schedule` section after loading. Durations are strings like `30m`. */
export type Schedule = {
  readonly timezone: string;
  readonly runway: string;
  readonly outsideWindows: Sourced & {
    readonly effect: Effect;
    readonly emergency: Freeze['emergency'];
    readonly approvers?: readonly string[];
  };
  readonly calendars: Readonly<Record<string, Calendar>>;
  readonly windows: readonly ChangeWindow[];
  readonly freezes: readonly Freeze[];
  readonly exceptions: readonly Exception[];
};

export type ScheduleJudgement = ReadonlyDeep<Static<typeof JudgementSchema.ScheduleJudgement>>;
