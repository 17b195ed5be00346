import { plainWords } from './placeholder.ts';

/** The section to put into a pull-request template; a plan that still reads like this counts as missing. */
export const planTemplate = `## Rollback plan

- Strategy: <redeploy-previous, revert, feature-flag, restore-backup, roll-forward or irreversible>
- Owner: <@who does it>
- Trigger: <what you will see when it must be taken back>
- Time to restore: <a time with its unit, like 20m>
- Verification: <how and when it was tried>
- Steps:
  1. <what to run or click, in order>
`;

const untouched = plainWords(planTemplate.slice(planTemplate.indexOf('\n')));

/** Tells the template as it is shipped, however it is spaced, with its heading or without. */
export function isUntouchedTemplate(text: string): boolean {
  const words = plainWords(text.slice(0, 2 * planTemplate.length));
  return words === untouched || words === `rollback plan ${untouched}`;
}
