// Times whole processes in turn, so that a machine whose speed drifts is fair to all of them.
import { spawnSync } from 'node:child_process';

/** Runs each command `runs` times, one after the other in rounds; gives the median milliseconds of each, by name. */
export function timeInTurn(commands, { runs = 9, input } = {}) {
  const times = new Map(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round <= runs; round += 1) {
    for (const [name, { argv, codes = [0], options = {} }] of Object.entries(commands)) {
      const milliseconds = timeOnce(name, { argv, codes, options: { input, ...options } });
      if (round > 0) times.get(name).push(milliseconds);
    }
  }
  return Object.fromEntries([...times].map(([name, list]) => [name, median(list)]));
}

function timeOnce(name, { argv, codes, options }) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(argv[0], argv.slice(1), { maxBuffer: 1 << 28, ...options });
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  if (!codes.includes(status)) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return milliseconds;
}

export function median(list) {
  const sorted = list.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}
