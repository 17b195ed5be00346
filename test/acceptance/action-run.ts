import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { temporaryDirectory } from '../git/temporary-repository.ts';
import type { Decision } from '../../src/decision/decision.ts';
import type { RunEvent } from './action-events.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const packaged = join(root, 'node_modules/.bin/node');
/** The Node that runners have; where there is no package of it, the one that runs the tests. */
const node24 = existsSync(packaged) ? packaged : process.execPath;

let built = '';

beforeAll(() => {
  built = mkdtempSync(join(tmpdir(), 'change-gate-dist-'));
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), built], { stdio: 'pipe' });
});

afterAll(() => rmSync(built, { recursive: true, force: true }));

/** Where the bundles are that are tested. */
export function builtFolder(): string {
  return built;
}

export type RunOptions = {
  readonly event: RunEvent;
  readonly workspace: string;
  readonly apiUrl: string;
  /** As the workflow writes them; `token` is given unless it is set to the empty text. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Variables on top; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
};

export type Annotation = {
  readonly level: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
};

/** What a run left behind. */
export type Run = {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** The log as people see it: no commands. */
  readonly log: string;
};

/** Runs the built action under Node 24, as the runner of a workflow would. */
export async function runAction(options: RunOptions): Promise<Run> {
  const folder = temporaryDirectory();
  const files = { output: join(folder, 'output'), summary: join(folder, 'summary'), event: join(folder, 'event.json') };
  writeFileSync(files.output, '');
  writeFileSync(files.summary, '');
  writeFileSync(files.event, JSON.stringify(options.event.payload));
  const started = performance.now();
  const { code, stdout, stderr } = await start(join(built, 'action.js'), {
    ...variables(options, folder, files),
    ...options.env,
  });
  return {
    code,
    stdout,
    stderr,
    seconds: (performance.now() - started) / 1_000,
    outputs: parseOutputs(readFileSync(files.output, 'utf8')),
    summary: existsSync(files.summary) ? readFileSync(files.summary, 'utf8') : '',
    ...readLog(stdout),
  };
}

type Files = { readonly output: string; readonly summary: string; readonly event: string };

function variables({ event, workspace, apiUrl, inputs }: RunOptions, folder: string, files: Files): NodeJS.ProcessEnv {
  const given = { mode: 'enforce', comment: 'true', 'first-deployment': 'false', ...inputs };
  return {
    PATH: process.env['PATH'],
    HOME: folder,
    ...Object.fromEntries(
      Object.entries(given).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
    ),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: event.actor,
    GITHUB_API_URL: apiUrl,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: files.event,
    GITHUB_OUTPUT: files.output,
    GITHUB_REF: event.ref,
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_RUN_ID: '4711',
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_SHA: event.sha,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: folder,
  };
}

function start(
  script: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(node24, [script], { env, cwd: env['GITHUB_WORKSPACE'] }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

/** The file of outputs as the runner reads it: `name<<delimiter`, the value, the delimiter. */
function parseOutputs(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const lines = text.split('\n');
  while (lines.length > 0) {
    const [, name, delimiter] = /^([^<]+)<<(.+)$/.exec(lines.shift() ?? '') ?? [];
    if (name === undefined || delimiter === undefined) continue;
    const end = lines.indexOf(delimiter);
    found[name] = lines.slice(0, end).join('\n');
    lines.splice(0, end + 1);
  }
  return found;
}

/** Reads a log as the runner does: which commands it obeys, which it was told to leave alone, and what people see. */
function readLog(stdout: string): Pick<Run, 'annotations' | 'log'> {
  const annotations: Annotation[] = [];
  const shown: string[] = [];
  let resume: string | null = null;
  for (const line of stdout.split('\n')) {
    if (resume !== null) {
      if (line === `::${resume}::`) resume = null;
      else shown.push(line);
      continue;
    }
    const command = parseCommand(line);
    if (command === null) shown.push(line);
    else if (command.level === 'stop-commands') resume = command.message;
    else annotations.push(command);
  }
  return { annotations, log: shown.join('\n') };
}

/** A command at the start of a line, or of the older kind anywhere in it. */
function parseCommand(line: string): Annotation | null {
  const [, level, list = '', message = ''] =
    /^\s*::([\w-]+)(?: ([^:]*(?:%3A[^:]*)*))?::(.*)$/.exec(line) ??
    /##\[([\w-]+)(?: ([^\]]*))?\](.*)$/.exec(line) ??
    [];
  if (level === undefined) return null;
  const properties = list.split(/[,;]/).flatMap((part) => {
    const [, key, value] = /^([^=]+)=(.*)$/.exec(part) ?? [];
    return key === undefined || value === undefined ? [] : [[key, decoded(value)] as const];
  });
  return { level, properties: Object.fromEntries(properties), message: decoded(message) };
}

function decoded(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}

/** The decision that a run wrote for later steps. */
export function decisionOf({ outputs }: Run): Decision {
  return JSON.parse(readFileSync(outputs['decision'] ?? '', 'utf8'));
}
