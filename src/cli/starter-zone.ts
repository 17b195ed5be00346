// The starter files are written for UTC; somebody who starts means the clocks around them.

import { isZoneName } from '../schedule/zone.ts';

/** The IANA time zone of this machine; `UTC` where it has none of its own. */
export function zoneOfMachine(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return isZoneName(timeZone) && !timeZone.startsWith('Etc/') ? timeZone : 'UTC';
}

/** A starter file with the same times of day in another zone. */
export function inZone(text: string, zone: string): string {
  if (zone === 'UTC') return text;
  return text
    .replaceAll('timezone: UTC', `timezone: ${zone}`)
    .replaceAll(/\b(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})Z/gu, (_, local: string) => `${local}${offsetOn(local, zone)}`);
}

/** `+01:00`: what the clocks of a zone are ahead on a day. */
function offsetOn(local: string, timeZone: string): string {
  const words = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const name = words.formatToParts(new Date(`${local}Z`)).find(({ type }) => type === 'timeZoneName')?.value;
  return name?.replace('GMT', '') || '+00:00';
}
