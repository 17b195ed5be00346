import type { Approval, ChangeFacts, ChangePart, Declaration, Fact, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { loginOf } from './actor.ts';
import type { Authorship } from './authorship.ts';
import { distinct } from './commit.ts';
import type { PullParts } from './pull.ts';

/** A pull request behind a change. */
export type PullBehind = {
  readonly number: number;
  readonly title: string;
  readonly author: string | null;
  readonly body: string;
  /** When its text was last edited, which approvals of a plan in it must be younger than; null if never. */
  readonly textEditedAt: string | null;
};

type Change = ChangeFacts['change'];

/** What is known of the change itself. */
export type SubjectFacts = {
  readonly change: Pick<Change, 'title' | 'author' | 'authors' | 'isBot' | 'labels'> &
    Partial<Pick<Change, 'branch' | 'baseBranch'>>;
  readonly makers: Fact<readonly string[]>;
  readonly approvals: Fact<readonly Approval[]>;
  /** What was declared in comments; null: nothing that counts. */
  readonly declared: Declaration | null;
  /** Commands in comments that do not count, and why. */
  readonly ignoredCommands: readonly string[];
  /** Left out of a pull request, which is judged from where it parted. */
  readonly base?: Fact<string>;
  readonly baseSource?: Fact<'deployment' | 'ledger' | 'input' | 'first-deployment'>;
  readonly lineage?: Fact<'ahead' | 'same' | 'behind' | 'diverged'>;
  /** What goes live part by part, newest first, as the facts have it; none of a pull request, which is judged as one. */
  readonly parts: Fact<readonly ChangePart[]>;
  /** What each pull request of the change says that it closes. */
  readonly closes: NonNullable<ChangeFacts['closes']>;
  /** Newest first. */
  readonly pulls: readonly PullBehind[];
};

/** A change of which nothing is known, for one reason. */
export function unknownSubject(reason: Unknown): SubjectFacts {
  return {
    change: { title: reason, author: reason, authors: reason, isBot: reason, labels: reason },
    makers: reason,
    approvals: reason,
    declared: null,
    ignoredCommands: [],
    parts: reason,
    closes: reason,
    pulls: [],
  };
}

/** The makers, with who dispatched the run. */
export function makersWith({ makers }: Authorship, dispatchedBy: string | null): Fact<readonly string[]> {
  if (isUnknown(makers) || dispatchedBy === null) return makers;
  return distinct([...makers, dispatchedBy]);
}

/** What the parts of a change say that they close; a part without a pull request says nothing. */
export function closesOf(pulls: readonly (PullParts | null)[]): SubjectFacts['closes'] {
  const said: { readonly pull: number | null; readonly issues: readonly number[] }[] = [];
  for (const pull of pulls) {
    const issues = pull === null ? [] : pull.closes;
    if (isUnknown(issues)) return issues;
    said.push({ pull: pull?.number ?? null, issues });
  }
  return said;
}

/** Those pull requests that could be read. */
export function pullsBehind(pulls: readonly PullParts[]): readonly PullBehind[] {
  return pulls.flatMap(({ number, pull }) => {
    if (isUnknown(pull)) return [];
    const { title, body, lastEditedAt: textEditedAt } = pull;
    return [{ number, title, author: loginOf(pull.author), body, textEditedAt }];
  });
}
