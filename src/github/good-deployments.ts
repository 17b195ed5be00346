import type { Fact, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { OutcomeRecord } from '../decision/record.ts';
import { wordOfEnvironment } from '../decision/record-file.ts';
import type { GitHub } from './client.ts';
import type { Ledger } from './ledger-branch.ts';
import type { NamedRecord } from './ledger-names.ts';
import { listMonths, listRecords, readOutcomes } from './ledger-names.ts';

/** A deployment that went well as the ledger tells it, and was not rolled back since. */
export type GoodDeployment = { readonly sha: string; readonly at: string };

type Asked = {
  /** `owner/name` of the change. */
  readonly repository: string;
  /** The environment, and those whose deployments count as its own. */
  readonly environments: readonly string[];
  /** The run that asks, whose own outcomes do not count. */
  readonly ownRunId: number | null;
};

/** As many as prove a rollback. */
const wanted = 20;
const monthsAtOnce = 3;
const readAtOnce = 20;
const mostRead = 200;

const operation = 'looking into the ledger for what is live';

/** The newest deployments that went well, the newest first; none where there is no ledger, or nothing in it of them. */
export async function goodDeployments(
  github: GitHub,
  ledger: Ledger,
  asked: Asked,
): Promise<Fact<readonly GoodDeployment[]>> {
  const outcomes: OutcomeRecord[] = [];
  let read = 0;
  for await (const records of outcomesNewestFirst({ github, ledger, asked })) {
    if (isUnknown(records)) return records;
    outcomes.push(...records.filter((record) => isAskedFor(record, asked)));
    read += readAtOnce;
    const good = goodAmong(outcomes);
    if (good.length >= wanted || (good.length > 0 && read >= mostRead)) return good;
    if (read >= mostRead) return { unknown: `none of the last ${mostRead} outcomes in the ledger is a success here` };
  }
  return goodAmong(outcomes);
}

type Place = { readonly github: GitHub; readonly ledger: Ledger; readonly asked: Asked };

async function* outcomesNewestFirst(place: Place): AsyncGenerator<readonly OutcomeRecord[] | Unknown> {
  const { github, ledger, asked } = place;
  const months = await listMonths(github, ledger, operation);
  if (isUnknown(months)) return yield months;
  for (const some of inGroups(months, monthsAtOnce)) {
    const names = await listRecords(github, ledger, { operation, months: some });
    if (isUnknown(names)) return yield names;
    for (const batch of inGroups(names.filter(isOutcomeIn(asked)), readAtOnce)) {
      yield await readOutcomes(github, ledger, { operation, names: batch });
    }
  }
}

/** As far as names tell. */
function isOutcomeIn({ environments }: Asked): (name: NamedRecord) => boolean {
  const starts = environments.map((environment) => `${wordOfEnvironment(environment)}-`);
  return ({ kind, place }) => kind === 'outcome' && starts.some((start) => place.startsWith(start));
}

function isAskedFor({ repository, environment, run }: OutcomeRecord, asked: Asked): boolean {
  const isOwn = asked.ownRunId !== null && run?.id === String(asked.ownRunId);
  return !isOwn && repository === asked.repository && asked.environments.includes(environment);
}

/** What was rolled back after it had gone well is not live any more. */
function goodAmong(outcomes: readonly OutcomeRecord[]): readonly GoodDeployment[] {
  const newestFirst = outcomes.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  const isBack = ({ head, at }: OutcomeRecord): boolean =>
    newestFirst.some(
      (each) => each.outcome === 'rolled-back' && each.head === head && Date.parse(each.at) >= Date.parse(at),
    );
  return newestFirst
    .filter((record) => record.outcome === 'success' && !isBack(record))
    .map(({ head: sha, at }) => ({ sha, at }));
}

function inGroups<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
