import { InputError } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';
import { renderCalendar } from '../report/calendar.ts';
import { viewOf } from '../report/calendar-view.ts';
import { renderMoment } from '../report/moment.ts';
import { calendarAt, calendarSpans } from '../schedule/calendar.ts';
import { calendarOptions, formatOf, inputOf, rangeAsked, zoneOf } from './calendar-options.ts';
import type { Format } from './calendar-options.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import { readAt } from './instant.ts';
import { refuseUnknownServices } from './known-services.ts';
import type { Options } from './options.ts';
import { openPolicy } from './policy-source.ts';
import type { World } from './world.ts';

/** `change-gate calendar`: says when changes may go out. */
export const calendar: Command = {
  summary:
    'Says when changes may go out: in a month, at one instant, as a feed or a page; or what a new policy changes.',
  usage: 'change-gate calendar [OPTIONS]',
  options: calendarOptions,
  words: ['NEW'],
  run: runCalendar,
};

async function runCalendar(options: Options, world: World): Promise<number> {
  const format = formatOf(options);
  if (options.value('diff') !== null) {
    const { calendarDiff } = await import('./calendar-diff.ts');
    world.print(await calendarDiff(options, world));
    return exitCodes.success;
  }
  refuseWords(options);
  const { policy } = await openPolicy(options, world);
  refuseUnknownServices(options.list('service'), policy);
  const at = readAt(options.value('at'))?.(zoneOf(policy)) ?? null;
  const asked = { policy, options, world, now: at ?? world.now() };
  const isMoment = at !== null && isWithoutRange(options) && (format === 'text' || format === 'json');
  world.print(isMoment ? momentWords(asked, format) : await rangeWords[format](asked));
  return exitCodes.success;
}

type Asked = {
  readonly policy: Policy;
  readonly options: Options;
  readonly world: World;
  /** What counts as the present. */
  readonly now: string;
};

function refuseWords({ words }: Options): void {
  const [word] = words;
  if (word === undefined) return;
  throw new InputError({
    problem: `\`${word}\` belongs to no option`,
    remedy: 'name a policy with `--policy PATH`; two policies are compared with `--diff OLD NEW`',
  });
}

function isWithoutRange(options: Options): boolean {
  return options.value('from') === null && options.value('to') === null;
}

function momentWords({ policy, options, world, now }: Asked, format: Format): string {
  const moment = calendarAt(inputOf(policy, options), now);
  if (format === 'json') return jsonOf(moment);
  return renderMoment(moment, { ...world.output, timezone: zoneOf(policy) });
}

const rangeWords = {
  text: async (asked) => renderCalendar(viewOf(requestOf(asked, { from: 'month', days: null })), asked.world.output),
  json: async (asked) => {
    const { input, range } = requestOf(asked, { from: 'month', days: null });
    const { spans, conditional } = calendarSpans(input, range);
    return jsonOf({ spans, conditional });
  },
  ics: async (asked) => {
    const { renderCalendarFeed } = await import('../report/calendar-ics.ts');
    return renderCalendarFeed(requestOf(asked, { from: 'today', days: 401 }));
  },
  html: async (asked) => {
    const { renderCalendarPage } = await import('../report/calendar-html.ts');
    return renderCalendarPage(viewOf(requestOf(asked, { from: 'month', days: 366 })));
  },
} as const satisfies Record<Format, (asked: Asked) => Promise<string>>;

function requestOf({ policy, options, now }: Asked, usual: Parameters<typeof rangeAsked>[1]['usual']) {
  const range = rangeAsked(options, { timezone: zoneOf(policy), now, usual });
  return { input: inputOf(policy, options), range, now };
}

function jsonOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
