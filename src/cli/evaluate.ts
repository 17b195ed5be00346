import type { Decision } from '../decision/decision.ts';
import { runGate } from '../gate.ts';
import type { Policy } from '../policy/policy.ts';
import type { Passage } from '../ports.ts';
import { plainText } from '../report/escape.ts';
import { renderTerminal } from '../report/terminal.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import { factsSource } from './facts-source.ts';
import type { Options } from './options.ts';
import { openPolicy, policyOption } from './policy-source.ts';
import type { World } from './world.ts';

const exitCodeOf = {
  approved: exitCodes.success,
  'needs-approval': exitCodes.needsApproval,
  blocked: exitCodes.blocked,
} as const satisfies Record<Decision['outcome'], number>;

/** `change-gate evaluate`: judges one change. */
export const evaluate: Command = {
  summary: 'Judges a change: the latest one of the repository you stand in, or one given as facts.',
  usage: 'change-gate [evaluate] [OPTIONS]',
  options: {
    environment: { kind: 'value', value: 'NAME', help: 'where it goes (`production`)' },
    service: { kind: 'list', value: 'NAME', help: 'a service that it touches, instead of by paths; may be repeated' },
    base: { kind: 'value', value: 'REF', help: 'what is live (the parent of the head)' },
    head: { kind: 'value', value: 'REF', help: 'what is to be deployed (`HEAD`)' },
    at: {
      kind: 'value',
      value: 'INSTANT',
      help: 'judge it at another time, like `2026-11-27T15:00:00+01:00`; without the offset in the policy’s time zone',
    },
    facts: { kind: 'value', value: 'FILE', help: 'facts as JSON instead of a repository; `-` reads standard input' },
    assume: {
      kind: 'list',
      value: 'NAME=VALUE',
      help: 'set a fact that cannot be known here, like `deployments.inProgress=0`; may be repeated',
    },
    'change-type': { kind: 'value', value: 'TYPE', help: 'declare an `emergency` or a `rollback`' },
    reason: { kind: 'value', value: 'TEXT', help: 'why it is declared' },
    incident: { kind: 'value', value: 'ID', help: 'the incident that an emergency ends' },
    policy: policyOption,
    repo: { kind: 'value', value: 'DIR', help: 'the repository (the folder you stand in)' },
    json: { kind: 'flag', help: 'print the decision as JSON' },
  },
  run: runEvaluate,
};

async function runEvaluate(options: Options, world: World): Promise<number> {
  const gatherFacts = factsSource(options, world);
  const { decision } = await runGate({
    loadPolicy: () => openPolicy(options, world),
    gatherFacts,
    publish: async (passage) => {
      world.print(wordsOf(passage.decision, options, world));
      world.printError(asides(passage, options));
    },
  });
  return exitCodeOf[decision.outcome];
}

function wordsOf(decision: Decision, options: Options, world: World): string {
  if (options.flag('json')) return `${JSON.stringify(decision, null, 2)}\n`;
  return renderTerminal(decision, world.output);
}

const mostWarnings = 3;

/** What is doubtful in the policy, in a line each; and whose policy it is, if nobody chose it. */
function asides({ policy, warnings }: Passage, options: Options): string {
  const shown = warnings.length > mostWarnings + 1 ? warnings.slice(0, mostWarnings) : warnings;
  const lines = shown.map(
    ({ file, line, column, problem }) => `warning: ${plainText(`${file}:${line}:${column}`)} ${plainText(problem)}`,
  );
  const more = warnings.length - shown.length;
  return [
    ...lines,
    ...(more === 0 ? [] : [`warning: and ${more} more; \`change-gate check\` lists them`]),
    ...(options.value('policy') === null && policy.files.every(isShipped) ? [judgedByStandard] : []),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function isShipped({ path }: Policy['files'][number]): boolean {
  return path.startsWith('change-gate:');
}

const judgedByStandard =
  'note: there is no `.github/change-gate` here, so the shipped policy `standard` judged; `change-gate init` writes one';
