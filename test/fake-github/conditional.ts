import { createHash } from 'node:crypto';
import type { Answer } from './answer.ts';
import type { Incoming } from './exchange.ts';

/** The answer with its `ETag`, or 304 without a body if the client has it already. Only reads that succeed have one. */
export function conditional({ method, headers }: Incoming, answer: Answer): Answer {
  if (method !== 'GET' || answer.status !== 200) return answer;
  const etag = `W/"${createHash('sha256')
    .update(answer.text ?? JSON.stringify(answer.body))
    .digest('hex')}"`;
  const known = (headers['if-none-match'] ?? '').split(',').map(bare);
  if (known.includes(bare(etag))) return { status: 304, headers: { etag } };
  return { ...answer, headers: { ...answer.headers, etag } };
}

/** Without the mark of a weak one: they are compared as if all were. */
function bare(etag: string): string {
  return etag.trim().replace(/^W\//, '');
}
