/**
 * Milliseconds that this process has computed for, so that a guard against endless work does not depend on what else the
 * machine does.
 */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
