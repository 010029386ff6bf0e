/** Days and minutes without a zone, and what a zone's clock shows at an instant. Arithmetic alone; no clock is read. */
import { DAY, HOUR, MINUTE, type Instant } from '../../model/time.ts';
import { asIntlShows } from '../../model/zone-rules.ts';
import { remembered } from './remembered.ts';

/** `year`: null where none was written. */
export type Day = { readonly year: number | null; readonly month: number; readonly day: number };
export type DayOfYear = Day & { readonly year: number };
/** `sure`: it is known which half of the day; of "2:30" nobody does. */
export type Clock = { readonly hour: number; readonly minute: number; readonly sure: boolean };

/** Midnight in UTC of a day of the Gregorian calendar (days from civil, H. Hinnant). */
export function instantOf({ year, month, day }: DayOfYear): Instant {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468) * DAY;
}

/** The day that begins at, or holds, an instant of UTC. */
export function dayOf(at: Instant): DayOfYear {
  const days = Math.floor(at / DAY) + 719_468;
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const y = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * y + Math.floor(y / 4) - Math.floor(y / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: y + era * 400 + (month <= 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

/** Does the day exist? 29 February without a year does. */
export function isDay({ year, month, day }: Day): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const back = dayOf(instantOf({ year: year ?? 2028, month, day }));
  return back.month === month && back.day === day;
}

/** 0 is Sunday. */
export function weekdayOf(day: DayOfYear): number {
  return (((Math.floor(instantOf(day) / DAY) + 4) % 7) + 7) % 7;
}

/** Midnight of UTC and the minutes behind it, as one number that can be compared. */
export function wallOf(day: DayOfYear, clock: Clock | null): number {
  return instantOf(day) + (clock === null ? 0 : clock.hour * HOUR + clock.minute * MINUTE);
}

/** What the clock on the wall shows in a zone, as `wallOf` would say it. */
export function wallIn(zone: string, at: Instant): number {
  return wallOfText(`${at} ${zone}`);
}

const formatIn = remembered((zone) => {
  const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', calendar: 'gregory', ...digits });
});

/** A list asks for one instant, its own loading, in few zones and many rows. */
const wallOfText = remembered((text) => {
  const gap = text.indexOf(' ');
  const { timeZone, at } = asIntlShows(text.slice(gap + 1), Number(text.slice(0, gap)));
  const parts = formatIn(timeZone).formatToParts(at);
  const part = new Map(parts.map(({ type, value }) => [type, Number(value)]));
  const of = (type: 'year' | 'month' | 'day' | 'hour' | 'minute'): number => part.get(type) ?? 0;
  const day = { year: of('year'), month: of('month'), day: of('day') };
  return wallOf(day, { hour: of('hour'), minute: of('minute'), sure: true });
});
