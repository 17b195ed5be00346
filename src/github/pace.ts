import { setTimeout } from 'node:timers/promises';

/** How those who lost a race wait before they try again. */
export interface Pace {
  /** At least 0, less than 1: so that two who met once do not meet again. */
  random(): number;
  pause(milliseconds: number): Promise<void>;
}

export const realPace: Pace = {
  random: () => Math.random(),
  pause: async (milliseconds) => await setTimeout(milliseconds),
};

const firstWait = 250;
const longestWait = 4_000;

/** Waits longer from one time to the next, never as long as somebody else. */
export async function waitAfter(attempt: number, pace: Pace): Promise<void> {
  await pace.pause(Math.round((0.5 + pace.random() / 2) * Math.min(longestWait, firstWait * 2 ** attempt)));
}
