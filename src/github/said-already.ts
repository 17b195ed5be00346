import type { Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { OutcomeRecord } from '../decision/record.ts';
import { nameOfPlace, wordOfEnvironment } from '../decision/record-file.ts';
import type { GitHub } from './client.ts';
import type { Ledger } from './ledger-branch.ts';
import type { NamedRecord } from './ledger-names.ts';
import { listRecords, monthsBefore, readOutcomes } from './ledger-names.ts';

/** A step that is run again comes soon: in the same month, or at its turn. */
const months = 2;
/** After so many more outcomes, nobody runs a step again. */
const mostOpened = 20;

const operation = 'looking whether the outcome was recorded before';

type Asked = { readonly ledger: Ledger; readonly commit: string; readonly outcome: OutcomeRecord };

/**
 * Whether a commit of the ledger says already what an outcome says: the same run said so before, as when its job was
 * run again, and nothing was said of the environment since. Else it is news, even in the same words.
 */
export async function isSaidAlready(github: GitHub, { ledger, commit, outcome }: Asked): Promise<boolean | Unknown> {
  const listed = await listRecords(github, ledger, { operation, commit, months: monthsBefore(outcome.at, months) });
  if (isUnknown(listed)) return listed;
  const outcomes = listed.filter(({ kind }) => kind === 'outcome');
  const alike = outcomes.filter(({ place }) => place === nameOfPlace(outcome)).slice(0, mostOpened);
  const same = await readOutcomes(github, ledger, { operation, names: alike });
  if (isUnknown(same)) return same;
  const twin = same.find((record) => saysTheSame(record, outcome));
  const index = twin === undefined ? -1 : outcomes.findIndex(({ id }) => id === twin.id);
  if (index < 0) return false;
  const since = outcomes.slice(0, index).filter((name) => isOfEnvironment(name, outcome));
  if (since.length > mostOpened) return false;
  const later = await readOutcomes(github, ledger, { operation, names: since });
  return isUnknown(later) ? later : !later.some((record) => isAboutThePlaceOf(record, outcome));
}

function isOfEnvironment({ place }: NamedRecord, { environment }: OutcomeRecord): boolean {
  return place.startsWith(`${wordOfEnvironment(environment)}-`);
}

function isAboutThePlaceOf(one: OutcomeRecord, other: OutcomeRecord): boolean {
  return one.repository === other.repository && one.environment === other.environment;
}

/** Whoever says it again says it later, in another attempt of the run. */
function saysTheSame(one: OutcomeRecord, other: OutcomeRecord): boolean {
  const run = one.run?.id ?? null;
  return (
    run !== null &&
    run === other.run?.id &&
    isAboutThePlaceOf(one, other) &&
    one.head === other.head &&
    one.outcome === other.outcome &&
    one.decisionId === other.decisionId
  );
}
