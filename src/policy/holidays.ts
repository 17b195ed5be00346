import Holidays from 'date-holidays';
import { closest } from '../closest.ts';
import type { HolidayCalendar } from '../schedule/calendar-data.ts';
import { dateText } from '../schedule/instant.ts';
import { existing, readDate } from '../schedule/written.ts';
import type { Refusal } from './target.ts';
import { listed } from './words.ts';

/** What the holidays of all regions come from. */
export const holidayData = 'date-holidays 3.37.0';

/**
 * The public holidays of a region, `DE-BY`, in the years around one: enough to judge the changes of ten years again, and
 * to look 400 days ahead. Null: no year is today's, so that all that can be asked for are there.
 */
export function publicHolidays(region: string, year: number | null): { readonly calendar: HolidayCalendar } | Refusal {
  const data = new Holidays();
  const regions = regionsOf(data);
  if (!regions.includes(region)) return unknownRegion(region, regions);
  const [country = '', state = '', part = ''] = region.split('-');
  data.init(country, state, part);
  const first = year === null ? 2000 : year - 10;
  const last = year === null ? 2050 : year + 2;
  // A holiday of one year may begin on the last days of the one before.
  const years = Array.from({ length: last - first + 2 }, (_, index) => first - 1 + index);
  const calendar = { holidays: region, data: holidayData, from: `${first}-01-01`, to: `${last}-12-31` };
  const dates = [...new Set(years.flatMap((each) => daysIn(data, each)))].sort();
  return { calendar: { ...calendar, dates: dates.filter((date) => date >= calendar.from && date <= calendar.to) } };
}

function regionsOf(data: Holidays): readonly string[] {
  const all = codes(data.getCountries()).flatMap((country) => [
    country,
    ...codes(data.getStates(country)).flatMap((state) => [
      `${country}-${state}`,
      ...codes(data.getRegions(country, state)).map((part) => `${country}-${state}-${part}`),
    ]),
  ]);
  // What is not written in capitals is found by no code.
  return all.filter((code) => code === code.toUpperCase());
}

function codes(names: Readonly<Record<string, string>> | undefined): readonly string[] {
  return Object.keys(names ?? {});
}

/** Whole days that are public holidays, also those in lieu of one. Half days and days that only some have off are none. */
function daysIn(data: Holidays, year: number): readonly string[] {
  return data
    .getHolidays(year)
    .filter(({ type }) => type === 'public')
    .flatMap(({ date, start, end }) => {
      const first = existing(readDate(date.slice(0, 10)), date);
      const hours = (end.getTime() - start.getTime()) / 3_600_000;
      // A day on which clocks change has 23 hours. What begins on the eve, by its calendar, is told by its day.
      const count = Math.floor((hours + 1) / 24);
      return Array.from({ length: count }, (_, index) => dateText(first + index));
    });
}

/** Codes that people take for those of ISO 3166. */
const otherCodes: Readonly<Record<string, string>> = { UK: 'GB', EL: 'GR' };

function unknownRegion(region: string, regions: readonly string[]): Refusal {
  const [country = ''] = region.split('-');
  const ofCountry = regions.filter((code) => code === country || code.startsWith(`${country}-`));
  const meant = ofCountry.length > 0 ? closest(region, ofCountry) : (otherCodes[country] ?? null);
  const known =
    ofCountry.length > 0
      ? `known are ${listed(ofCountry, 'and')}`
      : 'write a country, or a region of one: `DE`, `DE-BY`';
  return {
    code: 'policy/unknown-name',
    problem: `no holidays are known of the region \`${region}\``,
    remedy: meant === null ? known : `did you mean \`${meant}\`?`,
  };
}
