import type { ChangePart, Fact, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Approved } from './approved.ts';
import { readApproved, statementsOnPulls } from './approved.ts';
import { authorshipOfRange } from './authorship.ts';
import type { GitHub } from './client.ts';
import type { Said } from './coverage.ts';
import { approvalsOfRange, partsOfRange } from './coverage.ts';
import type { DeploymentFacts, Live } from './deployments.ts';
import type { FactsRequest, Subject } from './facts-request.ts';
import { namingOf } from './naming.ts';
import type { Reply } from './query.ts';
import type { ReadRange } from './range.ts';
import { readDeployedRange } from './range.ts';
import { viewerOf } from './scene.ts';
import type { SubjectFacts } from './subject-facts.ts';
import { closesOf, makersWith, pullsBehind, unknownSubject } from './subject-facts.ts';

type Setting = {
  readonly request: FactsRequest;
  readonly reply: Reply;
  readonly past: Pick<DeploymentFacts, 'live' | 'source' | 'doubt'>;
  readonly subject: Exclude<Subject, { readonly kind: 'pull' }>;
};

/** What is known of everything that a deployment would put live. */
export async function gatherDeployed(github: GitHub, setting: Setting): Promise<SubjectFacts> {
  const { request, reply } = setting;
  const { base, baseSource } = baseOf(setting);
  if (isUnknown(base)) return withoutBase(base, setting.past.live);
  const { repository, head, conversation } = request;
  const range = await readDeployedRange(github, repository, { base, head, conversation });
  const told = { base: base ?? noBase, baseSource };
  if (isUnknown(range)) return { ...unknownSubject(range), ...told, lineage: range };
  const said = statementsOnPulls(range.pulls, { head, viewer: viewerOf(reply) });
  const parts = partsOfRange(range, request.dispatchedBy);
  const approved = await approvedIn(github, { request, range, parts, said });
  return { ...told, ...factsOf(range, request), lineage: range.lineage, parts, ...approved };
}

/** Where nothing is live, nothing newer can be. */
function withoutBase(base: Unknown, live: Live): SubjectFacts {
  return { ...unknownSubject(base), base, baseSource: base, ...(live !== null && { lineage: base }) };
}

type Base = { readonly base: string | null | Unknown; readonly baseSource: NonNullable<SubjectFacts['baseSource']> };

const noBase: Unknown = { unknown: 'nothing was deployed to this environment before' };

/** What is live; only where nothing ever was does the input count, so that it cannot make the range smaller. */
function baseOf({ past, subject }: Setting): Base {
  const { live, source, doubt } = past;
  if (subject.kind === 'range') return { base: subject.base, baseSource: 'input' };
  if (isUnknown(live)) return { base: live, baseSource: live };
  if (live !== null) return { base: live.sha, baseSource: source };
  if (subject.base !== null) return { base: subject.base, baseSource: 'input' };
  if (subject.isFirst && doubt === null) return { base: null, baseSource: 'first-deployment' };
  const why = 'no successful deployment to this environment was found, and no `base` was given';
  const unknown = { unknown: doubt === null ? why : `${why}; ${doubt}` };
  return { base: unknown, baseSource: unknown };
}

function factsOf(
  range: ReadRange,
  { dispatchedBy }: FactsRequest,
): Pick<SubjectFacts, 'change' | 'makers' | 'closes' | 'pulls'> {
  const authorship = authorshipOfRange(range);
  const { author, authors, isBot } = authorship;
  return {
    change: { ...namingOf(range.parts), author, authors, isBot },
    makers: makersWith(authorship, dispatchedBy),
    closes: closesOf(range.parts.map(({ pull }) => pull)),
    pulls: pullsBehind(range.parts.flatMap(({ pull }) => pull ?? [])),
  };
}

type Speaking = {
  readonly request: FactsRequest;
  readonly range: ReadRange;
  readonly parts: readonly ChangePart[];
  readonly said: Said;
};

async function approvedIn(
  github: GitHub,
  { request, range, parts, said }: Speaking,
): Promise<Pick<SubjectFacts, 'approvals' | 'declared' | 'ignoredCommands'>> {
  const { repository, teams, head } = request;
  const approved: Approved = await readApproved(github, {
    repository,
    teams,
    approvals: approvalsOfRange({ head, parts, pulls: range.pulls, said }),
    declarations: [...said].flatMap(([number, { declarations }]) =>
      declarations.filter(({ lane }) => lane === 'rollback' || isAbout(number, { request, range })),
    ),
    ignored: [...said.values()].flatMap(({ ignored }) => ignored),
  });
  return { approvals: approved.approvals, declared: approved.declared, ignoredCommands: approved.ignored };
}

/** An emergency is declared for one head: that of the pull request whose merge is deployed, or on which a comment asked. */
function isAbout(number: number, { request, range }: Pick<Speaking, 'request' | 'range'>): boolean {
  if (number === request.conversation) return true;
  return range.parts[0]?.pull?.number === number || isHeadOf(number, { request, range });
}

function isHeadOf(number: number, { request, range }: Pick<Speaking, 'request' | 'range'>): boolean {
  const pull: Fact<{ readonly headRefOid: string }> | undefined = range.pulls.find(
    (each) => each.number === number,
  )?.pull;
  return pull !== undefined && !isUnknown(pull) && pull.headRefOid === request.head;
}
