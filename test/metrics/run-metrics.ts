import { main } from '../../src/cli/main.ts';

export type Run = { readonly code: number; readonly out: string; readonly errors: string };

type Around = {
  readonly now?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly width?: number;
  readonly input?: string;
};

/** Runs `change-gate metrics` in a folder, as the shell would. */
export async function runMetrics(cwd: string, argv: readonly string[], around: Around = {}): Promise<Run> {
  const { now = '2026-11-28T09:00:00Z', env = {}, width = 100, input = '' } = around;
  let [out, errors] = ['', ''];
  const code = await main({
    argv: ['metrics', ...argv],
    env,
    cwd,
    now: () => now,
    input: (async function* () {
      yield new TextEncoder().encode(input);
    })(),
    print: (text) => void (out += text),
    printError: (text) => void (errors += text),
    output: { color: 'none', width },
    errorOutput: { color: 'none', isTerminal: false },
  });
  return { code, out, errors };
}
