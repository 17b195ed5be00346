import type { DecisionRecord } from '../decision/record.ts';
import { InputError } from '../errors.ts';
import type { Difference, Replay } from '../history/replay.ts';
import { replay as decideAgain } from '../history/replay.ts';
import { plainText } from '../report/escape.ts';
import { painter } from '../report/paint.ts';
import { version } from '../version.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import type { Options } from './options.ts';
import { openPolicy, policyOption } from './policy-source.ts';
import { readDecisionRecord, readStoredPolicy } from './record-source.ts';
import type { World } from './world.ts';

/** `change-gate replay`: decides again what a change record holds. */
export const replay: Command = {
  summary: 'Decides again what a change record holds, and tells every difference.',
  usage: 'change-gate replay FILE|- [--ledger DIR] [--json]',
  options: {
    ledger: {
      kind: 'value',
      value: 'DIR',
      help: 'checkout of the ledger with the policy (the one the record lies in)',
    },
    policy: { ...policyOption, help: 'decide by this policy instead of the recorded one' },
    json: { kind: 'flag', help: 'print `{ same, differences }` as JSON' },
  },
  words: ['FILE'],
  run: runReplay,
};

async function runReplay(options: Options, world: World): Promise<number> {
  const [file] = options.words;
  if (file === undefined) throw noFile();
  const record = await readDecisionRecord(file, world);
  const replayed = await replayOf(record, { file, options, world });
  world.print(options.flag('json') ? `${JSON.stringify(replayed, null, 2)}\n` : wordsOf(record, replayed, world));
  return replayed.same ? exitCodes.success : exitCodes.blocked;
}

function noFile(): InputError {
  return new InputError({
    problem: 'no record was named',
    remedy: 'name a file of the ledger, or `-` for standard input',
  });
}

type Asked = { readonly file: string; readonly options: Options; readonly world: World };

async function replayOf(record: DecisionRecord, { file, options, world }: Asked): Promise<Replay> {
  if (options.value('policy') !== null) return decideAgain(record, (await openPolicy(options, world)).policy);
  const stored = await readStoredPolicy(record, { file, ledger: options.value('ledger'), cwd: world.cwd });
  if (stored.kind === 'sound') return decideAgain(record, stored.policy);
  // What somebody changed was never found sound, so that nothing is decided by it.
  return { same: false, differences: [{ pointer: '/policy', recorded: record.policy, now: stored.digest }] };
}

function wordsOf(record: DecisionRecord, { same, differences }: Replay, { output }: World): string {
  const paint = painter(output.color);
  const count = `${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}`;
  const headline = same
    ? paint('green', `the same: ${record.decision.outcome}, as it was decided on ${record.decision.evaluatedAt}`)
    : paint('red', `${count}: this is not what was recorded`);
  return [headline, ...differences.flatMap(linesOf), ...versionsIn(record), ''].join('\n');
}

function linesOf(difference: Difference): readonly string[] {
  return [
    `  ${plainText(difference.pointer, 300)}`,
    `    recorded  ${shown(difference, 'recorded')}`,
    `    now       ${shown(difference, 'now')}`,
  ];
}

function shown(difference: Difference, side: 'recorded' | 'now'): string {
  return side in difference ? plainText(JSON.stringify(difference[side]), 300) : 'nothing';
}

/** What may explain a difference that nobody meant. */
function versionsIn({ engine, timeZoneData }: DecisionRecord): readonly string[] {
  const here = { engine: version, timeZoneData: process.versions['tz'] ?? 'unknown' };
  if (here.engine === engine && here.timeZoneData === timeZoneData) return [];
  return [
    plainText(`recorded by change-gate ${engine} with time-zone data ${timeZoneData}`),
    `decided again by change-gate ${here.engine} with time-zone data ${here.timeZoneData}`,
  ];
}
