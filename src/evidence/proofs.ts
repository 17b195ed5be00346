import type { EvidenceDocument } from '../change/facts.ts';
import { readDuration } from '../rule/duration.ts';
import { entriesOf, newestOf } from './entries.ts';
import type { FileEvidence } from './evidence-rule.ts';
import { expiresSoon, expiryOf } from './expiry.ts';
import { plain } from './fields.ts';
import { listed } from './lack.ts';
import type { Proof } from './proof.ts';
import { readProof } from './proof.ts';
import { named } from './sources.ts';
import { isYetToCome, whenInWords } from './when.ts';

/** What is said of one proof, or of none being there: then `proof` is null. */
export type Told = {
  readonly proof: Proof | null;
  readonly problem: string;
  readonly remedy: string;
  /** The proof could not be read, so that nobody knows what it says. */
  readonly isUnknown: boolean;
};

/** What documents prove under a rule: what is wrong with them, and which will soon no longer count. */
export type JudgedProofs = { readonly lacks: readonly Told[]; readonly expiring: readonly Told[] };

export type Asked = {
  readonly rule: FileEvidence;
  readonly documents: readonly EvidenceDocument[];
  /** The services that they have to be about. */
  readonly services: readonly string[];
  readonly besides: 'others' | 'none';
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** Judges for each service the newest proof that is about it; older ones are history. */
export function judgeProofs({ rule, documents, services, besides, now }: Asked): JudgedProofs {
  const proofs = documents
    .flatMap(entriesOf)
    .map(readProof)
    .flatMap((proof) => ofKind(proof, rule));
  const others = besides === 'others' ? proofs.flatMap((proof) => proof.services ?? []) : [];
  const subjects = [...new Set([...services, ...others])];
  const judged = (subjects.length === 0 ? [null] : subjects).map((subject) =>
    judgeSubject(subject, { rule, proofs, now }),
  );
  return {
    lacks: distinct(judged.flatMap(({ lacks }) => lacks)),
    expiring: distinct(judged.flatMap(({ expiring }) => expiring)),
  };
}

/** Evidence of another kind is none; whether what says no kind is of this one, nobody knows. */
function ofKind(proof: Proof, { kind }: FileEvidence): readonly Proof[] {
  if (kind === undefined || proof.kind === kind) return [proof];
  if (proof.kind !== null) return [];
  return [proof.problems.length > 0 ? proof : { ...proof, problems: ['`kind` is missing'] }];
}

type Judging = Pick<Asked, 'rule' | 'now'> & { readonly proofs: readonly Proof[] };

function judgeSubject(subject: string | null, { rule, proofs, now }: Judging): JudgedProofs {
  const about = proofs.filter(({ services }) => services === null || (subject !== null && services.includes(subject)));
  if (about.length === 0) return { lacks: [missing(subject, { rule, proofs })], expiring: [] };
  const newest = newestOf(about);
  const lacks = newest.flatMap((proof) => weaknessOf(proof, { rule, now }) ?? []);
  return { lacks, expiring: lacks.length > 0 ? [] : newest.flatMap((proof) => expiringSoon(proof, { rule, now })) };
}

function missing(subject: string | null, { rule, proofs }: Omit<Judging, 'now'>): Told {
  const others = [...new Set(proofs.flatMap(({ services }) => services ?? []))];
  const besides = others.length === 0 ? '' : `, only for ${listed(others.slice(0, 3))}`;
  const about = subject === null ? '' : ` for \`${plain(subject)}\``;
  const problem = `there is no evidence${about} in \`${rule.file}\`${besides}`;
  return { proof: null, problem, remedy: prove('prove it', rule), isUnknown: false };
}

type Rated = Pick<Asked, 'rule' | 'now'>;

/** Why a proof does not prove what the rule asks for; null if it does. */
function weaknessOf(proof: Proof, { rule, now }: Rated): Told | null {
  const { at, source, result } = proof;
  const told = (problem: string, remedy: string): Told => ({
    proof,
    problem: `${named(source)} ${problem}${forWhom(proof)}`,
    remedy,
    isUnknown: false,
  });
  if (at === null || proof.problems.length > 0) {
    const remedy = 'correct it on the branch that is trusted, then run the gate again';
    return { ...told(`cannot be counted: ${proof.problems.join(', ')}`, remedy), isUnknown: true };
  }
  if (isYetToCome(at, now)) {
    return told(`says ${whenInWords(at.from)}, which has not come yet`, 'write down the day on which it was done');
  }
  if (result !== 'passed') {
    return told(`says that it failed on ${whenInWords(at.from)}`, prove('mend what failed and prove it anew', rule));
  }
  const expiry = expiryOf({ ...proof, at }, rule);
  if (now >= expiry) {
    return told(`of ${whenInWords(at.from)} counted until ${whenInWords(expiry)}`, prove('prove it anew', rule));
  }
  const slow = tooSlow(proof, rule);
  return slow === null ? null : told(slow, prove('make it faster and prove it anew', rule));
}

function tooSlow({ minutesToRestore }: Proof, { maxTimeToRestore }: FileEvidence): string | null {
  if (maxTimeToRestore === undefined) return null;
  const most = `\`${maxTimeToRestore}\` is the most`;
  if (minutesToRestore === null) return `does not say \`minutesToRestore\`, of which ${most}`;
  if (minutesToRestore * 60_000 <= readDuration(maxTimeToRestore)) return null;
  return `says that restoring took ${minutesToRestore} minutes, of which ${most}`;
}

function expiringSoon(proof: Proof, { rule, now }: Rated): readonly Told[] {
  if (proof.at === null) return [];
  const expiry = expiryOf({ ...proof, at: proof.at }, rule);
  if (!expiresSoon(expiry, { maxAge: rule.maxAge, now })) return [];
  const problem = `${named(proof.source)} of ${whenInWords(proof.at.from)} counts until ${whenInWords(expiry)}${forWhom(proof)}`;
  return [{ proof, problem, remedy: prove('prove it anew before then', rule), isUnknown: false }];
}

function prove(what: string, { file }: FileEvidence): string {
  return `${what}: land the result in a file like \`${file}\` (\`change-gate init --evidence\` writes one to copy)`;
}

function forWhom({ services }: Proof): string {
  return services === null ? '' : `, for ${listed(services.slice(0, 3))}`;
}

function distinct(told: readonly Told[]): readonly Told[] {
  return [...new Map(told.map((each) => [each.problem, each])).values()];
}
