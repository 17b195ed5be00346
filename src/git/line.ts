import { FactsError } from '../errors.ts';
import type { Repository } from './repository.ts';
import { runGit } from './run.ts';

/** The line of first parents that leads to a head, and which of its commits are wanted. */
export type Line = {
  readonly head: string;
  /** The names of all its commits. */
  readonly shas: ReadonlySet<string>;
  /** Those that are wanted, up to the head, the oldest first. */
  readonly wanted: readonly string[];
  /** Those before them, the oldest first. */
  readonly older: readonly string[];
  /** The last commit that is not wanted; null: all are. */
  readonly before: string | null;
  /** When the newest was committed, in seconds since 1970. */
  readonly newest: number;
};

type Wanted = { readonly head: string; readonly limit: number | null; readonly since: number | null };

/** Reads the names and dates of the line. */
export async function readLineNames(repository: Repository, { head, limit, since }: Wanted): Promise<Line> {
  const output = await runGit(repository.place, {
    arguments: ['log', '--first-parent', '--format=%H %ct', '--no-color', '--end-of-options', head, '--'],
  });
  const commits = output
    .split('\n')
    .filter((row) => row !== '')
    .map((row) => ({ sha: row.slice(0, row.indexOf(' ')), at: Number(row.slice(row.indexOf(' ') + 1)) }));
  // Clocks are off now and then: the oldest commit that is new enough begins what is wanted.
  const recent = since === null ? commits.length : commits.findLastIndex(({ at }) => at >= since) + 1;
  const count = Math.min(recent, limit ?? recent);
  if (count === 0) throw nothingSince(since);
  const shas = commits.map(({ sha }) => sha);
  return {
    head,
    shas: new Set(shas),
    wanted: shas.slice(0, count).toReversed(),
    older: shas.slice(count).toReversed(),
    before: shas[count] ?? null,
    newest: commits.reduce((newest, { at }) => Math.max(newest, at), 0),
  };
}

function nothingSince(since: number | null): FactsError {
  const from = since === null ? '' : ` since ${new Date(since * 1_000).toISOString()}`;
  return new FactsError({ problem: `there is no change${from}`, remedy: 'choose an earlier start, or leave it out' });
}
