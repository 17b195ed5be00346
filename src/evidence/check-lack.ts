import { checksPassed } from '../change/checks.ts';
import type { CheckAnswer } from '../change/checks.ts';
import type { ChangeFacts } from '../change/facts.ts';
import type { CheckEvidence } from './evidence-rule.ts';
import type { Lack } from './lack.ts';
import { listed, unknownLack } from './lack.ts';

/** Why the checks that a rule names prove nothing; null if they do. */
export function checkLack(rule: CheckEvidence, { checks }: Pick<ChangeFacts, 'checks'>): Lack | null {
  const answer = checksPassed({ checks, patterns: rule.checks, app: rule.app });
  if (answer.state === 'passed') return null;
  if (answer.state === 'failed') return failedLack(answer);
  if (answer.state === 'unknown') {
    return unknownLack(`whether ${listed(rule.checks)} succeeded`, { fact: 'checks', reason: answer.reason });
  }
  return {
    problem: `${listed(answer.missing)} did not run on the commit to be deployed`,
    remedy: `run ${answer.missing.length === 1 ? 'it' : 'them'} on this commit, then run the gate again`,
    facts: { 'checks.missing': answer.missing },
    assumed: [],
  };
}

function failedLack({ failed, missing }: Extract<CheckAnswer, { state: 'failed' }>): Lack {
  const told = failed.map(
    ({ name, conclusion }) =>
      `${listed([name])} ${conclusion === null ? 'is still running' : `ended with \`${conclusion}\``}`,
  );
  const absent = missing.length === 0 ? [] : [`${listed(missing)} did not run`];
  const isOnlyRunning = failed.every(({ conclusion }) => conclusion === null) && missing.length === 0;
  return {
    problem: `on the commit to be deployed ${[...told, ...absent].join(', ')}`,
    remedy: isOnlyRunning
      ? 'wait until it has ended, then run the gate again'
      : 'mend what it found and let it succeed on the commit to be deployed, then run the gate again',
    facts: { 'checks.failed': failed.map(({ name, conclusion }) => ({ name, conclusion })), 'checks.missing': missing },
    assumed: [],
  };
}
