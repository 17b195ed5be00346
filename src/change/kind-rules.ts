import { docs, fixtures, test, translation } from './kinds-beside-code.ts';
import { config, infrastructure, migration } from './kinds-of-code.ts';
import { binary, dependencies, generated } from './kinds-not-written.ts';
import type { KindRule } from './kind-rule.ts';

/** In the order in which they are asked: a file is of the kind of the first rule that holds. */
export const kindRules: readonly KindRule[] = [
  ...generated,
  ...fixtures,
  ...binary,
  ...dependencies,
  ...translation,
  ...docs,
  ...test,
  ...migration,
  ...infrastructure,
  ...config,
];
