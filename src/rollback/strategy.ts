import { closest } from '../closest.ts';

/** The ways to take a change back. */
export const strategies = [
  'redeploy-previous',
  'revert',
  'feature-flag',
  'restore-backup',
  'roll-forward',
  'irreversible',
] as const;

export type Strategy = (typeof strategies)[number];

const spellings: ReadonlyMap<string, Strategy> = new Map(
  Object.entries({
    redeploy: 'redeploy-previous',
    'redeploy-previous-version': 'redeploy-previous',
    'redeploy-the-previous-version': 'redeploy-previous',
    'redeploy-previous-release': 'redeploy-previous',
    'redeploy-the-previous-release': 'redeploy-previous',
    're-deploy-previous': 'redeploy-previous',
    'git-revert': 'revert',
    'revert-commit': 'revert',
    'feature-toggle': 'feature-flag',
    'restore-from-backup': 'restore-backup',
    'backup-restore': 'restore-backup',
    'fix-forward': 'roll-forward',
    'forward-fix': 'roll-forward',
    rollforward: 'roll-forward',
    'not-reversible': 'irreversible',
  } as const),
);

/** Tells whether a word names a strategy as the reference spells it. */
export function isStrategy(word: string): word is Strategy {
  return (strategies as readonly string[]).includes(word);
}

/** The strategy that a person means by `Redeploy previous` or `revert (no data is touched)`; else their words. */
export function strategyOf(words: string): string {
  const [name = ''] = words.split(/\s+[-–—]\s+|[(,;:.]/u, 1);
  const spelled = kebabOf(name);
  if (isStrategy(spelled)) return spelled;
  return spellings.get(spelled) ?? words;
}

/** The strategy that somebody may have meant by a word that names none. */
export function nearestStrategy(word: string): string | null {
  return closest(kebabOf(word.slice(0, 40)), strategies);
}

function kebabOf(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');
}
