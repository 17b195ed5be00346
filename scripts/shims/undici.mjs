// Stands in the bundle for `undici`, of which @actions/github uses `fetch` and a proxy agent. Node's own fetch honours
// the proxy variables once `http.setGlobalProxyFromEnv` was called, which the action does.
export const fetch = (...request) => globalThis.fetch(...request);
export class ProxyAgent {
  constructor() {
    throw new Error('the proxy agent is not part of the bundle');
  }
}
