import type { World } from './world.ts';

/** A line on the terminal that says how far long work is; nothing where nobody looks. */
export interface Progress {
  readonly tick: () => void;
  readonly end: () => void;
}

type Work = { readonly what: string; readonly count: number };

/** Shows progress on standard error if it is a terminal. */
export function progressOf(world: World, { what, count }: Work): Progress {
  if (!world.errorOutput.isTerminal) return { tick: () => undefined, end: () => undefined };
  const every = Math.max(1, Math.floor(count / 200));
  let done = 0;
  return {
    tick() {
      done += 1;
      if (done % every === 0) world.printError(`\r${done} of ${count} ${what} (${Math.floor((100 * done) / count)} %)`);
    },
    end: () => world.printError('\r\u001B[K'),
  };
}
