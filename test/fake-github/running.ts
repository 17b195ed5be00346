import { Octokit } from '@octokit/rest';
import { afterEach } from 'vitest';
import { isRecord, recordIn } from './json.ts';
import type { RepositorySeed, Seed } from './seed.ts';
import { fakeGitHub, type FakeGitHub } from './server.ts';

/** The repository that tests of the fake talk about. */
export const shop = { owner: 'acme', repo: 'shop' };

let running: FakeGitHub | undefined;

afterEach(async () => {
  const fake = running;
  running = undefined;
  await fake?.close();
});

/** A fake that is closed after the test, which fails it if a violation was left. */
export async function start(seed: Seed = {}): Promise<{ fake: FakeGitHub; octokit: Octokit }> {
  const fake = await fakeGitHub({ repositories: [{ fullName: 'acme/shop', pulls: [{ number: 7 }] }], ...seed });
  running = fake;
  return { fake, octokit: client(fake) };
}

/** The same with one repository, `acme/shop`. */
export function startShop(
  repository: Omit<RepositorySeed, 'fullName'>,
  seed: Omit<Seed, 'repositories'> = {},
): ReturnType<typeof start> {
  return start({ ...seed, repositories: [{ fullName: 'acme/shop', ...repository }] });
}

/** For a test that closes its fake by itself. */
export function letGo(): void {
  running = undefined;
}

export function client(fake: FakeGitHub, auth: string = fake.token, baseUrl: string = fake.url): Octokit {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  return new Octokit({ baseUrl, auth, log: silent });
}

export type Failure = { readonly status: number; readonly message: string; readonly headers: Record<string, unknown> };

/** The error of a request that must not succeed. */
export async function failure(request: Promise<unknown>): Promise<Failure> {
  const error: unknown = await request.then(
    () => new Error('the request succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new TypeError('something else than an error was thrown');
  const status = 'status' in error ? Number(error.status) : 0;
  const response = 'response' in error && isRecord(error.response) ? error.response : {};
  return { status, message: error.message, headers: recordIn(response, 'headers') };
}
