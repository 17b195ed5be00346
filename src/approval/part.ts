import type { Approval, ChangeFacts, ChangePart, Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Assumption } from '../finding/finding.ts';
import { approvalsOf } from './covers.ts';
import { loginOf } from './login.ts';

/** What must be approved by itself: the change, or what one pull request or a push brought of it. */
export type Part = {
  /** In words, such as `#12`; null: the change is judged as one. */
  readonly name: string | null;
  /** The commit that approvals of this part alone name, beside the one that is deployed; null: none. */
  readonly head: string | null;
  /** The approvals that name the head of some part: those of another say nothing of this one. */
  readonly ofParts: ReadonlySet<Approval>;
  readonly makers: Fact<readonly string[]>;
  /** The name of the fact that tells the makers. */
  readonly makersFact: string;
  /** Unknown facts but for which more people might count. */
  readonly assumed: readonly Assumption[];
};

type Made = Pick<ChangeFacts, 'makers' | 'change' | 'parts' | 'approvals'>;

/** The parts of a change, each of which must be approved. What nobody told apart, or nobody knows, is one. */
export function partsOf(facts: Made): readonly Part[] {
  const { parts, makers } = facts;
  if (parts === undefined) return [wholeOf(facts)];
  if (isUnknown(parts)) return [{ ...wholeOf(facts), assumed: [{ fact: 'parts', reason: parts.unknown }] }];
  const isHeld = parts.length > 1 && parts.some((part) => isUnknown(part.makers));
  // Without the makers nobody counts; only a part that lacks them may say so for itself.
  if (parts.length === 0 || (isUnknown(makers) && !isHeld)) return [wholeOf(facts)];
  const everywhere = isUnknown(makers) || isHeld ? [] : makersOfNoPart(parts, makersOfAll(makers, facts.change));
  const heads = parts.flatMap(({ head }) => (head === null || isUnknown(head) ? [] : [head]));
  const ofParts = approvalsOf(heads, isUnknown(facts.approvals) ? [] : facts.approvals);
  const told = parts.map((part) => partOf(part, { ofParts, everywhere }));
  return told.length === 1 ? told.map((part) => ({ ...part, name: null })) : told;
}

/** The change as one. */
export function wholeOf({ makers, change }: Pick<Made, 'makers' | 'change'>): Part {
  const all = isUnknown(makers) ? makers : makersOfAll(makers, change);
  return { name: null, head: null, ofParts: new Set(), makers: all, makersFact: 'makers', assumed: [] };
}

type Setting = { readonly ofParts: ReadonlySet<Approval>; readonly everywhere: readonly string[] };

function partOf({ pull, head, makers }: ChangePart, { ofParts, everywhere }: Setting): Part {
  const fact = `parts.${pull === null ? 'push' : `#${pull}`}`;
  return {
    name: pull === null ? 'what came without a pull request' : `#${pull}`,
    head: isUnknown(head) ? null : head,
    ofParts,
    makers: isUnknown(makers) ? makers : [...makers, ...everywhere],
    makersFact: `${fact}.makers`,
    assumed: isUnknown(head) ? [{ fact: `${fact}.head`, reason: head.unknown }] : [],
  };
}

/** Authors are makers, whatever the list of makers says. */
function makersOfAll(makers: readonly string[], { author, authors }: ChangeFacts['change']): readonly string[] {
  return [...makers, ...(isUnknown(author) ? [] : [author]), ...(isUnknown(authors) ? [] : authors)];
}

/** Makers whom no part names, such as who dispatched the run, made each of them. */
function makersOfNoPart(parts: readonly ChangePart[], makers: readonly string[]): readonly string[] {
  const named = new Set(parts.flatMap((part) => (isUnknown(part.makers) ? [] : part.makers.map(loginOf))));
  return makers.filter((maker) => !named.has(loginOf(maker)));
}
