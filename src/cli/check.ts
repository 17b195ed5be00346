import { InputError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { globsOf } from '../evidence/sources.ts';
import type { Policy } from '../policy/policy.ts';
import { annotationsOfProblems, renderAnnotation } from '../report/annotations.ts';
import { renderProblems } from '../report/problems.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import type { Options } from './options.ts';
import { policyOption, readPolicy } from './policy-source.ts';
import { textFrom } from './text-from.ts';
import type { World } from './world.ts';

/** `change-gate check`: says everything that is wrong with a policy. */
export const check: Command = {
  summary: 'Says everything that is wrong or doubtful in a policy.',
  usage: 'change-gate check [PATH] [--strict] [--json]',
  options: {
    policy: policyOption,
    strict: { kind: 'flag', help: 'count warnings as errors' },
    json: { kind: 'flag', help: 'print the problems as JSON' },
  },
  words: ['PATH'],
  run: runCheck,
};

async function runCheck(options: Options, world: World): Promise<number> {
  const loaded = await readPolicy(withWord(options), world);
  const problems = loaded.ok ? [...loaded.warnings, ...(await doubtsAbout(loaded.policy, world))] : loaded.problems;
  const isSound = loaded.ok && !(options.flag('strict') && problems.length > 0);
  world.print(options.flag('json') ? jsonOf(isSound, problems) : wordsOf({ isSound, problems }, world));
  return isSound ? exitCodes.success : exitCodes.wrongInput;
}

/** What evidence files beside the policy will not prove, or not for long. */
async function doubtsAbout({ evidence }: Policy, world: World): Promise<readonly Problem[]> {
  if (!evidence.some((rule) => globsOf(rule).length > 0)) return [];
  const { checkEvidenceFiles } = await import('./check-evidence.ts');
  return await checkEvidenceFiles(evidence, world);
}

/** `check PATH` says the same as `check --policy PATH`. */
function withWord(options: Options): Options {
  const [word] = options.words;
  if (word === undefined) return options;
  const named = options.value('policy');
  if (named === null) return { ...options, value: (name) => (name === 'policy' ? word : options.value(name)) };
  throw new InputError({
    problem: `two policies are named: \`${word}\` and \`--policy ${named}\``,
    remedy: 'check one at a time',
  });
}

function jsonOf(ok: boolean, problems: readonly Problem[]): string {
  return `${JSON.stringify({ ok, problems }, null, 2)}\n`;
}

type Checked = { readonly isSound: boolean; readonly problems: readonly Problem[] };

function wordsOf({ isSound, problems }: Checked, world: World): string {
  const listed =
    problems.length === 0
      ? ''
      : `${renderProblems(problems, { color: world.output.color, textOf: textFrom(world.cwd) })}\n`;
  const annotations =
    world.env['GITHUB_ACTIONS'] === 'true' ? annotationsOfProblems(problems).map(renderAnnotation) : [];
  return [...annotations.map((line) => `${line}\n`), listed, `${closing(isSound, problems)}\n`].join('');
}

function closing(isSound: boolean, problems: readonly Problem[]): string {
  if (problems.length === 0) return 'the policy is sound';
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const counts = [counted(errors, 'error'), counted(problems.length - errors, 'warning')].filter((text) => text !== '');
  if (isSound) return `the policy is sound, with ${counts.join(' and ')}`;
  return errors === 0 ? `${counts.join('')}, which \`--strict\` takes for errors` : counts.join(' and ');
}

function counted(count: number, noun: string): string {
  if (count === 0) return '';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
