import type { ChangeWindow, Exception, Freeze, Schedule } from '../../src/schedule/schedule.ts';

type Parts = Partial<Omit<Schedule, 'windows' | 'freezes' | 'exceptions' | 'outsideWindows'>> & {
  readonly windows?: readonly Partial<ChangeWindow>[];
  readonly freezes?: readonly Partial<Freeze>[];
  readonly exceptions?: readonly (Partial<Exception> & Pick<Exception, 'freezes' | 'until'>)[];
  readonly outsideWindows?: Partial<Schedule['outsideWindows']>;
};

/** A schedule in UTC that closes nothing; rules need no more than what a test is about. */
export function aSchedule({
  windows = [],
  freezes = [],
  exceptions = [],
  outsideWindows,
  ...rest
}: Parts = {}): Schedule {
  return {
    timezone: 'UTC',
    runway: '0m',
    calendars: {},
    ...rest,
    outsideWindows: { effect: 'block', emergency: 'hold', source: 'schedule.yml:1', ...outsideWindows },
    windows: windows.map((window, index) => ({ ...head('window', index), ...window })),
    freezes: freezes.map((freeze, index) => ({
      ...head('freeze', index),
      effect: 'block',
      emergency: 'hold',
      ...freeze,
    })),
    exceptions: exceptions.map((exception, index) => ({
      ...head('exception', index),
      approvedBy: '@acme/release-managers',
      ...exception,
    })),
  };
}

function head(kind: string, index: number) {
  const id = `${kind}-${index + 1}`;
  return { id, because: `the reason of ${id}`, source: `schedule.yml:${10 + index}` };
}
