import type { RunningDeployment } from '../change/facts.ts';
import type { Finding } from '../finding/finding.ts';
import type { Relation } from './relation.ts';

/** What a finding tells of one conflict. */
export type Told = Pick<Finding, 'problem' | 'remedy' | 'facts' | 'assumed' | 'link'>;

type Words = { readonly problem: string; readonly remedy: string; readonly link?: { text: string; url: string } };

/** What is said of another deployment: which one it is, of what, since when, and what to do. */
export function wordsOf(other: RunningDeployment, relation: Relation, now: string): Words {
  const text = `deployment ${other.id}`;
  const silence = silenceOf(other, now);
  const from = other.repository === undefined ? '' : ` of \`${other.repository}\``;
  const silent = silence === null ? '' : `, and has said nothing for ${silence}`;
  return {
    problem: `${subjectOf(relation)}: \`${text}\`${from} has been running since ${minuteOf(other.startedAt)}${silent}`,
    remedy: silence === null ? wait : endIt(other),
    ...(other.url !== null && { link: { text, url: other.url } }),
  };
}

/** What is said where there are more than are told one by one. */
export function wordsOfRest(count: number): Pick<Words, 'problem' | 'remedy'> {
  return { problem: `${count} more deployments are running that bear on it`, remedy: waitForAll };
}

const wait = 'wait until it has ended, then run the gate again';
const waitForAll = 'wait until they have ended, then run the gate again';

function subjectOf(relation: Relation): string {
  if (relation.kind === 'same-service') return `another deployment ${namesOf(relation.services)} is in progress`;
  if (relation.kind === 'dependency') {
    return `\`${relation.from}\` depends on \`${relation.on}\`, and one of them is being deployed`;
  }
  return 'another deployment is in progress, which may be of the same service';
}

function namesOf(services: readonly string[]): string {
  if (services.length === 0) return 'to the environment';
  const names = services.slice(0, 3).map((name) => `\`${name}\``);
  const more = services.length - names.length;
  return `of ${names.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
}

/** A job on GitHub's own machines ends after six hours at the latest. */
const longestSilenceHours = 6;

/** For how long nothing was heard, if that is too long to believe that it still runs. */
function silenceOf({ lastStatusAt }: RunningDeployment, now: string): string | null {
  const hours = (Date.parse(now) - Date.parse(lastStatusAt)) / 3_600_000;
  if (!(hours > longestSilenceHours)) return null;
  return hours < 48 ? `${Math.floor(hours)} hours` : `${Math.floor(hours / 24)} days`;
}

function endIt({ id, repository = '{owner}/{repo}' }: RunningDeployment): string {
  const say = `gh api repos/${repository}/deployments/${id}/statuses -f state=error`;
  return `look whether it still runs; if it died, say so with \`${say}\`, then run the gate again`;
}

/** `2026-11-24 09:48 UTC` */
export function minuteOf(instant: string): string {
  return `${new Date(Date.parse(instant)).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
