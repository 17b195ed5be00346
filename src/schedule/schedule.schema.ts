import { Type } from 'typebox';
import type { TProperties } from 'typebox';
import {
  Runway,
  Approvers,
  Because,
  closed,
  Duration,
  Effect,
  form,
  head,
  Id,
  oneOf,
  ruleOrRemoval,
  scope,
  scopeOfPlace,
} from '../rule/rule.schema.ts';

const zonePattern = '^(UTC|[A-Za-z]+(/[A-Za-z0-9_+-]+)+)$';
export const Zone = form(zonePattern, 'an IANA time zone like `Europe/Berlin`, or `UTC`', {
  examples: ['Europe/Berlin', 'UTC'],
});

const time = '([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?';
const endTime = `(${time}|24:00(:00)?)`;
const date = '\\d{4}-\\d{2}-\\d{2}';
const day = '(mon|tue|wed|thu|fri|sat|sun)';
const month = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';

const From = form(`^${time}$`, 'a local time like `"09:00"`', { description: 'local time at which it starts' });
const To = form(`^${endTime}$`, 'a local time like `"16:00"` or `"24:00"`', {
  description: 'local time at which it ends; not after `from` = on the next day',
});
const times = { from: Type.Optional(From), to: Type.Optional(To) };
const Days = Type.Array(form(`^${day}(-${day})?$`, 'a weekday like `mon`, or a range like `mon-thu`'), {
  minItems: 1,
  description: 'weekdays and ranges of them',
});
const Months = Type.Array(form(`^${month}(-${month})?$`, 'a month like `jan`, or a range like `nov-jan`'), {
  minItems: 1,
});
const monthDay = '-?([1-9]|[12]\\d|3[01])';
const DaysOfMonth = Type.Array(
  Type.Union([
    Type.Integer({ minimum: -31, maximum: 31 }),
    form(`^${monthDay}\\.\\.${monthDay}$`, 'a range of days like `1..3` or `-5..-1`'),
  ]),
  { minItems: 1, description: 'days of the month; negative counts from the end' },
);
const LocalDateTime = `${date}T${time}`;
const Point = form(
  `^${date}(T${time}(Z|[+-]\\d{2}:\\d{2})?)?$`,
  'a date like `2026-12-18`, or a date and time like `2026-12-18T18:00`',
);
const Offset = form(
  `^[+-]\\d{1,3}(bd|d)( ${endTime})?$`,
  'an offset in days and a time, like `-1bd 18:00` or `+0d 20:00`',
);
const Dates = Type.Array(
  form(`^${date}(\\.\\.${date})?$`, 'a date like `2026-12-24`, or a range like `2026-12-29..2026-12-31`'),
  { minItems: 1, maxItems: 5_000 },
);
const CalendarName = { ...Id, description: 'a calendar of `schedule.calendars`' };

function shape<T extends TProperties>(title: string, description: string, properties: T) {
  return Type.Object(properties, { ...closed, title, description });
}

/** Every shape of `during`, by the word that messages use. */
export const duringShapes = {
  weekly: shape('weekly', 'the same hours on some days of every week', { days: Type.Optional(Days), ...times }),
  weekSpan: shape('span of the week', 'one span a week', {
    from: form(`^${day} ${time}$`, 'a weekday and time like `fri 12:00`'),
    to: form(`^${day} ${endTime}$`, 'a weekday and time like `mon 09:00`'),
  }),
  once: shape('once', 'one span; dates without time are whole local days, both included', { from: Point, to: Point }),
  dates: shape('dates', 'each of the dates, or a part of the day', { dates: Dates, ...times }),
  yearly: shape('yearly', 'the same days every year, both included', {
    from: form('^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', 'a month and day like `12-20`'),
    to: form('^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', 'a month and day like `01-03`'),
  }),
  monthly: shape('monthly', 'days of the month', {
    daysOfMonth: DaysOfMonth,
    months: Type.Optional(Months),
    days: Type.Optional(Days),
    ...times,
  }),
  nthWeekday: shape('nth weekday', 'the nth weekday of the month', {
    nthDays: Type.Array(form(`^(1st|2nd|3rd|4th|5th|last) ${day}$`, 'like `last fri` or `2nd tue`'), { minItems: 1 }),
    months: Type.Optional(Months),
    ...times,
  }),
  businessDay: shape('business day', 'the nth business day of the month', {
    businessDays: Type.Array(Type.Integer({ minimum: -23, maximum: 23 }), { minItems: 1 }),
    calendar: Type.Optional(CalendarName),
    months: Type.Optional(Months),
    ...times,
  }),
  keyDate: shape('key date', 'a span around a key date', {
    keyDate: Type.Union([
      Type.Integer({ minimum: -31, maximum: 31, description: 'a day of the month' }),
      oneOf(['month-end', 'quarter-end', 'year-end'], 'the midnight between two periods'),
      Dates,
    ]),
    shift: Type.Optional(
      oneOf(['none', 'previous', 'next'], 'where to move a key date that is no business day', { default: 'none' }),
    ),
    calendar: Type.Optional(CalendarName),
    months: Type.Optional(Months),
    from: Offset,
    to: Offset,
  }),
  calendar: shape('calendar', 'days or events of a calendar', {
    calendar: CalendarName,
    daysBefore: Type.Optional(Type.Integer({ minimum: 0, maximum: 60, default: 0 })),
    daysAfter: Type.Optional(Type.Integer({ minimum: 0, maximum: 60, default: 0 })),
  }),
  recurrence: shape('recurrence', 'an RFC 5545 recurrence rule', {
    rrule: Type.String({ minLength: 1, maxLength: 512 }),
    start: form(`^${LocalDateTime}$`, 'a local date and time like `2026-01-30T18:00`'),
    duration: Duration,
    except: Type.Optional(
      Type.Array(form(`^${LocalDateTime}$`, 'a local date and time like `2026-03-27T18:00`'), { maxItems: 1_000 }),
    ),
  }),
};

const { weekly, weekSpan, once, dates, yearly, monthly, nthWeekday, businessDay, keyDate, calendar, recurrence } =
  duringShapes;

export const During = Type.Union(
  [weekly, weekSpan, once, dates, yearly, monthly, nthWeekday, businessDay, keyDate, calendar, recurrence],
  { description: 'when: exactly one of these shapes, local time' },
);

export const Calendar = Type.Union([
  Type.Object(
    {
      holidays: Type.String({
        pattern: '^[A-Z]{2}(-[A-Z0-9]{1,8})*$',
        expected: 'a region like `DE-BY` or `GB-ENG`',
        description: 'a country, or a region of one, by its ISO code',
      }),
    },
    { ...closed, title: 'public holidays of a region' },
  ),
  Type.Object(
    {
      dates: { ...Dates, description: 'its days' },
      until: Type.Optional(form(`^${date}$`, 'a date like `2027-12-31`', { description: 'how far the list holds' })),
    },
    { ...closed, title: 'list of dates' },
  ),
  Type.Object(
    { ics: Type.String({ minLength: 1, maxLength: 512, description: 'file below the folder of the policy' }) },
    { ...closed, title: 'iCalendar file' },
  ),
]);

const zone = {
  timezone: Type.Optional({ ...Zone, description: 'zone of this rule; left out = `schedule.timezone`' }),
};
export const Window = Type.Object(
  { ...head, ...scope, ...zone, during: Type.Optional(During) },
  { ...closed, title: 'change window' },
);
const EmergencyEffect = oneOf(
  ['hold', 'allow', 'block', 'note'],
  'what an emergency change meets; left out, `note` where `effect` is `note`, else `hold`',
);
export const Freeze = Type.Object(
  {
    ...head,
    ...scope,
    ...zone,
    during: Type.Optional(During),
    effect: Type.Optional(Effect('what a change meets', 'block')),
    emergency: Type.Optional(EmergencyEffect),
    notifyBefore: Type.Optional({
      ...Duration,
      description: 'for how long before it begins the answers to changes that it will stop say so',
    }),
    approvers: Type.Optional(Approvers),
  },
  { ...closed, title: 'freeze' },
);
export const Exception = Type.Object(
  {
    ...head,
    ...scopeOfPlace,
    changeTypes: scope.changeTypes,
    riskLevels: scope.riskLevels,
    when: scope.when,
    freezes: Type.Array(Id, { minItems: 1, description: 'the freezes it opens, or `outside-windows`' }),
    from: Type.Optional({ ...Point, description: 'when it begins; left out = now' }),
    until: { ...Point, description: 'when it ends' },
    because: Because,
    approvedBy: Type.String({ minLength: 1, maxLength: 200, description: 'who gave the exemption' }),
  },
  { ...closed, title: 'exception' },
);

export const Schedule = Type.Object(
  {
    locked: Type.Optional(Type.Boolean({ description: 'a policy that extends this one may not change the section' })),
    timezone: Type.Optional({ ...Zone, description: 'zone of all local times; some policy must set it' }),
    runway: Type.Optional(
      Type.Union([Runway, Type.Literal('measured')], { default: '0m', description: 'time that a deployment needs' }),
    ),
    outsideWindows: Type.Optional(
      Type.Object(
        {
          effect: Type.Optional(Effect('what a change outside its windows meets', 'block')),
          emergency: Type.Optional(EmergencyEffect),
          approvers: Type.Optional(Approvers),
        },
        { ...closed, description: 'what a change meets outside its windows' },
      ),
    ),
    calendars: Type.Optional(Type.Record(Id, Calendar, { description: 'days that rules name' })),
    windows: Type.Optional(
      Type.Array(ruleOrRemoval(Window), { maxItems: 2_000, description: 'when changes may go out' }),
    ),
    freezes: Type.Optional(Type.Array(ruleOrRemoval(Freeze), { maxItems: 5_000, description: 'when they may not' })),
    exceptions: Type.Optional(
      Type.Array(ruleOrRemoval(Exception), { maxItems: 2_000, description: 'exemptions from freezes' }),
    ),
  },
  { ...closed, description: 'when changes may go out' },
);
