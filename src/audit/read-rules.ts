/** A pack's data, read for the referee: what each rule forbids, minute by minute of a day. */
// Written apart from policy/, from the words of RuleData alone, so that the two can prove each other: what one of them reads
// wrongly the other does not.
import type { Purpose } from '../model/purposes.ts';
import type { PackData, RuleData } from '../model/rule-pack.ts';
import { DAY, HOUR, MINUTE, SECOND, type Duration } from '../model/time.ts';

export const MINUTES_A_DAY = 1440;
const NAMES = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'] as const; // 1970-01-01 was a Thursday

/** Days since 1970-01-01 in the calendar of the person who is called. */
export type LocalDay = number;

/** The name of a holiday of that calendar on that day, null for none. */
export type HolidayOf = (calendar: string, day: LocalDay) => string | null;

export type Cap = { readonly calls: number; readonly per: Duration | null };

export type ReadRule = {
  readonly data: RuleData;
  /** The first day on which it binds, and the first on which it does not any more. */
  readonly from: LocalDay;
  readonly until: LocalDay;
  /** 1 for each minute of the day in which a call may begin; null: it says nothing of hours. */
  readonly open: Uint8Array | null;
  readonly weekdays: ReadonlySet<string>;
  readonly onHolidays: boolean;
  readonly caps: readonly Cap[];
  /** No call for so long after a conversation; null: it says nothing of that. */
  readonly rest: Duration | null;
};

/** Of a pack, those that bind calls of that purpose; null: nobody knows what they were for, so all do. */
export function readRules({ rules }: PackData, purpose: Purpose | null): readonly ReadRule[] {
  return rules.filter(({ purposes }) => purpose === null || purposes.includes(purpose)).map(readRule);
}

function readRule(data: RuleData): ReadRule {
  const days = data.days ?? NAMES;
  const rests = (data.rest ?? []).filter(({ after }) => after === 'conversation').map((rest) => spanOf(rest.for) ?? 0);
  return {
    data,
    from: data.from === null ? Number.NEGATIVE_INFINITY : dayOf(data.from),
    until: data.until === null ? Number.POSITIVE_INFINITY : dayOf(data.until),
    open: data.hours === undefined ? null : minutesOf(data.hours),
    weekdays: new Set(days.filter((day) => day !== 'holiday')),
    onHolidays: days.some((day) => day === 'holiday'),
    caps: (data.calls ?? []).map(({ calls, per }) => ({ calls, per: spanOf(per) })),
    rest: rests.length === 0 ? null : Math.max(...rests),
  };
}

/** Does what it says of hours hold on that day? On every other day it forbids nothing. */
export function speaksOf({ weekdays, onHolidays, data }: ReadRule, day: LocalDay, holidayOf: HolidayOf): boolean {
  if (weekdays.has(weekdayOf(day))) return true;
  return onHolidays && (data.holidays ?? []).some((calendar) => isOn(calendar, day, holidayOf));
}

export function isInForce({ from, until }: ReadRule, day: LocalDay): boolean {
  return from <= day && day < until;
}

export function weekdayOf(day: LocalDay): string {
  return NAMES[((day % 7) + 7) % 7] ?? '';
}

function isOn(calendar: string, day: LocalDay, holidayOf: HolidayOf): boolean {
  return /^\d{4}-/.test(calendar) ? dayOf(calendar) === day : holidayOf(calendar, day) !== null;
}

function minutesOf(hours: NonNullable<RuleData['hours']>): Uint8Array {
  const open = new Uint8Array(MINUTES_A_DAY);
  for (const { from, to } of hours) open.fill(1, minuteOf(from), minuteOf(to));
  return open;
}

function minuteOf(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * 60 + minute;
}

const UNITS: Readonly<Record<string, Duration>> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY };

/** Null: for ever. */
export function spanOf(text: string): Duration | null {
  if (text === 'lifetime') return null;
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? [];
  const length = Number(count) * (new Map(Object.entries(UNITS)).get(unit) ?? Number.NaN);
  if (!(length > 0)) throw new RangeError(`a rule counts per ${text}, which is no length of time`);
  return length;
}

/** Of "2026-10-18". */
function dayOf(date: string): LocalDay {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  // Days from a civil date, counted from a March so that the leap day comes last.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}
