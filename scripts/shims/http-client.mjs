// Stands in the bundle for `@actions/http-client`, which @actions/core needs for identity tokens alone and
// @actions/github for its own Octokit; the gate uses neither.
export class HttpClient {
  getAgent() {
    return undefined;
  }

  getAgentDispatcher() {
    return undefined;
  }

  getJson() {
    throw new Error('identity tokens are not part of the bundle');
  }
}

export class BearerCredentialHandler {}
