import http from 'node:http';

/** Sends requests through the proxy that the runner's variables name; Node's own `fetch` passes it by unless it is told. */
export function useProxy(): void {
  const names = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY'];
  const isSet = names.some((name) => (process.env[name] ?? '') !== '');
  // Node has the function from 24.14 on.
  if (isSet && 'setGlobalProxyFromEnv' in http) http.setGlobalProxyFromEnv();
}
