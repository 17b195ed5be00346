import * as fc from 'fast-check';
import type { Decision } from '../../src/decision/decision.ts';
import { hostile, hostileText } from './decisions.ts';

const fragments = [
  '@everyone',
  '#1',
  '<!-- change-gate production -->',
  '</details>',
  '<details>',
  '</summary>',
  '```',
  '`',
  '``',
  '|',
  '\\',
  '\\|',
  '\n',
  '\r\n\r\n',
  '\n\n# ',
  '\n- ',
  '~~~',
  '<',
  '&#64;',
  '&lt;',
  '](',
  '[',
  '![',
  '**',
  '_',
  '$',
  'https://',
  '\u001B[2J',
  '\u202E',
  '\u200B',
  '\uD800',
  ' ',
  'a',
  '1. ',
  hostileText,
];

/** Texts of all kinds of characters, and of pieces that break what shows them. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...fragments), { maxLength: 30 }).map((parts) => parts.join('')),
);

/** A decision in which everything that somebody outside may write is that text. */
export function decisionWith(text: string): Decision {
  const decision = replaced(hostile, text);
  return { ...decision, catalogue: decision.catalogue.map((entry) => ({ ...entry, ...placesOf(text) })) };
}

/** What the policy itself links leads where it says: only that the rest of it stays harmless is to be seen. */
function placesOf(text: string): Pick<Decision['catalogue'][number], 'runbook' | 'links'> {
  return { runbook: `docs/${text}`, links: [{ title: text, url: 'https://github.com/acme/shop/wiki' }] };
}

function replaced<T>(value: T, text: string): T {
  const json = JSON.stringify(value, (_key, part: unknown) => (isPlainObject(part) ? renamed(part, text) : part));
  return JSON.parse(json, (_key, part: unknown) => (part === hostileText ? text : part));
}

function isPlainObject(part: unknown): part is Readonly<Record<string, unknown>> {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}

function renamed(part: Readonly<Record<string, unknown>>, text: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(part).map(([key, item]) => [key === hostileText ? text : key, item]));
}
