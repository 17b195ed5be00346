import type { Fact, Files, RollbackPlan } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { plainWords, worthOf } from './placeholder.ts';
import { isStrategy, nearestStrategy, strategies } from './strategy.ts';
import { quoted, weak } from './weakness.ts';
import type { Weakness } from './weakness.ts';

/** The strategies to choose from, for a message. */
export const strategyChoices = strategies.map((strategy) => `\`${strategy}\``).join(', ');

/** What is wrong with the strategy, given the files that it would take back. */
export function judgeStrategy({ strategy, reason }: RollbackPlan, files: Files): readonly Weakness[] {
  if (strategy === null || strategy.trim() === '' || worthOf(strategy) === 'unfinished') return [];
  if (!isStrategy(strategy)) return [weak(unknownStrategy(strategy))];
  if (strategy === 'irreversible') return judgeReason(reason);
  return strategy === 'revert' ? judgeRevert(files) : [];
}

function unknownStrategy(strategy: string): string {
  if (worthOf(strategy) === 'declined') {
    return `\`strategy\` is ${quoted(strategy)}: if the change cannot be taken back, write \`irreversible\` and a \`reason\``;
  }
  const meant = nearestStrategy(strategy);
  const remedy = meant === null ? `write one of ${strategyChoices}` : `did you mean \`${meant}\`?`;
  return `\`strategy\` ${quoted(strategy)} is not known: ${remedy}`;
}

function judgeReason(reason: string | null): readonly Weakness[] {
  if (reason !== null && worthOf(reason) === 'said' && plainWords(reason).split(' ').length >= 3) return [];
  const found = reason === null ? 'missing' : quoted(reason);
  return [weak(`\`reason\` is ${found}: say in a sentence why an \`irreversible\` change cannot be taken back`)];
}

const revertOverMigration =
  '`strategy` is `revert`, but a revert of the code leaves the schema as the migration made it: write `redeploy-previous`, `restore-backup` or `roll-forward`, and how the data is kept';

function judgeRevert(files: Files): readonly Weakness[] {
  const migrates = migrations(files);
  if (!isUnknown(migrates)) return migrates ? [weak(revertOverMigration)] : [];
  const assumed = [{ fact: 'files', reason: migrates.unknown }];
  return [{ problem: `${revertOverMigration} (whether there is a migration is not known)`, assumed }];
}

/** Whether the change migrates a schema; a list that was cut short still shows the migrations that were seen. */
function migrations(files: Files): Fact<boolean> {
  if (!isUnknown(files)) return files.some(isMigration);
  return 'seen' in files && files.seen.some(isMigration) ? true : { unknown: files.unknown };
}

function isMigration({ kind }: { readonly kind: string }): boolean {
  return kind === 'migration';
}

function saysCompatible(text: string): boolean {
  return /\b(?:(?:backwards?|downwards?)[\s-]?compatible|expand[\s-](?:and[\s-])?contract|additive)\b/iu.test(text);
}

/** What could be better about a plan that is good enough. */
export function hints({ strategy, text }: RollbackPlan, files: Files): readonly Weakness[] {
  if (strategy !== 'redeploy-previous' || migrations(files) !== true || saysCompatible(text)) return [];
  return [
    weak(
      '`strategy` is `redeploy-previous`, but the change migrates the schema: say in the plan that the migration is backward compatible, so that the previous version runs on the new schema',
    ),
  ];
}
