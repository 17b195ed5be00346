import type { Finding } from '../finding/finding.ts';
import type { Policy } from '../policy/policy.ts';
import type { LookBack } from '../report/post-review.ts';
import { renderReview } from '../report/post-review.ts';
import { readDuration } from '../schedule/written.ts';
import type { Setting } from './scene.ts';

/** What happened that is to be looked back at, and what is needed to say so. */
export type Occasion = Pick<
  LookBack,
  'kind' | 'environment' | 'base' | 'head' | 'services' | 'by' | 'reason' | 'incident'
> & {
  readonly findings: readonly Finding[];
  readonly record: LookBack['record'];
  readonly policy: Pick<Policy, 'services' | 'reviews' | 'schedule'>;
  /** Reads a file of the trusted commit; null: there is none. */
  readonly readTrusted: (path: string) => Promise<string | null>;
  /** The account that the token acts as; null if that is not known. */
  readonly viewer: string | null;
};

type Place = Pick<Setting, 'event' | 'github'> & {
  readonly runner: Pick<Setting['runner'], 'runUrl' | 'run' | 'now' | 'redacted'>;
};

/**
 * Opens a post-implementation review, once; gives what the reader should know. What was decided stands, whatever becomes
 * of it.
 */
export async function openReview(place: Place, occasion: Occasion): Promise<readonly string[]> {
  const { event, github } = place;
  if (github === null) return [notOpened('there is no `token`')];
  try {
    const lookBack = await lookBackOf(place, occasion);
    const { openPostReview } = await import('../github/post-review.ts');
    const { key, marker, title, body } = renderReview(lookBack);
    const opened = await openPostReview(await github(), {
      repository: { owner: event.owner, repo: event.repository },
      label: occasion.policy.reviews.label,
      viewer: occasion.viewer,
      since: new Date(Date.parse(lookBack.at) - rerunDays * day).toISOString(),
      review: { key, marker, title, body: place.runner.redacted(body), owner: loginOf(lookBack.owner) },
    });
    if (opened.kind === 'refused') return [notOpened(opened.reason)];
    const due = lookBack.due.slice(0, 10);
    return opened.kind === 'opened'
      ? [`the post-implementation review #${opened.number} was opened, due on ${due}`]
      : [`the post-implementation review #${opened.number} is there already`];
  } catch (error) {
    return [notOpened(error instanceof Error ? error.message : String(error))];
  }
}

const day = 86_400_000;
/** GitHub runs nothing again after 30 days. */
const rerunDays = 31;
const templatePath = '.github/ISSUE_TEMPLATE/post-implementation-review.md';

function notOpened(reason: string): string {
  return `no post-implementation review was opened: ${reason}; open one by hand`;
}

async function lookBackOf({ event, runner }: Place, occasion: Occasion): Promise<LookBack> {
  const { findings, policy, readTrusted, ...told } = occasion;
  const at = runner.now();
  return {
    ...told,
    passed: findings.filter(({ code }) => isAbout(code)),
    at,
    due: new Date(Date.parse(at) + readDuration(policy.reviews.within)).toISOString(),
    owner: ownerOf(occasion, event.actor),
    timezone: policy.schedule?.timezone ?? 'UTC',
    run: { id: runner.run.id === null ? null : String(runner.run.id), url: runner.runUrl },
    template: await readTrusted(templatePath),
  };
}

/** What a rule says of the change; the gate's own notes say nothing that was passed over. */
function isAbout(code: string): boolean {
  return /^(?:schedule|rollback|evidence|approvals|conflicts)\//u.test(code) && code !== 'schedule/exception';
}

/** Who declared an emergency looks back at it; at a failure, who looks after the most critical service. */
function ownerOf({ kind, by, services, policy }: Occasion, actor: string | null): string | null {
  const catalogued = services.flatMap((name) =>
    Object.hasOwn(policy.services, name) ? (policy.services[name] ?? []) : [],
  );
  const [first] = catalogued.filter(({ owner }) => owner !== undefined).toSorted((one, other) => one.tier - other.tier);
  const people = [by, actor].filter((name) => name !== null && !name.endsWith('[bot]'));
  const owner = first?.owner ?? null;
  return (kind === 'emergency' ? [by, owner, ...people] : [owner, ...people]).find((name) => name !== null) ?? null;
}

/** Teams cannot be assigned; the text names them. */
function loginOf(owner: string | null): string | null {
  return /^@?([a-z0-9][a-z0-9-]*)$/iu.exec(owner ?? '')?.[1] ?? null;
}
