import type { AnnotationProperties } from '@actions/core';

/** What the action needs from the runner that it runs on. */
export interface Runner {
  readonly workspace: string;
  readonly tempFolder: string;
  readonly apiUrl: string;
  readonly runUrl: string | null;
  input(name: string): string;
  setOutput(name: string, value: string): void;
  annotate(level: 'error' | 'warning' | 'notice', message: string, place: AnnotationProperties): void;
  writeSummary(markdown: string): Promise<void>;
  /** A line of the job's log. */
  log(text: string): void;
  /** Keeps a text out of the log. */
  mask(secret: string): void;
  fail(exitCode: number): void;
  /** The current instant, ISO 8601 in UTC. */
  now(): string;
}
