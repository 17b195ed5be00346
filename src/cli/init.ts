import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { InputError } from '../errors.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import type { Options } from './options.ts';
import { reasonOf } from './reason.ts';
import { looksBare, repositoryRoot } from './repository-root.ts';
import { starterFiles } from './starter.generated.ts';
import { inZone, zoneOfMachine } from './starter-zone.ts';
import type { World } from './world.ts';

/** Where each starter file goes in a repository. */
const places = {
  'policy.yml': '.github/change-gate/policy.yml',
  'policy.test.yml': '.github/change-gate/policy.test.yml',
  'workflow.yml': '.github/workflows/change-gate.yml',
  'evidence.yml.example': 'ops/evidence/restore.yml.example',
  'budget.json.example': 'ops/slo/payments-api.json.example',
  'post-implementation-review.md': '.github/ISSUE_TEMPLATE/post-implementation-review.md',
} as const satisfies Record<keyof typeof starterFiles, string>;

type StarterFile = keyof typeof starterFiles;

const starter = [
  'policy.yml',
  'policy.test.yml',
  'workflow.yml',
  'post-implementation-review.md',
] as const satisfies readonly StarterFile[];
const templates = ['evidence.yml.example', 'budget.json.example'] as const satisfies readonly StarterFile[];

/** `change-gate init`: writes a starter policy, its test, a workflow and an issue template, or files to copy; overwrites nothing. */
export const init: Command = {
  summary:
    'Writes a starter policy, its test, a workflow and a template for reviews into a repository. Overwrites nothing.',
  usage: 'change-gate init [--evidence] [--repo DIR]',
  options: {
    evidence: { kind: 'flag', help: 'write files to copy for evidence and error budgets instead' },
    repo: { kind: 'value', value: 'DIR', help: 'the repository (the folder you stand in)' },
  },
  run: runInit,
};

function nextSteps(zone: string): string {
  return [
    `next: see that \`${zone}\`, the time zone of this machine, is right in .github/change-gate/policy.yml,`,
    'then run `change-gate check`, `change-gate test` and `change-gate evaluate`',
  ].join('\n');
}

async function runInit(options: Options, world: World): Promise<number> {
  const root = repositoryRoot(resolve(world.cwd, options.value('repo') ?? '.'));
  const names = options.flag('evidence') ? templates : starter;
  refuseBare(root);
  refuseToOverwrite(
    root,
    names.map((name) => places[name]),
  );
  const zone = zoneOfMachine();
  for (const name of names) {
    await write(join(root, places[name]), inZone(starterFiles[name], zone));
    world.print(`wrote ${places[name]}\n`);
  }
  world.print(`${options.flag('evidence') ? copyThem : nextSteps(zone)}\n`);
  return exitCodes.success;
}

const copyThem = [
  'next: ask for evidence in your policy, as the first lines of ops/evidence/restore.yml.example show,',
  'copy it for each restore test, and run `change-gate check`',
].join('\n');

async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
  } catch (cause) {
    throw new InputError({
      problem: `\`${path}\` cannot be written: ${reasonOf(cause)}`,
      remedy: 'check the folder and who may write into it',
      cause,
    });
  }
}

function refuseBare(root: string): void {
  if (!looksBare(root)) return;
  throw new InputError({
    problem: `\`${root}\` is a bare repository, which has no files`,
    remedy: 'run it in a clone, and commit what it writes',
  });
}

function refuseToOverwrite(root: string, paths: readonly string[]): void {
  const there = paths.filter((path) => existsSync(join(root, path)));
  if (there.length === 0) return;
  throw new InputError({
    problem: `${there.map((path) => `\`${path}\``).join(' and ')} ${there.length === 1 ? 'is' : 'are'} there already`,
    remedy: 'nothing was written; move what is there away first',
  });
}
