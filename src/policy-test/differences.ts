import { instantInUtc } from '../change/instant.ts';
import { closest } from '../closest.ts';
import type { Decision } from '../decision/decision.ts';
import type { Finding } from '../finding/finding.ts';
import type { Difference, Expectation } from './policy-test.ts';

/** Every way in which a decision is not as expected. */
export function differencesOf(decision: Decision, expected: Expectation): readonly Difference[] {
  const { findings, absent, effects, says, liftedBy, assumed, unblock, ...plain } = expected;
  return [
    ...plainDifferences(decision, plain),
    ...findingDifferences(decision.findings, { findings, absent }),
    ...byCode('effects', effects, { decision, found: ({ effect }) => effect }),
    ...byCode('liftedBy', liftedBy, { decision, found: (finding) => finding.liftedBy ?? 'nobody' }),
    ...Object.entries(says ?? {}).flatMap(([code, words]) => saysDifference(decision, { code, words })),
    ...Object.entries(assumed ?? {}).flatMap(([code, facts]) => assumedDifference(decision, { code, facts })),
    ...(unblock === undefined ? [] : unblockDifferences(decision, unblock)),
  ];
}

type Plain = Omit<Expectation, 'findings' | 'absent' | 'effects' | 'says' | 'liftedBy' | 'assumed' | 'unblock'>;

type Answer = string | number | boolean | null | readonly string[];

const answers: Readonly<Record<keyof Plain, (decision: Decision) => Answer>> = {
  outcome: ({ outcome }) => outcome,
  changeType: ({ changeType }) => changeType,
  changeModel: ({ changeModel }) => changeModel,
  lane: ({ lane }) => lane,
  environment: ({ environment }) => environment,
  riskLevel: ({ risk }) => risk.level,
  riskScore: ({ risk }) => risk.score,
  open: ({ schedule }) => schedule.open,
  nextOpening: ({ schedule }) => schedule.nextOpening,
  nextClosing: ({ schedule }) => schedule.nextClosing,
  rollback: ({ rollback }) => rollback.state,
  missingApprovals: ({ approvals }) => approvals.missing,
  approvedBy: ({ approvals }) => approvals.given,
};

function plainDifferences(decision: Decision, expected: Plain): readonly Difference[] {
  const wanted = new Map<string, Answer | undefined>(Object.entries(expected));
  return Object.entries(answers).flatMap(([key, answer]) => {
    const value = wanted.get(key);
    if (value === undefined) return [];
    const found = answer(decision);
    return comparable(value) === comparable(found)
      ? []
      : [{ key, expected: shown(value), found: shownLike(found, value) }];
  });
}

/** Lists in any order; instants whatever their offset. */
function comparable(value: Answer): string {
  if (isList(value)) return JSON.stringify([...value].sort());
  return JSON.stringify(typeof value === 'string' ? (instantInUtc(value) ?? value) : value);
}

function findingDifferences(
  found: readonly Finding[],
  { findings, absent }: { readonly findings: Expectation['findings']; readonly absent: Expectation['absent'] },
): readonly Difference[] {
  const codes = found.map(({ code }) => code);
  const all = listed(found.map(({ code, effect }) => `${code} (${effect})`));
  const missing = (findings ?? []).filter((code) => !codes.some((each) => each === code));
  const present = codes.filter((code) => absent?.includes(code));
  return [
    ...missing.map((code) => ({ key: 'findings', expected: code, found: all })),
    ...present.map((code) => ({ key: 'absent', expected: `no ${code}`, found: all })),
  ];
}

type Looking = { readonly decision: Decision; readonly found: (finding: Finding) => string };

function byCode(
  key: string,
  wanted: Readonly<Record<string, string>> | undefined,
  { decision, found }: Looking,
): readonly Difference[] {
  return Object.entries(wanted ?? {}).flatMap(([code, value]) => {
    const there = decision.findings.find((each) => each.code === code);
    const answer = there === undefined ? noSuch(decision, code) : found(there);
    return answer === value ? [] : [{ key: `${key}.${code}`, expected: value, found: answer }];
  });
}

function saysDifference(
  decision: Decision,
  { code, words }: { readonly code: string; readonly words: string },
): readonly Difference[] {
  const there = decision.findings.find((each) => each.code === code);
  const text = there === undefined ? null : [there.problem, there.because, there.remedy].join('\n');
  if (text?.includes(words) === true) return [];
  return [{ key: `says.${code}`, expected: words, found: text ?? noSuch(decision, code) }];
}

function assumedDifference(
  decision: Decision,
  { code, facts }: { readonly code: string; readonly facts: readonly string[] },
): readonly Difference[] {
  const there = decision.findings.find((each) => each.code === code);
  const seen = there?.assumed.map(({ fact }) => fact) ?? [];
  if (there !== undefined && facts.every((fact) => seen.includes(fact))) return [];
  return [
    {
      key: `assumed.${code}`,
      expected: listed(facts),
      found: there === undefined ? noSuch(decision, code) : listed(seen),
    },
  ];
}

function unblockDifferences({ unblock }: Decision, wanted: readonly string[]): readonly Difference[] {
  const actions = unblock.map(({ action, at, by }) => [action, at, ...by].filter((part) => part !== null).join(' '));
  const text = actions.join('\n');
  if (wanted.length === 0) {
    return actions.length === 0 ? [] : [{ key: 'unblock', expected: 'nothing', found: listed(actions) }];
  }
  const missing = wanted.filter((words) => !text.includes(words));
  return missing.map((words) => ({ key: 'unblock', expected: words, found: listed(actions) }));
}

function noSuch({ findings }: Decision, code: string): string {
  const meant = closest(
    code,
    findings.map((each) => each.code),
  );
  return meant === null ? 'no such finding' : `no such finding, but ${meant}`;
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? 'nothing' : words.join(', ');
}

function shown(value: Answer): string {
  if (value === null) return 'nothing';
  return isList(value) ? listed(value) : String(value);
}

/** An instant with the offset in which the test states the one that it expects. */
function shownLike(found: Answer, wanted: Answer): string {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(String(wanted)) ?? [];
  const instant = typeof found === 'string' ? instantInUtc(found) : null;
  if (sign === undefined || instant === null) return shown(found);
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  return `${new Date(Date.parse(instant) + offset).toISOString().slice(0, 19)}${sign}${hours}:${minutes}`;
}

function isList(value: Answer): value is readonly string[] {
  return Array.isArray(value);
}
