import type { CalendarView } from './calendar-view.ts';
import type { Phrase } from './phrase.ts';
import { code, listed, say, strong } from './phrase.ts';
import { clockAt } from './words.ts';

/** `now: closed by outside-windows, opens Mon 23 Nov 09:00 Europe/Berlin (08:00 UTC, in 1 d 22 h)`. */
export function nowInWords({ moment, timezone }: CalendarView): Phrase {
  const { open, decidedBy, nextOpening, nextClosing, evaluatedAt } = moment;
  const rules = decidedBy.slice(0, 100).map((id) => say`${code(id)}`);
  const by = rules.length === 0 ? [] : say` by ${listed(rules, 3)}`;
  const turn = open ? nextClosing : nextOpening;
  const told = turn === null ? null : clockAt(timezone, evaluatedAt).full(turn);
  if (open) return say`now: ${strong('open')}${by}, ${told === null ? 'no closing within 400 days' : `closes ${told}`}`;
  return say`now: ${strong('closed')}${by}, ${told === null ? 'no opening within 400 days' : `opens ${told}`}`;
}

/** `normal changes to production of payments-api, times in Europe/Berlin`. */
export function aboutInWords({ environment, services, changeType, timezone }: CalendarView): Phrase {
  const names = services.slice(0, 100).map((service) => say`${code(service)}`);
  const touched = names.length === 0 ? [] : say` of ${listed(names, 3)}`;
  return say`${changeType} changes${touched} to ${code(environment)}, times in ${timezone}`;
}
