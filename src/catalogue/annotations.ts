import { closest } from '../closest.ts';
import { durationOf, pathsOf, placeOf, strategyOf, tierOf, truthOf } from './annotation-values.ts';
import { child, entriesOf, textOf } from './descriptor.ts';
import type { Part } from './descriptor.ts';
import type { RollbackDefault, WrittenService } from './service.ts';

/** What annotations of ours, `change-gate/…`, say of a service. */
export type AnnotatedService = Pick<WrittenService, 'tier' | 'paths' | 'runway' | 'runbook' | 'rollback'>;

const prefix = 'change-gate/';

const names = [
  'tier',
  'paths',
  'runway',
  'runbook',
  'rollback-standing',
  'rollback-strategy',
  'rollback-steps',
  'rollback-owner',
  'rollback-trigger',
  'rollback-time-to-restore',
  'rollback-verification',
] as const;

type Name = (typeof names)[number];

/** Reads our annotations of an entity; `file` is the descriptor, from whose folder relative paths are seen. */
export function readAnnotations(annotations: Part, file: string): AnnotatedService {
  refuseUnknown(annotations);
  const at = (name: Name): Part => child(annotations, `${prefix}${name}`);
  const tier = tierOf(at('tier'));
  const paths = pathsOf(at('paths'), file);
  const runway = durationOf(at('runway'), 'runway');
  const runbook = placeOf(at('runbook'), file);
  const rollback = readRollback(at);
  return {
    ...(tier !== null && { tier }),
    ...(paths !== null && { paths }),
    ...(runway !== null && { runway }),
    ...(runbook !== null && { runbook }),
    ...(Object.keys(rollback).length > 0 && { rollback }),
  };
}

function refuseUnknown(annotations: Part): void {
  for (const [key, { pointer, problems }] of entriesOf(annotations)) {
    const name = key.slice(prefix.length);
    if (!key.startsWith(prefix) || (names as readonly string[]).includes(name)) continue;
    const meant = closest(name, names);
    const remedy =
      meant === null
        ? `known are ${names.map((each) => `\`${prefix}${each}\``).join(', ')}`
        : `did you mean \`${prefix}${meant}\`?`;
    problems.push({ pointer, about: 'key', problem: `unknown annotation \`${key.slice(0, 80)}\``, remedy });
  }
}

function readRollback(at: (name: Name) => Part): RollbackDefault {
  const standing = truthOf(at('rollback-standing'));
  const strategy = strategyOf(at('rollback-strategy'));
  const steps = linesOf(textOf(at('rollback-steps')));
  const owner = textOf(at('rollback-owner'));
  const trigger = textOf(at('rollback-trigger'));
  const timeToRestore = durationOf(at('rollback-time-to-restore'), 'duration');
  const verification = textOf(at('rollback-verification'));
  return {
    ...(standing !== null && { standing }),
    ...(strategy !== null && { strategy }),
    ...(steps.length > 0 && { steps }),
    ...(owner !== null && { owner }),
    ...(trigger !== null && { trigger }),
    ...(timeToRestore !== null && { timeToRestore }),
    ...(verification !== null && { verification }),
  };
}

/** One step a line; what numbers them is left out. */
function linesOf(text: string | null): readonly string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-*+]|\d{1,9}[.)])\s+/u, '').trim())
    .filter((line) => line !== '');
}
