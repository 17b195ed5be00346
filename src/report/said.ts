import type { Decision } from '../decision/decision.ts';
import type { Finding } from '../finding/finding.ts';

/** What of an answer the next one is compared with, to say what changed. */
export type SaidBefore = {
  readonly outcome: Decision['outcome'];
  readonly risk: {
    readonly score: number;
    readonly contributions: readonly { readonly factor: string; readonly points: number }[];
  };
  readonly findings: readonly (Pick<Finding, 'rule' | 'effect'> & { readonly code: string })[];
};

/** More is not kept: then the next comment does not say what changed. */
const longest = 8_000;

/** A hidden line by which the next comment knows what this one said; empty if that is too much. Nothing is decided by it. */
export function saidLine({ outcome, risk, findings }: Decision): string {
  const factors = risk.contributions.filter(({ points }) => points !== 0).map(({ factor, points }) => [factor, points]);
  const weighty = findings
    .filter(({ effect }) => effect !== 'note')
    .map(({ code, rule, effect }) => [code, rule, effect]);
  const text = Buffer.from(JSON.stringify([outcome, risk.score, factors, weighty])).toString('base64url');
  return text.length > longest ? '' : `<!-- said ${text} -->`;
}

/** What a comment says that it said; null where it does not, or somebody else wrote into it. */
export function saidIn(comment: string): SaidBefore | null {
  const text = /^<!-- said ([\w-]+) -->$/mu.exec(comment.slice(-longest - 100))?.[1];
  return text === undefined || text.length > longest ? null : saidOf(jsonIn(text));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function saidOf(value: unknown): SaidBefore | null {
  const [word, score, factors, weighty] = listOf(value);
  const outcome = outcomes.find((each) => each === word);
  if (outcome === undefined || typeof score !== 'number') return null;
  return {
    outcome,
    risk: { score, contributions: listOf(factors).flatMap(contributionOf) },
    findings: listOf(weighty).flatMap(findingOf),
  };
}

const outcomes = ['approved', 'needs-approval', 'blocked'] as const;
const effects = ['hold', 'block'] as const;

function contributionOf(value: unknown): SaidBefore['risk']['contributions'] {
  const [factor, points] = listOf(value);
  return typeof factor === 'string' && typeof points === 'number' ? [{ factor, points }] : [];
}

function findingOf(value: unknown): SaidBefore['findings'] {
  const [code, rule, word] = listOf(value);
  const effect = effects.find((each) => each === word);
  if (typeof code !== 'string' || effect === undefined) return [];
  return [{ code, effect, rule: typeof rule === 'string' ? rule : null }];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
