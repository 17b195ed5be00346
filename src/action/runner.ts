import type { Annotation } from '../report/annotations.ts';
import type { RunContext } from './event.ts';

/** What the runner calls the run. */
export type RunNames = {
  readonly id: number | null;
  /** The key of the job in its workflow. */
  readonly job: string | null;
  /** The file of the workflow and its ref: `owner/name/.github/workflows/gate.yml@refs/heads/main`. */
  readonly workflowRef: string | null;
  readonly workflowSha: string | null;
  /** The number of the repository that the run is about. */
  readonly repositoryId: number | null;
};

/** What the action needs from the runner that it runs on. A text that is kept secret reaches none of its places. */
export interface Runner {
  readonly workspace: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly runUrl: string | null;
  readonly run: RunNames;
  /** Empty if it was not given. */
  input(name: string): string;
  /** The event of the run; throws a `FactsError` if it cannot be read. */
  context(): Promise<RunContext>;
  setOutput(name: string, value: string): void;
  annotate(annotation: Annotation): void;
  writeSummary(markdown: string): Promise<void>;
  /** Writes a file that later steps can read; gives its path. */
  writeFile(name: string, content: string): string;
  /** Lines for the job's log, made safe for a terminal; the runner reads no command from them. */
  log(text: string): void;
  /** Keeps a text out of the log and out of everything that is written. */
  keepSecret(secret: string): void;
  /** The text without what is kept secret, or looks like it. */
  redacted(text: string): string;
  fail(exitCode: number): void;
  /** The instant at which the run began to judge, ISO 8601 in UTC. */
  now(): string;
}
