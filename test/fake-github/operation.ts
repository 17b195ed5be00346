import { found, refuse, type Answer } from './answer.ts';
import { authorize, forbidden, reaches, type Needs } from './access.ts';
import type { JsonRecord } from './json.ts';
import type { Repository, State, Token } from './state.ts';

/** A request that fits the description, with all that an operation may want to know. */
export type Call = {
  readonly state: State;
  readonly token: Token;
  readonly method: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: JsonRecord;
  readonly wantsRaw: boolean;
  /** The address asked for, for links to other pages. */
  readonly url: URL;
};

export type RepositoryCall = Call & { readonly repository: Repository };

/** One endpoint, by the operation id of GitHub's description. */
export type Operation = {
  readonly id: string;
  readonly answer: (call: Call) => Answer;
  /** Whether it also serves the raw media type. */
  readonly servesRaw?: boolean;
};

/** An endpoint below `/repos/{owner}/{repo}`: 404 and 403 are settled before it is asked. */
export function onRepository(id: string, needs: Needs, answer: (call: RepositoryCall) => Answer): Operation {
  return {
    id,
    answer(call) {
      const repository = found(call.state.repository(`${call.params['owner']}/${call.params['repo']}`));
      admit(call, repository, needs);
      return answer({ ...call, repository });
    },
  };
}

/** The same endpoint, which answers with plain text too. */
export function servingRaw(operation: Operation): Operation {
  return { ...operation, servesRaw: true };
}

/** An endpoint about users or organisations. */
export function onAccount(id: string, answer: (call: Call) => Answer): Operation {
  return { id, answer };
}

function admit({ token, method }: Call, repository: Repository, needs: Needs): void {
  if (!reaches(token, repository)) {
    if (repository.isPrivate) throw refuse(404, 'Not Found');
    if (method !== 'GET') throw forbidden(token, needs);
    return;
  }
  authorize(token, needs);
}

/** A number in the path, such as that of a pull request. */
export function numberParam(call: Call, name: string): number {
  return Number(call.params[name]);
}
