import { checkCondition, checkMeasure } from '../condition/condition.ts';
import type { Problem } from '../errors.ts';
import { stageOf } from './lint-conditions.ts';
import { ruleLists } from './rules.ts';
import { valueAt } from './entries.ts';
import type { Places } from './yaml-places.ts';

/** A policy file that could be read, whether or not its form is right. */
export type WrittenFile = { readonly file: string; readonly value: unknown; readonly places: Places };

/** What is wrong with the conditions of a file as it is written, so that a wrong key elsewhere does not hide them. */
export function problemsOfWrittenConditions({ file, value, places }: WrittenFile): readonly Problem[] {
  return ruleLists.flatMap((list) => {
    const pointer = `/${list.replace('.', '/')}`;
    const rules = valueAt(value, pointer);
    if (!Array.isArray(rules)) return [];
    return rules.flatMap((_, index) =>
      textsOf(value, `${pointer}/${index}`).flatMap(({ at, text, isMeasure }) => {
        const found = isMeasure ? checkMeasure(text, stageOf(list)) : checkCondition(text, stageOf(list));
        if (found === null) return [];
        const { offset, problem, remedy } = found;
        return [{ file, ...places.within(at, offset), severity: 'error', code: 'policy/condition', problem, remedy }];
      }),
    );
  });
}

type WrittenText = { readonly at: string; readonly text: string; readonly isMeasure: boolean };

function textsOf(value: unknown, rule: string): readonly WrittenText[] {
  return (['when', 'measure'] as const).flatMap((key) => {
    const at = `${rule}/${key}`;
    const text = valueAt(value, at);
    return typeof text === 'string' && text !== '' ? [{ at, text, isMeasure: key === 'measure' }] : [];
  });
}
