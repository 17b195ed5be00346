import { createHash } from 'node:crypto';
import type {
  Approval,
  ChangedFile,
  Check,
  Fact,
  Files,
  FactsDocument,
  HeldLock,
  RollbackPlan,
  RunningDeployment,
  SpelledOutFacts,
  Unknown,
} from './facts.ts';
import { defaultCheckApp } from './checks.ts';
import { isUnknown } from './facts.ts';
import { kindOf } from './kind.ts';
import { safeFacts } from './safe.ts';

type Missing = 'unknown' | 'safe';
type GivenApproval = Partial<Approval> & Pick<Approval, 'by'>;
type GivenCheck = Partial<Check> & Pick<Check, 'name' | 'conclusion'>;
type GivenLock = Partial<HeldLock> & Pick<HeldLock, 'holder' | 'until'>;
type GivenRunning = Partial<RunningDeployment> & Pick<RunningDeployment, 'id'>;
type GivenFile = Omit<ChangedFile, 'kind'> & Partial<Pick<ChangedFile, 'kind'>>;

/** A document in which files, approvals, checks, running deployments and the plan say everything: what was left out follows, or is unknown. */
export function spellOut(document: FactsDocument, missing: Missing): SpelledOutFacts {
  const { files, approvals, checks, running, runningElsewhere, locks, plan, ...rest } = document;
  const { evaluatedAt } = document;
  return {
    ...rest,
    ...(files !== undefined && { files: spellOutFiles(files) }),
    ...(approvals !== undefined && {
      approvals: spellOutList(approvals, (each) => approvalOf(each, { document, missing })),
    }),
    ...(checks !== undefined && { checks: spellOutList(checks, (each) => checkOf(each, evaluatedAt)) }),
    ...(running !== undefined && { running: spellOutList(running, (each) => runningOf(each, document)) }),
    ...(runningElsewhere !== undefined && {
      runningElsewhere: spellOutList(runningElsewhere, (each) => runningOf(each, document)),
    }),
    ...(locks !== undefined && { locks: spellOutList(locks, (each) => lockOf(each, evaluatedAt)) }),
    ...(plan !== undefined && { plan: plan === null || isUnknown(plan) ? plan : planOf(plan) }),
  };
}

function spellOutFiles(files: NonNullable<FactsDocument['files']>): Files {
  if (!isUnknown(files)) return files.map(fileOf);
  return 'seen' in files ? { ...files, seen: files.seen.map(fileOf) } : files;
}

function fileOf(file: GivenFile): ChangedFile {
  return hasKind(file) ? file : { ...file, kind: kindOf(file.path) };
}

function hasKind(file: GivenFile): file is ChangedFile {
  return file.kind !== undefined;
}

function spellOutList<Given, T>(list: readonly Given[] | Unknown, spell: (each: Given) => T): Fact<readonly T[]> {
  return 'unknown' in list ? list : list.map(spell);
}

type Whole = { readonly document: FactsDocument; readonly missing: Missing };

const notGiven = { unknown: 'not given' };

function approvalOf(given: GivenApproval, { document, missing }: Whole): Approval {
  const head = document.head ?? (missing === 'safe' ? safeFacts.head : notGiven);
  return {
    permission: missing === 'safe' ? 'write' : notGiven,
    teams: missing === 'safe' ? [] : notGiven,
    sha: isUnknown(head) ? '' : head,
    at: document.evaluatedAt,
    ...given,
  };
}

function checkOf(given: GivenCheck, evaluatedAt: string): Check {
  return { app: defaultCheckApp, completedAt: given.conclusion === null ? null : evaluatedAt, ...given };
}

function runningOf(given: GivenRunning, { evaluatedAt, environment }: FactsDocument): RunningDeployment {
  return {
    sha: null,
    environment: environment === undefined || isUnknown(environment) ? '' : environment,
    startedAt: evaluatedAt,
    lastStatusAt: given.startedAt ?? evaluatedAt,
    url: null,
    services: notGiven,
    ...given,
  };
}

function lockOf(given: GivenLock, evaluatedAt: string): HeldLock {
  return { url: null, services: notGiven, takenAt: evaluatedAt, ...given };
}

function planOf(given: Partial<RollbackPlan>): RollbackPlan {
  const text = given.text ?? JSON.stringify(given);
  return {
    source: 'facts',
    strategy: null,
    steps: [],
    owner: null,
    trigger: null,
    minutesToRestore: null,
    verification: null,
    reason: null,
    returnTo: null,
    returnToState: given.returnTo === undefined || given.returnTo === null ? 'none' : notGiven,
    standing: false,
    digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
    ...given,
    text,
  };
}
