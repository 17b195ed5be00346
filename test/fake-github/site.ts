import type { Repository, State } from './state.ts';

/** What happens while a state is built: ids are dealt, users come up. */
export type Registry = Pick<State, 'nextId' | 'user' | 'now'>;

/** Where a seed becomes part of a repository. */
export type Site = { readonly registry: Registry; readonly repository: Repository };
