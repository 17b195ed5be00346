import type { Declaration } from '../change/facts.ts';
import { InputError } from '../errors.ts';
import type { Options } from './options.ts';

/** What a command line declares of a change; null if nothing. */
export function declarationOf(options: Options): Declaration | null {
  const type = options.value('change-type');
  const [reason, incident] = [options.value('reason'), options.value('incident')];
  if (type === null) return refuseReasons({ reason, incident });
  if (type === 'emergency' || type === 'rollback') return { lane: type, reason, incident, by: null };
  throw new InputError({
    problem: `\`--change-type\` is \`${type}\`, expected \`emergency\` or \`rollback\``,
    remedy: 'only these two are declared; whether a change is standard or normal, the policy says',
  });
}

type Reasons = Pick<Declaration, 'reason' | 'incident'>;

function refuseReasons({ reason, incident }: Reasons): null {
  if (reason === null && incident === null) return null;
  throw new InputError({
    problem: `\`${reason === null ? '--incident' : '--reason'}\` goes with \`--change-type\`, which is not given`,
    remedy: 'add `--change-type emergency` or `--change-type rollback`, or leave it out',
  });
}
