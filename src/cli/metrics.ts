import { closest } from '../closest.ts';
import { decide } from '../decision/decide.ts';
import { InputError } from '../errors.ts';
import type { Question } from '../metrics/metrics.ts';
import { metricsOf } from '../metrics/metrics.ts';
import type { ReadRecords } from '../metrics/read-ledger.ts';
import { isWantedFrom, readRecords } from '../metrics/read-ledger.ts';
import type { Told } from '../metrics/told.ts';
import type { Policy } from '../policy/policy.ts';
import { defaultPath } from '../policy/load.ts';
import { renderMetrics } from '../report/metrics.ts';
import { renderMetricsPage } from '../report/metrics-html.ts';
import type { PolicyPlace } from '../report/metrics-propose.ts';
import { day, dayOfReading } from '../schedule/civil.ts';
import { zoneNamed } from '../schedule/zone.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import { openDeployments } from './deployments-source.ts';
import { openLedger } from './ledger-source.ts';
import type { Asked } from './metrics-options.ts';
import { askedBy, metricsOptions } from './metrics-options.ts';
import type { Options } from './options.ts';
import { openPolicy } from './policy-source.ts';
import type { World } from './world.ts';
import { writeNamed } from './written-file.ts';

/** `change-gate metrics`: what the ledger says of how changes went. */
export const metrics: Command = {
  summary:
    'Tells from the ledger how changes went: success rates, the four DORA keys, how good the score was, waiting, what is overdue, and what went past the gate.',
  usage: 'change-gate metrics [--github OWNER/REPO] [--last 90d] [--html FILE] [OPTIONS]',
  options: metricsOptions,
  run: runMetrics,
};

async function runMetrics(options: Options, world: World): Promise<number> {
  const { policy } = await openPolicy(options, world);
  const { told, question } = await gather(policy, { options, world });
  const found = metricsOf(told, question);
  const place = placeOf(policy, options.value('policy'));
  await writeNamed(options, { name: 'html', cwd: world.cwd, text: () => renderMetricsPage(found, place) });
  world.print(
    options.flag('json') ? `${JSON.stringify(found, null, 2)}\n` : renderMetrics(found, { ...world.output, place }),
  );
  return exitCodes.success;
}

/** Where a release manager adds to the policy that was read. */
function placeOf({ files }: Policy, named: string | null): PolicyPlace {
  const path = named?.replace(/^\.\/+(?=.)|(?<=.)\/+$/g, '') ?? defaultPath;
  const own = files.map((file) => file.path);
  if (own.some((each) => each.startsWith(`${path}/`))) return { kind: 'folder', path };
  if (own.includes(path)) return { kind: 'file', path };
  return { kind: 'elsewhere', extend: named ?? 'standard', path: defaultPath };
}

type CommandLine = { readonly options: Options; readonly world: World };

/** Everything that is told, and what is asked of it. */
async function gather(
  policy: Policy,
  line: CommandLine,
): Promise<{ readonly told: Told; readonly question: Question }> {
  const { options, world } = line;
  const asked = askedBy(options, world, policy);
  const { environments, services, now, proposeAfter } = asked;
  const opened = await openLedger({
    ...line,
    record: policy.record,
    isWanted: isWantedFrom(asked.from),
  });
  const { decisions, outcomes, ledger } = await readRecords(opened, {
    now: Date.parse(now),
    isStandard: proposeAfter === null ? null : (facts) => decide(policy, facts).changeModel !== null,
  });
  refuseUnknownService(services, { policy, decisions });
  const from = asked.from ?? startOf(ledger.firstAt, { policy, asked });
  const repositories = ledger.repositories.map(({ repository }) => repository);
  const { deployments, reviews, unknown } = await openDeployments({
    ...line,
    policy,
    environments,
    from,
    repositories,
  });
  const period = { from, to: asked.to };
  return {
    told: { decisions, outcomes, deployments, reviews },
    question: { now, period, environments, services, proposeAfter, policy, ledger, unknown },
  };
}

type Known = { readonly policy: Policy; readonly asked: Asked };

/** The start of the day of the first record; without any, there is no time to ask about. */
function startOf(first: string | null, { policy, asked }: Known): number {
  if (first === null) return asked.to;
  const zone = zoneNamed(policy.schedule?.timezone ?? 'UTC');
  return Math.min(asked.to, zone.startOf(dayOfReading(zone.readingAt(Date.parse(first))) * day));
}

type Seen = { readonly policy: Policy; readonly decisions: ReadRecords['decisions'] };

/** A service may be in the records and no more in the catalogue, or the other way round. */
function refuseUnknownService(services: readonly string[], { policy, decisions }: Seen): void {
  if (services.length === 0) return;
  const known = new Set([
    ...Object.keys(policy.services),
    ...decisions.flatMap(({ decision }) => decision.services ?? []),
  ]);
  const unknown = services.find((name) => !known.has(name));
  if (unknown === undefined) return;
  const near = closest(unknown, [...known]);
  throw new InputError({
    problem: `\`--service ${unknown}\` is neither in the service catalogue nor in a record`,
    remedy: near === null ? 'leave it out to see all services' : `did you mean \`${near}\`?`,
  });
}
