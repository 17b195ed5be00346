import { closest } from '../closest.ts';
import type { OutcomeRecord } from '../decision/record.ts';
import { InputError } from '../errors.ts';

/** What the input `outcome` says: how a deployment went, or that there was none. */
export type SaidOutcome =
  | { readonly kind: 'ended'; readonly outcome: OutcomeRecord['outcome'] }
  /** Nothing to record, and why. */
  | { readonly kind: 'nothing'; readonly reason: string };

const wentWell = ended('success');
const wentBadly = ended('failure');
const isBack = ended('rolled-back');
const notYet = nothing('the deployment has not ended yet');

/** The words that workflows have: results of jobs, conclusions of runs, states of deployments, and our own. */
const words: ReadonlyMap<string, SaidOutcome> = new Map([
  ['success', wentWell],
  ['failure', wentBadly],
  ['error', wentBadly],
  ['timed_out', wentBadly],
  ['rollback', isBack],
  ['rolled-back', isBack],
  ['cancelled', ended('cancelled')],
  ['skipped', nothing('the deployment was skipped, so nothing went out')],
  ['inactive', nothing('something newer took the place of the deployment, which says nothing of how it went')],
  ['queued', notYet],
  ['pending', notYet],
  ['waiting', notYet],
  ['in_progress', notYet],
]);

/** The words that people should write. */
const usual = ['success', 'failure', 'rollback', 'cancelled'];

/** Reads how a deployment went; throws an `InputError` for a word that says nothing of it. */
export function readOutcome(word: string | null): SaidOutcome {
  if (word === null) {
    throw new InputError({
      problem: '`command: record-outcome` needs the input `outcome`',
      remedy:
        'say how the deployment went, as with `needs.deploy.result`, which is empty unless `needs` lists `deploy`',
    });
  }
  const said = words.get(word.toLowerCase());
  if (said !== undefined) return said;
  const near = closest(word.toLowerCase(), [...words.keys()]);
  const list = usual.map((each) => `\`${each}\``).join(', ');
  throw new InputError({
    problem: `the input \`outcome\` is \`${word}\`, expected one of ${list}, or the result of a job`,
    remedy: near === null ? `say how the deployment went: ${list}` : `did you mean \`${near}\`?`,
  });
}

function ended(outcome: OutcomeRecord['outcome']): SaidOutcome {
  return { kind: 'ended', outcome };
}

function nothing(reason: string): SaidOutcome {
  return { kind: 'nothing', reason };
}
