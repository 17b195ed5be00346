// Made by `npm run generate` from the schema; do not edit.
import type { DeploymentsFile } from './told.ts';

/** One way in which a value does not fit the schema; `parentSchema` is the part that it does not fit. */
export type SchemaError = {
  readonly instancePath: string;
  readonly keyword: string;
  readonly parentSchema: Readonly<Record<string, unknown>>;
  readonly data: unknown;
  /** The key that is missing, not known, or not of the right form. */
  readonly property?: string;
};

/** Tells whether a value fits the schema; if it does not, `errors` says why until the next call. */
export const validateDeployments: ((value: unknown) => value is DeploymentsFile) & { errors?: readonly SchemaError[] | null };
