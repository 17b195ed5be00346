import { checksPassed } from '../change/checks.ts';
import type { CheckAnswer } from '../change/checks.ts';
import type { Assumption, Finding } from '../finding/finding.ts';
import { finding } from '../finding/finding.ts';
import type { JudgedChange } from '../rule/rule.ts';
import { restricts } from '../rule/scope.ts';
import type { CheckEvidence, EvidenceRule } from './evidence-rule.ts';

/** Findings for evidence that a rule demands and that is not there, or does not prove what it should. */
export function judgeEvidence(rules: readonly EvidenceRule[], change: JudgedChange): readonly Finding[] {
  return rules.flatMap((rule) => {
    const scope = restricts(rule, change);
    if (!scope.applies) return [];
    const lack = lackOf(rule, change);
    return lack === null ? [] : [lackFinding(rule, scope, lack)];
  });
}

type Scope = { readonly facts: Readonly<Record<string, unknown>>; readonly assumed: readonly Assumption[] };
type Lack = Pick<Finding, 'problem' | 'remedy' | 'facts' | 'assumed'>;

function lackFinding(rule: EvidenceRule, scope: Scope, lack: Lack): Finding {
  return finding({
    code: `evidence/${rule.id}`,
    effect: rule.effect,
    rule: rule.id,
    source: rule.source,
    because: rule.because,
    approvers: rule.approvers ?? [],
    problem: lack.problem,
    remedy: lack.remedy,
    facts: { ...scope.facts, ...lack.facts },
    assumed: [...scope.assumed, ...lack.assumed],
  });
}

function lackOf(rule: EvidenceRule, { facts }: JudgedChange): Lack | null {
  if ('checks' in rule)
    return checkLack(rule, checksPassed({ checks: facts.checks, patterns: rule.checks, app: rule.app }));
  // Files of evidence are no fact yet, and what is not known counts as not proven.
  const path = 'file' in rule ? rule.file : rule.slo.file;
  return unknownLack(`the evidence in \`${path}\``, { fact: 'evidence', reason: 'files of evidence are not read' });
}

function unknownLack(what: string, assumption: Assumption): Lack {
  return {
    problem: `${what} is not known (${assumption.reason})`,
    remedy: 'let the gate read it, then run the gate again',
    facts: {},
    assumed: [assumption],
  };
}

function checkLack(rule: CheckEvidence, answer: CheckAnswer): Lack | null {
  if (answer.state === 'passed') return null;
  if (answer.state === 'failed') return failedLack(answer);
  if (answer.state === 'unknown') {
    return unknownLack(`whether ${listed(rule.checks)} succeeded`, { fact: 'checks', reason: answer.reason });
  }
  return {
    problem: `${listed(answer.missing)} did not run on the commit to be deployed`,
    remedy: `run ${answer.missing.length === 1 ? 'it' : 'them'} on this commit, then run the gate again`,
    facts: { 'checks.missing': answer.missing },
    assumed: [],
  };
}

function failedLack({ failed, missing }: Extract<CheckAnswer, { state: 'failed' }>): Lack {
  const told = failed.map(
    ({ name, conclusion }) =>
      `${listed([name])} ${conclusion === null ? 'is still running' : `ended with \`${conclusion}\``}`,
  );
  const absent = missing.length === 0 ? [] : [`${listed(missing)} did not run`];
  const isOnlyRunning = failed.every(({ conclusion }) => conclusion === null) && missing.length === 0;
  return {
    problem: `on the commit to be deployed ${[...told, ...absent].join(', ')}`,
    remedy: isOnlyRunning
      ? 'wait until it has ended, then run the gate again'
      : 'mend what it found and let it succeed on the commit to be deployed, then run the gate again',
    facts: { 'checks.failed': failed.map(({ name, conclusion }) => ({ name, conclusion })), 'checks.missing': missing },
    assumed: [],
  };
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name.replace(/[`\s]+/gu, ' ')}\``).join(', ');
}
