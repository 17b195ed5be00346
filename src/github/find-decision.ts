import type { Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { DecisionRecord } from '../decision/record.ts';
import { nameOfPlace } from '../decision/record-file.ts';
import type { GitHub } from './client.ts';
import type { Ledger } from './ledger-branch.ts';
import type { NamedRecord } from './ledger-names.ts';
import { listRecords, monthsBefore, readRecord } from './ledger-names.ts';

/** What was deployed, by which run, and an instant after it was decided. */
export type Deployed = {
  readonly repository: string;
  readonly environment: string;
  readonly head: string;
  readonly at: string;
  /** Null where no run did it. */
  readonly run: { readonly id: string | null } | null;
};

/** How many months are looked through: what was decided before is not what was deployed just now. */
const months = 3;
/** Of so many decisions that their names speak of, the newest are opened. */
const mostOpened = 10;

const operation = 'looking for the decision in the ledger';

/**
 * The decision that let a commit pass to an environment: that of the same run, else the last one that let it pass, else
 * the last one; null if there is none of late.
 */
export async function findDecision(
  github: GitHub,
  ledger: Ledger,
  deployed: Deployed,
): Promise<DecisionRecord | null | Unknown> {
  const names = await listRecords(github, ledger, { operation, months: monthsBefore(deployed.at, months) });
  if (isUnknown(names)) return names;
  const place = nameOfPlace(deployed);
  const candidates = names.filter((name) => name.kind === 'decision' && name.place === place);
  return await choose(github, { ledger, deployed, candidates: candidates.slice(0, mostOpened) });
}

type Choice = { readonly ledger: Ledger; readonly deployed: Deployed; readonly candidates: readonly NamedRecord[] };

async function choose(
  github: GitHub,
  { ledger, deployed, candidates }: Choice,
): Promise<DecisionRecord | null | Unknown> {
  const others: DecisionRecord[] = [];
  for (const { oid } of candidates) {
    const record = await readRecord(github, ledger, { operation, oid });
    if (isUnknown(record)) return record;
    if (record?.kind !== 'decision' || !isAbout(record, deployed)) continue;
    if (isOfRun(record, deployed)) return record;
    others.push(record);
  }
  return others.find(letsPass) ?? others[0] ?? null;
}

function isAbout({ repository, decision }: DecisionRecord, deployed: Deployed): boolean {
  const { environment, head } = decision;
  return repository === deployed.repository && environment === deployed.environment && head === deployed.head;
}

function isOfRun(record: DecisionRecord, { run }: Deployed): boolean {
  const id = run?.id ?? null;
  return id !== null && record.run?.id === id;
}

function letsPass({ decision, run }: DecisionRecord): boolean {
  return decision.outcome === 'approved' || run?.mode === 'advise';
}
