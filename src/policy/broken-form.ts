import type { Problem } from '../errors.ts';
import { readCalendars } from './calendars.ts';
import { readServices } from './described-services.ts';
import { entriesOf } from './entries.ts';
import type { PolicyFiles } from './files.ts';
import { finderOf } from './finder.ts';
import { isWhole, lintRest } from './lint.ts';
import { mergePolicy } from './merge.ts';
import { inOrder } from './problems.ts';
import type { Gathered } from './units.ts';
import { problemsOfWrittenConditions } from './written-conditions.ts';

type Reading = { readonly today: string | null; readonly files: PolicyFiles };

/** All that can be told of a policy whose form is wrong, without what may follow from that alone. */
export async function problemsOfBrokenForm(gathered: Gathered, reading: Reading): Promise<readonly Problem[]> {
  const { units, misshapen, problems } = gathered;
  const written = [...units.flatMap(({ files }) => files), ...misshapen];
  return inOrder([
    ...problems,
    ...written.flatMap(problemsOfWrittenConditions),
    ...(await problemsOfRest(gathered, reading)),
  ]);
}

async function problemsOfRest({ units, lacking }: Gathered, { today, files }: Reading): Promise<readonly Problem[]> {
  const sources = units.flatMap((unit) => unit.files);
  const [calendars, described] = await Promise.all([
    readCalendars({ sources, today, files }),
    readServices({ sources, files }),
  ]);
  const policy = mergePolicy(sources, { calendars, described });
  const found = lintRest({ policy, today }, { finder: finderOf(sources, entriesOf(units), described), lacking });
  // What is inherited may have been replaced by what could not be read.
  const own = new Set(units.at(-1)?.files.map(({ file }) => file));
  return [
    ...found.filter(({ file }) => own.has(file)),
    ...(isWhole('schedule', lacking) ? calendars.problems : []),
    ...(isWhole('services', lacking) ? described.problems : []),
  ];
}
