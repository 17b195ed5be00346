import { createHash } from 'node:crypto';
import type { Problem } from '../errors.ts';
import type { Calendar, WrittenCalendar } from '../schedule/calendar-data.ts';
import type { EventsProblem } from '../schedule/ics.ts';
import { isZoneName, zoneNamed } from '../schedule/zone.ts';
import type { PolicyFiles } from './files.ts';
import { nameOf } from './find.ts';
import { latest } from './layers.ts';
import type { Policy } from './policy.ts';
import type { SourceFile } from './source-file.ts';
import { parseReference } from './target.ts';
import type { Refusal, Target } from './target.ts';

/** Calendars with everything that they name elsewhere read in, so that nothing is left to read when they are judged by. */
export type ReadCalendars = {
  readonly calendars: Readonly<Record<string, Calendar>>;
  /** The iCalendar files, which are part of the policy. */
  readonly files: Policy['files'];
  readonly problems: readonly Problem[];
};

type Setting = { readonly sources: readonly SourceFile[]; readonly today: string | null; readonly files: PolicyFiles };

/** The calendars of a policy; of those with the same name, the last counts. */
export async function readCalendars(setting: Setting): Promise<ReadCalendars> {
  const read: ReadCalendar[] = [];
  for (const each of lastOfEachName(setting.sources)) read.push(await readOne(each, setting));
  return {
    calendars: Object.fromEntries(read.map(({ name, calendar }) => [name, calendar])),
    files: read.flatMap(({ files = [] }) => files),
    problems: read.flatMap(({ problems = [] }) => problems),
  };
}

type NamedCalendar = { readonly name: string; readonly written: WrittenCalendar; readonly source: SourceFile };

type ReadCalendar = {
  readonly name: string;
  readonly calendar: Calendar;
  readonly files?: Policy['files'];
  readonly problems?: readonly Problem[];
};

function lastOfEachName(sources: readonly SourceFile[]): readonly NamedCalendar[] {
  const all = sources.flatMap((source) =>
    Object.entries(source.value.schedule?.calendars ?? {}).map(([name, written]) => ({ name, written, source })),
  );
  return [...new Map(all.map((each) => [each.name, each])).values()];
}

async function readOne({ name, written, source }: NamedCalendar, setting: Setting): Promise<ReadCalendar> {
  if ('holidays' in written) return await holidaysOf({ name, written, source }, setting);
  return 'ics' in written ? await eventsOf({ name, written, source }, setting) : { name, calendar: written };
}

/** In place of a calendar that cannot be read: the policy is refused with its problems. */
const nothing: Calendar = { dates: [] };

type Of<Kind extends string> = NamedCalendar & { readonly written: Readonly<Record<Kind, string>> };

async function holidaysOf({ name, written, source }: Of<'holidays'>, { today }: Setting): Promise<ReadCalendar> {
  const { publicHolidays } = await import('./holidays.ts');
  const found = publicHolidays(written.holidays, today === null ? null : Number(today.slice(0, 4)));
  if ('calendar' in found) return { name, calendar: found.calendar };
  return { name, calendar: nothing, problems: [at(source, `/schedule/calendars/${name}/holidays`, found)] };
}

async function eventsOf({ name, written, source }: Of<'ics'>, { sources, files }: Setting): Promise<ReadCalendar> {
  const refused = (refusal: Refusal): ReadCalendar => ({
    name,
    calendar: nothing,
    problems: [at(source, `/schedule/calendars/${name}/ics`, refusal)],
  });
  const target = parseReference(`./${written.ics}`, source.from);
  if (!('kind' in target)) return refused({ ...target, code: 'policy/calendar', remedy: placeOfFile });
  const content = await contentAt(target, files);
  if (content === null) return refused(noFile(nameOf(target)));
  if (content.length > mostBytes) return refused(tooLarge(nameOf(target), content.length));
  const timezone = latest(sources, ({ schedule }) => schedule?.timezone) ?? '';
  // A schedule without a zone is refused for that.
  if (!isZoneName(timezone)) return { name, calendar: nothing };
  const { readEvents } = await import('../schedule/ics.ts');
  const read = readEvents(new TextDecoder().decode(content), zoneNamed(timezone));
  const file = nameOf(target);
  if (!read.ok) return { name, calendar: nothing, problems: read.problems.map((each) => inFile(file, each)) };
  const digest = createHash('sha256').update(content).digest('hex');
  return { name, calendar: { ...written, ...read.events }, files: [{ path: file, digest }] };
}

const mostBytes = 5_000_000;
const placeOfFile = 'name a file below the folder of this policy, like `calendars/board.ics`';

async function contentAt(target: Target, files: PolicyFiles): Promise<Uint8Array | null> {
  if (target.kind === 'local') return await files.read(target.path);
  if (target.kind === 'shipped') return null;
  const remote = await files.readRemote?.(target.reference);
  return remote?.files[0]?.content ?? null;
}

function at({ file, places }: SourceFile, pointer: string, refusal: Refusal): Problem {
  return { file, ...places.ofValue(pointer), severity: 'error', ...refusal };
}

function inFile(file: string, { line, problem, remedy }: EventsProblem): Problem {
  return { file, line, column: 1, severity: 'error', code: 'policy/calendar', problem, remedy };
}

function noFile(path: string): Refusal {
  return { code: 'policy/calendar', problem: `there is no file \`${path}\``, remedy: placeOfFile };
}

function tooLarge(path: string, bytes: number): Refusal {
  const size = Math.ceil(bytes / 1_000_000);
  return {
    code: 'policy/calendar',
    problem: `\`${path}\` has ${size} MB, more than the 5 MB that a calendar may have`,
    remedy: 'export only the events that close or open the gate',
  };
}
