/** One thing wrong with a condition: where in its text, what, and what to do about it. */
export type ConditionProblem = {
  readonly offset: number;
  readonly length: number;
  readonly problem: string;
  readonly remedy: string | null;
};

type Range = { readonly start: number; readonly end: number };

/** A problem at a part of a condition. */
export function problemAt({ start, end }: Range, problem: string, remedy: string | null = null): ConditionProblem {
  return { offset: start, length: Math.max(1, end - start), problem, remedy };
}
