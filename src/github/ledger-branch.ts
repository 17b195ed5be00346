import type { Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { LedgerFile } from '../decision/record-file.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { Reply } from './query.ts';
import { ask, literal, partOf } from './query.ts';

/** Where records are kept: a branch of a repository. */
export type Ledger = {
  readonly repository: RepositoryName;
  readonly branch: string;
  /** The folder of the records of one repository, `owner/name`; empty where all are of the same. */
  readonly folder: string;
};

/** A path of a record as the branch has it. */
export function pathIn({ folder }: Pick<Ledger, 'folder'>, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

/** What goes into the ledger with one commit. */
export type Entry = {
  /** Written once: a ledger that has it is left as it is. */
  readonly record: LedgerFile;
  /** Files beside the record, written with it, by which readers find it without opening it. */
  readonly marks: readonly LedgerFile[];
  /** What the record refers to; written where it is missing. */
  readonly shared: readonly LedgerFile[];
  readonly message: string;
};

/** What stands on the branch; a tip of null: there is no such branch yet. */
export type Sight = {
  readonly tip: { readonly commit: string; readonly tree: string } | null;
  /** Those of the paths asked about that are there. */
  readonly there: readonly string[];
};

const operation = 'looking into the ledger';

/** Looks at the tip of the branch and for some files, all at one instant. */
export async function lookAtLedger(
  github: GitHub,
  { repository, branch }: Ledger,
  files: readonly Pick<LedgerFile, 'path'>[],
): Promise<Sight | Unknown> {
  const ref = `refs/heads/${branch}`;
  const parts = files.map(
    ({ path }, index) => `${alias(index)}: object(expression: ${literal(`${ref}:${path}`)}) { oid }`,
  );
  const tip = `head: ref(qualifiedName: ${literal(ref)}) { target { oid ... on Commit { tree { oid } } } }`;
  const reply = await ask(github, repository, { operation, text: [tip, ...parts].join(' ') });
  return isUnknown(reply) ? reply : sightIn(reply, files);
}

type Head = { readonly target: { readonly oid: string; readonly tree?: { readonly oid: string } } | null };

function sightIn(reply: Reply, files: readonly Pick<LedgerFile, 'path'>[]): Sight | Unknown {
  const head = partOf<Head>(reply, { path: ['repository', 'head'], operation, depth: 'all' });
  if (isUnknown(head)) return head;
  const there: string[] = [];
  for (const [index, { path }] of files.entries()) {
    const file = partOf<{ readonly oid: string }>(reply, {
      path: ['repository', alias(index)],
      operation,
      depth: 'all',
    });
    if (isUnknown(file)) return file;
    if (file !== null) there.push(path);
  }
  const { oid: commit, tree } = head?.target ?? {};
  return { there, tip: commit === undefined || tree === undefined ? null : { commit, tree: tree.oid } };
}

function alias(index: number): string {
  return `file${index}`;
}
