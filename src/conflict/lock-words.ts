import type { HeldLock } from '../change/facts.ts';
import type { Assumption, Finding } from '../finding/finding.ts';
import type { Relation } from './relation.ts';
import type { Told } from './words.ts';
import { minuteOf } from './words.ts';

/** What is said of a lock that another run holds. */
export function wordsOfLock(lock: HeldLock, relation: Relation): Told & Pick<Finding, 'until'> {
  const { holder, url, services, takenAt, until } = lock;
  const text = `run ${holder}`;
  return {
    problem: `${subjectOf(relation)}: \`${text}\` was let through at ${minuteOf(takenAt)} and keeps others out until ${minuteOf(until)}`,
    remedy: 'wait until it has ended and given its lock back, or the lock has, then run the gate again',
    until,
    facts: { lock: { holder, services, until } },
    assumed: relation.kind === 'unknown' ? relation.assumed.map(ofLock) : [],
    ...(url !== null && { link: { text, url } }),
  };
}

function ofLock({ fact, reason }: Assumption): Assumption {
  return { fact: fact === 'running.services' ? 'locks.services' : fact, reason };
}

/** What is said where it is not known whether somebody holds a lock, or none could be taken. */
export function wordsOfUnknownLocks(reason: string): Told {
  return {
    problem: `no lock could be taken, so another run may be let through at the same time (${reason})`,
    remedy: 'give the job `contents: write`, then run the gate again',
    facts: {},
    assumed: [{ fact: 'locks', reason }],
  };
}

function subjectOf(relation: Relation): string {
  if (relation.kind === 'dependency') {
    return `\`${relation.from}\` depends on \`${relation.on}\`, and one of them is about to be deployed`;
  }
  if (relation.kind === 'unknown') return 'a deployment is about to start, which may be of the same service';
  const names = relation.kind === 'same-service' ? relation.services.slice(0, 3).map((name) => `\`${name}\``) : [];
  return `another deployment ${names.length === 0 ? 'to the environment' : `of ${names.join(', ')}`} is about to start`;
}
