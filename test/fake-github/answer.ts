import type { JsonRecord } from './json.ts';

/** What an operation says back. The body holds what is known; the rest is completed from the description. */
export type Answer = {
  readonly status: number;
  readonly body?: unknown;
  /** What is sent as it stands instead of JSON, for clients that asked for it raw. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** An answer that ends an operation early: not found, not allowed, not valid. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

const documentation = 'https://docs.github.com/rest';

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

export function noContent(): Answer {
  return { status: 204 };
}

/** The body of an error, as GitHub words it. */
export function errorBody(status: number, message: string): JsonRecord {
  return { message, documentation_url: documentation, status: String(status) };
}

export function refuse(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Refusal {
  return new Refusal({ status, body: errorBody(status, message), headers });
}

export function notFound(): Refusal {
  return refuse(404, 'Not Found');
}

export type FieldError = {
  readonly resource: string;
  readonly field: string;
  readonly code: string;
  readonly message?: string;
};

/** 422 with the fields that are wrong, or reasons in words where GitHub has only these. */
export function invalid(message: string, errors: readonly (FieldError | string)[] = []): Refusal {
  const body = { message, documentation_url: documentation, ...(errors.length > 0 ? { errors } : {}) };
  return new Refusal({ status: 422, body });
}

/** The thing looked up, or 404. */
export function found<T>(thing: T | undefined | null): T {
  if (thing === undefined || thing === null) throw notFound();
  return thing;
}
