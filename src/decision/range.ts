import type { ChangeFacts } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Finding } from '../finding/finding.ts';
import { finding } from '../finding/finding.ts';

/** Findings about what is judged: from what is live to what is to be deployed. */
export function judgeRange(facts: ChangeFacts): readonly Finding[] {
  return [
    ...judgeEnvironment(facts),
    ...judgeBase(facts),
    ...judgeLineage(facts),
    ...judgeServices(facts),
    ...judgeAssumed(facts),
  ];
}

function judgeEnvironment({ environment }: ChangeFacts): readonly Finding[] {
  if (!isUnknown(environment)) return [];
  return [
    finding({
      code: 'change/environment-assumed',
      effect: 'note',
      problem: 'no environment was named, so the change is judged for `production`',
      remedy: 'name it: `--environment`, or the input `environment`',
      assumed: [{ fact: 'environment', reason: environment.unknown }],
    }),
  ];
}

function judgeBase({ baseSource }: ChangeFacts): readonly Finding[] {
  if (baseSource === undefined) return [];
  if (isUnknown(baseSource)) {
    return [
      finding({
        code: 'change/base-unknown',
        effect: 'hold',
        problem: `what is live in this environment is not known: ${baseSource.unknown}`,
        remedy: 'give the input `base`, or for the very first deployment `first-deployment: true` with a reason',
        assumed: [{ fact: 'base', reason: baseSource.unknown }],
      }),
    ];
  }
  return baseSource === 'parent' || baseSource === 'first-deployment' ? [baseNotes[baseSource]] : [];
}

const baseNotes = {
  parent: finding({
    code: 'change/base-is-parent',
    effect: 'note',
    problem: 'compared with its parent commit, as if that were live',
    remedy: 'name what is live with `--base`',
  }),
  'first-deployment': finding({
    code: 'change/first-deployment',
    effect: 'note',
    problem: 'declared as the first deployment to this environment: every file counts as new',
  }),
};

function judgeLineage({ lineage, declared }: ChangeFacts): readonly Finding[] {
  if (lineage === undefined || declared?.lane === 'rollback') return [];
  if (isUnknown(lineage)) return [lineageUnknown(lineage.unknown)];
  if (lineage === 'behind') return [superseded];
  return lineage === 'same' ? [empty] : [];
}

const declareRollback =
  'if this is meant as a rollback, declare it: `--change-type rollback`, the input `change-type: rollback`, or `/change-gate rollback SHA reason`';

const superseded = finding({
  code: 'change/superseded',
  effect: 'block',
  problem: 'a newer version is live already: deploying this would take changes back',
  remedy: declareRollback,
});

const empty = finding({
  code: 'change/empty',
  effect: 'note',
  problem: 'this very commit is live already: nothing would change',
});

function lineageUnknown(reason: string): Finding {
  return finding({
    code: 'change/lineage-unknown',
    effect: 'block',
    problem: `whether something newer is live already is not known: ${reason}`,
    remedy: declareRollback,
    assumed: [{ fact: 'lineage', reason }],
  });
}

function judgeServices({ services }: ChangeFacts): readonly Finding[] {
  if (!isUnknown(services)) return [];
  return [
    finding({
      code: 'change/services-unknown',
      effect: 'note',
      problem: `which services it touches is not known, so the rules of every service hold: ${services.unknown}`,
      remedy: 'name them: `--service`, or the input `services`',
      assumed: [{ fact: 'services', reason: services.unknown }],
    }),
  ];
}

function judgeAssumed({ assumed }: ChangeFacts): readonly Finding[] {
  if (assumed === undefined || assumed.length === 0) return [];
  return [
    finding({
      code: 'change/facts-assumed',
      effect: 'note',
      problem: `set by hand, not seen: ${assumed.map((name) => `\`${name}\``).join(', ')}`,
    }),
  ];
}
