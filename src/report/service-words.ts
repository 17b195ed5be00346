// What is said of the services that a change touches: whom to ask, and where to look when it fails.
import type { Decision } from '../decision/decision.ts';
import type { Phrase, Piece } from './phrase.ts';
import { code, joined, listed, say } from './phrase.ts';

type Entry = Decision['catalogue'][number];

/** Gives the address of a place `file:line` on the web; null where there is none. */
export type SourceUrl = (source: string) => string | null;

/** Where the runbooks of the services touched are; null if none has one. */
export function runbooksInWords({ catalogue }: Pick<Decision, 'catalogue'>, sourceUrl: SourceUrl): Phrase | null {
  const told = catalogue.flatMap(({ service, runbook }) =>
    runbook === null ? [] : [say`${code(service)}: ${linked(runbook, sourceUrl)}`],
  );
  return told.length === 0 ? null : listed(told.slice(0, 100), 3);
}

/** Where the runbook of one service is; nothing if it has none. */
export function runbookOf({ runbook }: Entry, sourceUrl: SourceUrl): Phrase {
  return runbook === null ? [] : [linked(runbook, sourceUrl)];
}

/** What else is worth a look of one service. */
export function linksOf({ links }: Entry): Phrase {
  const pieces = links.slice(0, 20).map(({ title, url }): Phrase => [{ look: 'text', text: title, url }]);
  return joined(pieces, ', ');
}

function linked(place: string, sourceUrl: SourceUrl): Piece {
  const url = /^https?:\/\/[^/@]+(?:\/|$)/u.test(place) ? place : urlOfPath(place, sourceUrl);
  return code(place, url ?? undefined);
}

/** A path may name a section: `docs/runbooks/payments.md#it-does-not-answer`. */
function urlOfPath(place: string, sourceUrl: SourceUrl): string | null {
  const [path = '', section = ''] = place.split('#');
  const url = sourceUrl(`${path}:1`);
  return url === null ? null : `${url.replace(/#L1$/u, '')}${section === '' ? '' : `#${encodeURIComponent(section)}`}`;
}
