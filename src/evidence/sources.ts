import { pathMatcher, wildcardMatcher } from '../change/glob.ts';
import type { ChangeFacts, EvidenceDocument } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { EvidenceRule, FileEvidence, SloEvidence } from './evidence-rule.ts';
import { plain } from './fields.ts';

/** What has to be read for rules to be judged: globs of files, and addresses that answer a GET. */
export type Sought = { readonly globs: readonly string[]; readonly urls: readonly string[] };

/** What the rules that may be for an environment want to know. */
export function soughtBy(rules: readonly EvidenceRule[], environment: string): Sought {
  const inScope = rules.filter((rule) => isForEnvironment(rule, environment));
  return {
    globs: distinct(inScope.flatMap(globsOf)),
    urls: urlsOf(inScope),
  };
}

/** The addresses that rules ask. */
export function urlsOf(rules: readonly EvidenceRule[]): readonly string[] {
  const asking = rules.filter((rule) => 'slo' in rule).filter(({ slo }) => !('file' in slo));
  return distinct(asking.map(sourceOf));
}

/** Whether a rule can be for changes to an environment. */
export function isForEnvironment({ environments }: Pick<EvidenceRule, 'environments'>, environment: string): boolean {
  return environments?.some((pattern) => wildcardMatcher(pattern)(environment)) ?? true;
}

/** The globs of the files that a rule reads. */
export function globsOf(rule: EvidenceRule): readonly string[] {
  if ('file' in rule) return [rule.file];
  if (!('slo' in rule)) return [];
  const { slo } = rule;
  return [...('file' in slo ? [slo.file] : []), ...(slo.openslo === undefined ? [] : [slo.openslo])];
}

/** Where a rule that is told by a server or by files is told it: a glob, or a URL. */
export function sourceOf(rule: FileEvidence | SloEvidence): string {
  if ('file' in rule) return rule.file;
  if ('file' in rule.slo) return rule.slo.file;
  return 'url' in rule.slo ? rule.slo.url : queryUrl(rule.slo.prometheus);
}

/** The words for a source in a sentence. */
export function sourceInWords(rule: FileEvidence | SloEvidence): string {
  if ('slo' in rule && 'prometheus' in rule.slo) return `the query at \`${rule.slo.prometheus.url}\``;
  return named(sourceOf(rule));
}

/** A file or an address in a sentence; what an address asks for is left out. */
export function named(source: string): string {
  return `\`${plain(isUrl(source) ? (source.split('?')[0] ?? source) : source)}\``;
}

/** Documents of a source, or why nobody looked there. */
export type Found =
  | { readonly looked: true; readonly documents: readonly EvidenceDocument[] }
  | { readonly looked: false; readonly reason: string };

/** What the facts hold of a glob or a URL. */
export function documentsFrom(
  source: string,
  { evidence, evidenceSought }: Pick<ChangeFacts, 'evidence' | 'evidenceSought'>,
): Found {
  if (evidence === undefined) return { looked: false, reason: 'nobody looked for evidence' };
  if (isUnknown(evidence)) return { looked: false, reason: evidence.unknown };
  if (evidenceSought !== undefined && !evidenceSought.includes(source)) {
    return { looked: false, reason: `nobody looked at \`${source}\`` };
  }
  return { looked: true, documents: evidence.filter((document) => isFrom(document, source)) };
}

/** A glob that could not be looked for stands as its own source. */
function isFrom({ source }: EvidenceDocument, wanted: string): boolean {
  return source === wanted || (!isUrl(wanted) && !isUrl(source) && pathMatcher([wanted])(source));
}

/** The address at which a server with the API of Prometheus answers a query for the present instant. */
export function queryUrl({ url, query }: { readonly url: string; readonly query: string }): string {
  return `${url.replace(/\/+$/u, '')}/api/v1/query?query=${encodeURIComponent(query)}`;
}

/** No path of a repository has two slashes in a row. */
function isUrl(source: string): boolean {
  return source.includes('://');
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
