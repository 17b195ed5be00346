import type { Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { DecisionRecord } from '../decision/record.ts';
import { idOf, parseRecord } from '../decision/record.ts';
import { monthFolder, nameOfPlace, parseRecordPath } from '../decision/record-file.ts';
import { attempt } from './attempt.ts';
import type { GitHub } from './client.ts';
import type { Ledger } from './ledger-branch.ts';
import { ask, literal, partOf } from './query.ts';

/** What was deployed, and an instant after it was decided. */
export type Deployed = {
  readonly repository: string;
  readonly environment: string;
  readonly head: string;
  readonly at: string;
};

/** How many months are looked through: what was decided before is not what was deployed just now. */
const months = 3;
/** Of so many decisions that their names speak of, the newest are opened. */
const mostOpened = 5;

const operation = 'looking for the decision in the ledger';

/** The last decision about a commit and an environment; null if there is none of late. */
export async function findDecision(
  github: GitHub,
  ledger: Ledger,
  deployed: Deployed,
): Promise<DecisionRecord | null | Unknown> {
  const files = await listMonths(github, ledger, deployed.at);
  if (isUnknown(files)) return files;
  const place = nameOfPlace(deployed);
  const candidates = files
    .filter(({ path }) => {
      const name = parseRecordPath(path);
      return name?.kind === 'decision' && name.place === place;
    })
    .toSorted((one, other) => (one.path < other.path ? 1 : -1));
  for (const { oid } of candidates.slice(0, mostOpened)) {
    const record = await readRecord(github, ledger, oid);
    if (isUnknown(record)) return record;
    if (record !== null && isAbout(record, deployed)) return record;
  }
  return null;
}

type Listed = { readonly path: string; readonly oid: string };
type Folder = { readonly entries?: readonly { readonly name: string; readonly oid: string }[] };

async function listMonths(github: GitHub, ledger: Ledger, at: string): Promise<readonly Listed[] | Unknown> {
  const folders = Array.from({ length: months }, (_, back) => monthBefore(at, back));
  const texts = folders.map((folder, index) => {
    const expression = literal(`refs/heads/${ledger.branch}:${folder}`);
    return `file${index}: object(expression: ${expression}) { ... on Tree { entries { name oid } } }`;
  });
  const reply = await ask(github, ledger.repository, { operation, text: texts.join(' ') });
  if (isUnknown(reply)) return reply;
  const files: Listed[] = [];
  for (const [index, folder] of folders.entries()) {
    const found = partOf<Folder>(reply, { path: ['repository', `file${index}`], operation, depth: 'all' });
    if (isUnknown(found)) return found;
    files.push(...(found?.entries ?? []).map(({ name, oid }) => ({ path: `${folder}/${name}`, oid })));
  }
  return files;
}

function monthBefore(at: string, back: number): string {
  const instant = new Date(at);
  return monthFolder(new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() - back, 1)).toISOString());
}

/** Null for what is no decision, or was changed after it was written. */
async function readRecord(github: GitHub, ledger: Ledger, oid: string): Promise<DecisionRecord | null | Unknown> {
  const blob = await attempt(
    operation,
    async () => await github.rest.git.getBlob({ ...ledger.repository, file_sha: oid }),
  );
  if (isUnknown(blob)) return blob;
  const parsed = parseRecord(jsonIn(Buffer.from(blob.data.content, 'base64').toString('utf8')));
  if (!parsed.ok || parsed.record.kind !== 'decision') return null;
  return idOf(parsed.record) === parsed.record.id ? parsed.record : null;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Somebody else's file: no record.
    return null;
  }
}

function isAbout({ repository, decision }: DecisionRecord, deployed: Deployed): boolean {
  const { environment, head } = decision;
  return repository === deployed.repository && environment === deployed.environment && head === deployed.head;
}
