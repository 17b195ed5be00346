import type { Static } from 'typebox';
import type { Decision } from '../decision/decision.ts';
import type { Place } from '../errors.ts';
import type { ReadonlyDeep } from '../rule/rule.ts';
import type * as Schema from './policy-test.schema.ts';

/** A policy test file as it was written. */
export type PolicyTestFile = ReadonlyDeep<Static<typeof Schema.PolicyTestFile>>;

/** What a test says of the decision; each key that is there must hold. */
export type Expectation = ReadonlyDeep<Static<typeof Schema.Expectation>>;

/** One key of an expectation that the decision does not meet, both sides in words. */
export type Difference = { readonly key: string; readonly expected: string; readonly found: string };

/** A test that was run. */
export type TestResult = {
  readonly name: string;
  readonly place: Place;
  readonly decision: Decision;
  /** Empty: the test passed. */
  readonly differences: readonly Difference[];
};

/** Which rules the tests of a policy exercise: those without which the decision of some test would be another. */
export type Coverage = {
  readonly rules: number;
  readonly exercised: number;
  readonly unexercised: readonly UnexercisedRule[];
};

export type UnexercisedRule = { readonly id: string; readonly source: string };
