/** Who did something, as GraphQL tells it; null if the account is gone. */
export type Actor = { readonly kind: string; readonly login: string } | null;

/** What a query asks of an actor. */
export const actorText = '{ kind: __typename login }';

/** The login as REST and commits write it: bots end in `[bot]`, which GraphQL leaves out; null if the account is gone. */
export function loginOf(actor: Actor): string | null {
  if (actor === null) return null;
  return actor.kind === 'Bot' && !isBotLogin(actor.login) ? `${actor.login}[bot]` : actor.login;
}

/** Only people approve: bots, organisations and the like do not. */
export function isPerson(actor: Actor): boolean {
  return actor?.kind === 'User' && !isBotLogin(actor.login);
}

/** No person can have such a login: brackets are not allowed in them. */
export function isBotLogin(login: string): boolean {
  return login.endsWith('[bot]');
}

/** One spelling: GitHub tells no upper case from lower. */
export function sameLogin(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
