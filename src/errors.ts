/** Where in a file a problem is, 1-based. */
export type Place = { readonly file: string; readonly line: number; readonly column: number };

/** One thing wrong with what a person wrote, and what to do about it. */
export type Problem = Place & {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly problem: string;
  readonly remedy: string | null;
};

type GateErrorParts = { readonly problem: string; readonly remedy: string | null; readonly cause?: unknown };

/** An error that a user can do something about. Anything else that is thrown is a bug. */
export abstract class GateError extends Error {
  readonly problem: string;
  readonly remedy: string | null;
  abstract readonly exitCode: 2 | 3;

  constructor({ problem, remedy, cause }: GateErrorParts) {
    super(problem, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.problem = problem;
    this.remedy = remedy;
  }
}

/** A flag, input or document that is wrong. */
export class InputError extends GateError {
  readonly exitCode = 2;
  /** Where it is wrong, if it is a document. */
  readonly problems: readonly Problem[];

  constructor(parts: GateErrorParts & { readonly problems?: readonly Problem[] }) {
    super(parts);
    this.problems = parts.problems ?? [];
  }
}

/** A policy that is wrong; carries every problem found. */
export class PolicyError extends GateError {
  readonly exitCode = 2;
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], remedy: string | null = null) {
    super({ problem: `the policy has ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`, remedy });
    this.problems = problems;
  }
}

/** Head, policy, environment or event that cannot be determined: git or GitHub refused, or is not there. */
export class FactsError extends GateError {
  readonly exitCode = 3;
}
