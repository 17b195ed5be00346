import { InputError } from '../errors.ts';
import { closest } from '../closest.ts';
import type { ActionInputs, InputName } from './inputs.ts';
import { approveWords, inputSpecs } from './inputs.ts';

type ReadInput = (name: InputName) => string;

/** Reads the action's inputs; throws an `InputError` for a word that an input does not know. */
export function readInputs(read: ReadInput): ActionInputs {
  const text = (name: InputName) => read(name).trim() || null;
  const inputs: ActionInputs = {
    command: wordOf('command', text('command') ?? inputSpecs.command.default, commands),
    policy: text('policy'),
    environment: text('environment'),
    services: listOf(text('services')),
    mode: wordOf('mode', text('mode') ?? inputSpecs.mode.default, ['enforce', 'advise']),
    declared: declarationOf(text('change-type')),
    reason: text('reason'),
    incident: text('incident'),
    rollbackPlan: text('rollback-plan'),
    base: text('base'),
    head: text('head'),
    isFirstDeployment: wordOf('first-deployment', text('first-deployment') ?? 'false', ['true', 'false']) === 'true',
    wantsComment: wordOf('comment', text('comment') ?? 'true', ['true', 'false']) === 'true',
    wantsCheck: wordOf('check', text('check') ?? 'true', ['true', 'false']) === 'true',
    approve: approveOf(text('approve')),
    outcome: text('outcome'),
    sloToken: text('slo-token'),
    eventsUrl: text('events-url'),
    eventsToken: text('events-token'),
    token: text('token'),
    policyToken: text('policy-token'),
  };
  if (inputs.isFirstDeployment) checkFirstDeployment(inputs);
  return inputs;
}

const commands = ['evaluate', 'record-outcome', 'release-held'] as const;

function checkFirstDeployment({ base, reason }: ActionInputs): void {
  if (base !== null) {
    throw new InputError({
      problem: `the input \`first-deployment\` says that nothing is live, and \`base\` that \`${base}\` is`,
      remedy: 'leave one of them out',
    });
  }
  if (reason !== null) return;
  throw new InputError({
    problem: 'the input `first-deployment` needs a `reason`',
    remedy: 'say in the input `reason` why nothing was deployed before',
  });
}

function declarationOf(word: string | null): ActionInputs['declared'] {
  if (word === null) return null;
  return wordOf('change-type', word, ['emergency', 'rollback']);
}

function approveOf(word: string | null): ActionInputs['approve'] {
  return word === null ? null : wordOf('approve', word, approveWords);
}

function wordOf<const Word extends string>(name: InputName, found: string, words: readonly Word[]): Word {
  const word = words.find((each) => each === found);
  if (word !== undefined) return word;
  const near = closest(found, words);
  throw new InputError({
    problem: `the input \`${name}\` is \`${found}\`, expected ${words.map((each) => `\`${each}\``).join(' or ')}`,
    remedy: near === null ? `write one of these in the workflow` : `did you mean \`${near}\`?`,
  });
}

function listOf(text: string | null): readonly string[] | null {
  if (text === null) return null;
  return text
    .split(/[\n,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
