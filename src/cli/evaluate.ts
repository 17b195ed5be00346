import type { Decision } from '../decision/decision.ts';
import { runGate } from '../gate.ts';
import { renderTerminal } from '../report/terminal.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import { gatherFacts } from './facts-source.ts';
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
  summary: 'judge a change: the latest one of the repository you stand in, or one given as facts',
  usage: 'change-gate evaluate [--environment NAME] [--base REF] [--head REF] [--json]',
  options: {
    environment: { kind: 'value', value: 'NAME', help: 'where it goes (production)' },
    service: { kind: 'list', value: 'NAME', help: 'a service that it touches, instead of by paths; may be repeated' },
    base: { kind: 'value', value: 'REF', help: 'what is live (the parent of the head)' },
    head: { kind: 'value', value: 'REF', help: 'what is to be deployed (HEAD)' },
    at: { kind: 'value', value: 'INSTANT', help: 'judge it at another time, like 2026-11-27T15:00:00+01:00' },
    facts: { kind: 'value', value: 'FILE', help: 'facts as JSON instead of a repository; - reads standard input' },
    assume: { kind: 'list', value: 'NAME=VALUE', help: 'set a fact that cannot be known here; may be repeated' },
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
  const { decision } = await runGate({
    loadPolicy: () => openPolicy(options, world),
    gatherFacts: () => gatherFacts(options, world),
    publish: async ({ decision: made }) => world.print(wordsOf(made, options, world)),
  });
  return exitCodeOf[decision.outcome];
}

function wordsOf(decision: Decision, options: Options, world: World): string {
  if (options.flag('json')) return `${JSON.stringify(decision, null, 2)}\n`;
  return renderTerminal(decision, world.output);
}
