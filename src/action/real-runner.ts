import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { FactsError } from '../errors.ts';
import type { Annotation } from '../report/annotations.ts';
import type { RunContext } from './event.ts';
import type { Runner, RunNames } from './runner.ts';
import { withoutSecretShapes } from './secret-shapes.ts';

/** The runner of a workflow, through GitHub's own toolkit. */
export function realRunner(): Runner {
  const { GITHUB_WORKSPACE, GITHUB_API_URL, GITHUB_SERVER_URL } = process.env;
  const serverUrl = GITHUB_SERVER_URL ?? 'https://github.com';
  const secrets = new Set<string>();
  const redacted = (text: string): string =>
    [...secrets].reduce((rest, secret) => rest.replaceAll(secret, '***'), withoutSecretShapes(text));
  const began = new Date().toISOString();
  let folder: string | null = null;
  return {
    workspace: GITHUB_WORKSPACE ?? process.cwd(),
    apiUrl: GITHUB_API_URL ?? 'https://api.github.com',
    serverUrl,
    runUrl: runUrl(serverUrl),
    run: runNames(),
    input: (name) => core.getInput(name),
    context: readContext,
    setOutput: (name, value) => core.setOutput(name, redacted(value)),
    annotate: (annotation) => annotate(annotation, redacted),
    writeSummary: (markdown) => writeSummary(redacted(markdown)),
    writeFile: (name, content) => {
      // A folder for each run, since a job may ask the gate for several environments.
      folder ??= mkdtempSync(join(process.env['RUNNER_TEMP'] ?? tmpdir(), 'change-gate-'));
      const path = join(folder, name);
      writeFileSync(path, redacted(content));
      return path;
    },
    log: (text) => logAsText(redacted(text)),
    keepSecret: (secret) => {
      secrets.add(secret);
      core.setSecret(secret);
    },
    redacted,
    fail: (exitCode) => {
      process.exitCode = exitCode;
    },
    now: () => began,
  };
}

/** The toolkit reads the event when it is loaded, so that it is loaded where an error of it is told. */
async function readContext(): Promise<RunContext> {
  try {
    const { context } = await import('@actions/github');
    const { eventName, sha, ref, actor, payload } = context;
    return { eventName, sha, ref, actor, payload, repository: process.env['GITHUB_REPOSITORY'] };
  } catch (cause) {
    throw new FactsError({
      problem: `the event of the run cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      remedy: 'check the file that GITHUB_EVENT_PATH names',
      cause,
    });
  }
}

function annotate({ level, title, message, ...place }: Annotation, redacted: (text: string) => string): void {
  commands[level](redacted(message), { title: redacted(title), ...place });
}

const commands = { error: core.error, warning: core.warning, notice: core.notice } as const;

async function writeSummary(markdown: string): Promise<void> {
  if ((process.env['GITHUB_STEP_SUMMARY'] ?? '') === '') return;
  try {
    await core.summary.addRaw(markdown).write();
  } catch (error) {
    // The answer stands in the log, the annotations and the outputs too.
    core.warning(`the job summary could not be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The runner reads commands from a log, some in the middle of a line: others' words are printed while it does not. */
function logAsText(text: string): void {
  const pass = randomUUID();
  core.info(`::stop-commands::${pass}\n${text.trimEnd()}\n::${pass}::`);
}

function runNames(): RunNames {
  const { GITHUB_RUN_ID, GITHUB_JOB, GITHUB_WORKFLOW_REF, GITHUB_WORKFLOW_SHA, GITHUB_REPOSITORY_ID } = process.env;
  return {
    id: numberOf(GITHUB_RUN_ID),
    job: GITHUB_JOB ?? null,
    workflowRef: GITHUB_WORKFLOW_REF ?? null,
    workflowSha: GITHUB_WORKFLOW_SHA ?? null,
    repositoryId: numberOf(GITHUB_REPOSITORY_ID),
  };
}

function numberOf(text: string | undefined): number | null {
  return /^\d+$/u.test(text ?? '') ? Number(text) : null;
}

function runUrl(serverUrl: string): string | null {
  const { GITHUB_REPOSITORY, GITHUB_RUN_ID } = process.env;
  if (GITHUB_REPOSITORY === undefined || GITHUB_RUN_ID === undefined) return null;
  return `${serverUrl}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
}
