import * as core from '@actions/core';
import { context } from '@actions/github';
import type { GateEvent } from './event.ts';
import { readEvent } from './event.ts';
import type { Runner } from './runner.ts';

/** The runner of a workflow, through GitHub's own toolkit. */
export function realRunner(): Runner {
  const { GITHUB_WORKSPACE, RUNNER_TEMP } = process.env;
  return {
    workspace: GITHUB_WORKSPACE ?? process.cwd(),
    tempFolder: RUNNER_TEMP ?? process.cwd(),
    apiUrl: context.apiUrl,
    runUrl: runUrl(),
    input: (name) => core.getInput(name),
    setOutput: (name, value) => core.setOutput(name, value),
    annotate: (level, message, place) => core[level](message, place),
    writeSummary: async (markdown) => {
      if (process.env['GITHUB_STEP_SUMMARY'] === undefined) return;
      await core.summary.addRaw(markdown, true).write();
    },
    log: (text) => core.info(text),
    mask: (secret) => core.setSecret(secret),
    fail: (exitCode) => {
      process.exitCode = exitCode;
    },
    now: () => new Date().toISOString(),
  };
}

/** The event that started the run; throws a `FactsError` if it says too little. */
export function realEvent(): GateEvent {
  return readEvent(context);
}

function runUrl(): string | null {
  const { GITHUB_REPOSITORY, GITHUB_RUN_ID } = process.env;
  if (GITHUB_REPOSITORY === undefined || GITHUB_RUN_ID === undefined) return null;
  return `${context.serverUrl}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
}
