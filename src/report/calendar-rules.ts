import type { ChangeWindow, Exception, Freeze, Schedule } from '../schedule/schedule.ts';
import { joinedUp } from './calendar-stretch.ts';
import type { Period, Stretch } from './calendar-stretch.ts';
import { duringInWords } from './during-words.ts';

export type RuleKind = 'freeze' | 'outside' | 'exception' | 'window';

/** A rule behind a calendar, explained once. */
export type CalendarRule = {
  readonly kind: RuleKind;
  readonly id: string;
  /** Empty if that goes without saying. */
  readonly because: string;
  /** When it holds, as the policy puts it. */
  readonly pattern: string;
  /** What else a reader may do about it; null if nothing. */
  readonly aside: string | null;
  /**
   * When it decides. Of a freeze: when it holds, exceptions taken out, however long before it the last deployment has to
   * start. Of what opens: when a change may start.
   */
  readonly periods: readonly Period[];
};

type Behind = {
  readonly stretches: readonly Stretch[];
  /** The same for deployments that take no time. */
  readonly bare: readonly Stretch[];
  readonly schedule: Schedule | null;
  readonly changeType: string;
};

/** The rules that decide stretches of time: freezes first, then what else closes, then what opens. */
export function rulesBehind({ stretches, bare, schedule, changeType }: Behind): readonly CalendarRule[] {
  if (schedule === null) return [];
  const closing = deciders([...bare, ...stretches].filter(({ open }) => !open));
  const opening = deciders([...stretches, ...bare].filter(({ open }) => open));
  const closers = closing.map((id) => closerNamed(id, schedule, changeType)).filter((rule) => rule !== null);
  const openers = opening.map((id) => openerNamed(id, schedule)).filter((rule) => rule !== null);
  return [
    ...closers.map((rule) => ({ ...rule, periods: periodsOf(rule.id, bare, 'closed') })),
    ...openers.map((rule) => ({ ...rule, periods: periodsOf(rule.id, stretches, 'open') })),
  ].toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

const order: readonly RuleKind[] = ['freeze', 'outside', 'exception', 'window'];

type Described = Omit<CalendarRule, 'periods'>;

function closerNamed(id: string, schedule: Schedule, changeType: string): Described | null {
  if (id === 'outside-windows') {
    return { kind: 'outside', id, because: '', pattern: 'all other time', aside: null };
  }
  const freeze = schedule.freezes.find((each) => each.id === id);
  if (freeze === undefined) return null;
  const pattern = patternOf(freeze, schedule);
  return { kind: 'freeze', id, because: freeze.because, pattern, aside: asideOf(freeze, changeType) };
}

function asideOf({ effect, emergency }: Freeze, changeType: string): string | null {
  const met = changeType === 'emergency' ? emergency : effect;
  return met === 'hold' ? 'an approval lifts it' : null;
}

function openerNamed(id: string, schedule: Schedule): Described | null {
  const window = schedule.windows.find((each) => each.id === id);
  if (window !== undefined) {
    return { kind: 'window', id, because: window.because, pattern: patternOf(window, schedule), aside: null };
  }
  const exception = schedule.exceptions.find((each) => each.id === id);
  if (exception === undefined) return null;
  const { because, approvedBy } = exception;
  return { kind: 'exception', id, because, pattern: patternOfException(exception), aside: `approved by ${approvedBy}` };
}

function patternOf({ during, timezone }: ChangeWindow | Freeze, schedule: Schedule): string {
  const words = duringInWords(during);
  return timezone === undefined || timezone === schedule.timezone ? words : `${words}, ${timezone}`;
}

function patternOfException({ from, until, freezes }: Exception): string {
  const lifted = freezes.join(', ');
  if (from !== undefined) return `${duringInWords({ from, to: until })}, lifts ${lifted}`;
  return `until ${duringInWords({ from: until, to: until }).replace(/ to .*$/u, '')}, lifts ${lifted}`;
}

function deciders(stretches: readonly Stretch[]): readonly string[] {
  return [...new Set(stretches.flatMap(({ rules }) => rules))];
}

/** When a rule decides, with what touches made one. */
function periodsOf(id: string, stretches: readonly Stretch[], state: 'open' | 'closed'): readonly Period[] {
  return joinedUp(stretches.filter(({ open, rules }) => open === (state === 'open') && rules.includes(id)));
}
