import { openMine } from '../git/mine.ts';
import { calibrate as fit } from '../history/calibrate.ts';
import { deploymentsInWords } from '../report/backtest-sources.ts';
import { renderCalibration } from '../report/calibration.ts';
import { replayAll, requestOf } from './backtest.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import { githubOption, openDeployments } from './deployment-source.ts';
import type { Options } from './options.ts';
import { openPolicy, policyOption } from './policy-source.ts';
import type { World } from './world.ts';

/** `change-gate calibrate`: fits the points of risk factors to what failed in a repository. */
export const calibrate: Command = {
  summary:
    'Fits the points of a policy to the changes that failed here, held near its current points, and prints a diff to commit if it ranks the newest failures better.',
  usage: 'change-gate calibrate [--repo DIR] [--policy PATH] [OPTIONS]',
  options: {
    repo: { kind: 'value', value: 'DIR', help: 'the repository, a work tree or a bare one (the folder you stand in)' },
    policy: policyOption,
    head: { kind: 'value', value: 'REF', help: 'the newest change (`HEAD`)' },
    since: { kind: 'value', value: 'DATE', help: 'only changes from this day or instant on, like `2026-01-31`' },
    limit: { kind: 'value', value: 'NUMBER', help: 'only the newest so many changes' },
    environment: { kind: 'value', value: 'NAME', help: 'where they are taken to have gone (`production`)' },
    service: { kind: 'list', value: 'NAME', help: 'a service that they touched, instead of by paths; may be repeated' },
    github: githubOption,
    json: { kind: 'flag', help: 'print what was found as JSON' },
  },
  run: runCalibrate,
};

async function runCalibrate(options: Options, world: World): Promise<number> {
  const { policy } = await openPolicy(options, world);
  const deployments = await openDeployments(options, { world, policy });
  const mine = await openMine(requestOf(options, world));
  const { before, deployments: told } = await replayAll(mine, { policy, other: null, deployments }, world);
  const found = fit(policy.risk, before);
  const { color } = world.output;
  const words = `${told === null ? '' : `# ${deploymentsInWords(told)}\n`}${renderCalibration(found, color)}`;
  world.print(options.flag('json') ? `${JSON.stringify({ ...found, deployments: told }, null, 2)}\n` : words);
  return exitCodes.success;
}
