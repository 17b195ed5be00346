import { InputError } from '../errors.ts';
import { diffCalendars } from '../report/calendar-diff.ts';
import { renderCalendarDiffText } from '../report/calendar-diff-words.ts';
import { formatOf, inputOf, rangeAsked, zoneOf } from './calendar-options.ts';
import { readAt } from './instant.ts';
import { refuseUnknownServices } from './known-services.ts';
import type { Options } from './options.ts';
import { openPolicy } from './policy-source.ts';
import type { World } from './world.ts';

/** What `calendar --diff OLD NEW` prints: what the new policy opens and closes that the old one does not. */
export async function calendarDiff(options: Options, world: World): Promise<string> {
  const format = formatOf(options);
  if (format === 'ics' || format === 'html') {
    throw new InputError({
      problem: `\`--diff\` does not go with \`--${format}\``,
      remedy: `leave \`--${format}\` out, or ask for \`--json\``,
    });
  }
  const [old, now] = await Promise.all(namesOf(options).map((name) => openPolicy(named(options, name), world)));
  if (old === undefined || now === undefined) return '';
  refuseUnknownServices(options.list('service'), now.policy);
  const timezone = zoneOf(now.policy);
  const usual = { from: 'today', days: 396 } as const;
  const range = rangeAsked(options, { timezone, now: readAt(options.value('at'))?.(timezone) ?? world.now(), usual });
  const diff = diffCalendars({ old: inputOf(old.policy, options), new: inputOf(now.policy, options), range });
  if (format === 'json') return `${JSON.stringify(diff, null, 2)}\n`;
  return renderCalendarDiffText(diff, { ...world.output, timezone });
}

/** The policies to compare: the option's own value and the word behind it. */
function namesOf(options: Options): readonly [string, string] {
  const old = options.value('diff');
  const [now, ...others] = options.words;
  if (old !== null && now !== undefined && others.length === 0 && options.value('policy') === null) return [old, now];
  throw new InputError({
    problem: '`--diff` compares two policies',
    remedy: 'write `--diff OLD NEW` without `--policy`, each a policy file, a folder or the name of a shipped one',
  });
}

function named(options: Options, policy: string): Options {
  return { ...options, value: (name) => (name === 'policy' ? policy : options.value(name)) };
}
