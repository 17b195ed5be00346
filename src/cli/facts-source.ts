import { withHandSetFacts } from '../change/assume.ts';
import type { ChangeFacts } from '../change/facts.ts';
import { parseFacts } from '../change/parse-facts.ts';
import { InputError } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';
import type { EvidenceFacts } from '../policy/read-evidence.ts';
import { readAssumption, wrongAssumptions } from './assumptions.ts';
import { declarationOf } from './declaration.ts';
import type { ReadDocument } from './facts-document.ts';
import { readFactsDocument } from './facts-document.ts';
import { readAt } from './instant.ts';
import { refuseUnknownServices } from './known-services.ts';
import type { Options } from './options.ts';
import type { World } from './world.ts';

/** Where facts come from, for a command line that was read. */
type FactsSource = (policy: Policy) => Promise<ChangeFacts>;

/** Reads what a command line says of the facts, before anything is loaded; the facts themselves are gathered later. */
export function factsSource(options: Options, world: World): FactsSource {
  const file = options.value('facts');
  if (file !== null) refuseWithFacts(options);
  const declared = declarationOf(options);
  const assumed = options.list('assume').map(readAssumption);
  const at = readAt(options.value('at'));
  return async (policy) => {
    refuseUnknownServices(options.list('service'), policy);
    const evaluatedAt = at === null ? null : at(policy.schedule?.timezone ?? 'UTC');
    const { document, errorOf } = await (file === null
      ? repositoryFacts(options, { world, policy, evaluatedAt: evaluatedAt ?? world.now() })
      : givenFacts(file, { options, world, evaluatedAt }));
    const whole = declared === null ? document : { ...document, declared };
    const found = parseFacts(whole, { missing: 'unknown' });
    if (!found.ok) throw errorOf(found.problems);
    if (assumed.length === 0) return found.facts;
    const supposed = parseFacts(withHandSetFacts(whole, assumed), { missing: 'unknown' });
    if (!supposed.ok) throw await wrongAssumptions(assumed, supposed.problems);
    return supposed.facts;
  };
}

function refuseWithFacts(options: Options): void {
  const clash = ['base', 'head', 'repo'].find((name) => options.value(name) !== null);
  if (clash === undefined) return;
  throw new InputError({
    problem: `\`--${clash}\` does not go with \`--facts\``,
    remedy: `the document says what is judged; leave \`--${clash}\` out`,
  });
}

type Sight = { readonly world: World; readonly policy: Policy; readonly evaluatedAt: string };

/** What reads git is loaded when it is asked. */
async function repositoryFacts(options: Options, { world, policy, evaluatedAt }: Sight): Promise<ReadDocument> {
  const { gatherRepositoryFacts } = await import('./repository-facts.ts');
  const [facts, evidence] = await Promise.all([
    gatherRepositoryFacts(options, { cwd: world.cwd, evaluatedAt }),
    policy.evidence.every((rule) => 'checks' in rule) ? {} : evidenceOf(options, { world, policy }),
  ]);
  return {
    document: { ...facts, ...evidence },
    errorOf: (problems) => new Error(`git gave facts that are none: ${JSON.stringify(problems)}`),
  };
}

async function evidenceOf(options: Options, { world, policy }: Omit<Sight, 'evaluatedAt'>): Promise<EvidenceFacts> {
  const { gatherEvidence } = await import('./evidence.ts');
  return await gatherEvidence(policy.evidence, { options, world });
}

type Given = { readonly options: Options; readonly world: World; readonly evaluatedAt: string | null };

async function givenFacts(file: string, { options, world, evaluatedAt }: Given): Promise<ReadDocument> {
  const { document, errorOf } = await readFactsDocument(file, world);
  const [environment, services] = [options.value('environment'), options.list('service')];
  return {
    document: {
      ...document,
      ...(evaluatedAt !== null && { evaluatedAt }),
      ...(environment !== null && { environment }),
      ...(services.length > 0 && { services }),
    },
    errorOf,
  };
}
