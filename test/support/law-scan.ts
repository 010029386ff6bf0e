/** Whether a place may be rung, minute by minute: read anew from the words of a rule and a window, with other zone data than the engine's. */
// Nothing of policy/ is used here: the two prove each other. It compares texts ("08:00" <= "08:59"), and its clocks are
// moment-timezone's.
import { tz } from './clocks.ts';
import type { Window } from '../../src/model/dial-options.ts';
import type { PlanRules, RuleData } from '../../src/model/rule-pack.ts';

const MINUTE = 60_000;
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

export type Scanned = {
  readonly window: Window | null;
  readonly rules: readonly RuleData[] | null;
  readonly purpose: PlanRules['purpose'];
  /** Of the calendars that the rules and the window name. */
  readonly isHoliday: (calendar: string, date: string) => boolean;
};

type Local = { readonly date: string; readonly time: string; readonly day: (typeof DAYS)[number] };

/** A scan asks for the same minutes over and over. */
const read = new Map<string, Map<number, Local | null>>();

function localAt(zone: string, at: number): Local | null {
  const minute = Math.floor(at / MINUTE);
  const ofZone = read.get(zone) ?? new Map<number, Local | null>();
  read.set(zone, ofZone);
  const known = ofZone.get(minute);
  if (known !== undefined) return known;
  const local = localOf(zone, at);
  ofZone.set(minute, local);
  return local;
}

function localOf(zone: string, at: number): Local | null {
  const known = tz.zone(zone);
  if (known === null) return null;
  const shown = new Date(at - known.utcOffset(at) * MINUTE);
  const text = shown.toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16), day: DAYS[shown.getUTCDay()] ?? 'sun' };
}

/** Why it is closed at this instant, by the id of a rule, "window" or "zone"; null: it is open. */
export function closedAt(terms: Scanned, place: string, at: number): string | null {
  const [zoneText = '', regionText = ''] = place.split('|');
  const zones = zoneText.split(',').filter((zone) => zone !== '');
  const regions = regionText.split(',').filter((region) => region !== '');
  if (terms.window === null && terms.rules === null) return null;
  const own = terms.window === null || terms.window.timezone === 'contact' ? zones : [terms.window.timezone];
  if (own.length === 0 || (terms.rules !== null && zones.length === 0)) return 'zone';
  for (const zone of zones) {
    const local = localAt(zone, at);
    if (local === null && (terms.rules !== null || own === zones)) return 'zone';
    if (local === null || terms.rules === null) continue;
    const broken = terms.rules.find(
      (rule) => binds(rule, regions, terms.purpose, local) && !allows(rule, local, terms),
    );
    if (broken !== undefined) return broken.id;
  }
  for (const zone of own) {
    const local = localAt(zone, at);
    if (local === null) return 'zone';
    if (terms.window !== null && !inWindow(terms.window, local, terms)) return 'window';
  }
  return null;
}

/** Open at that instant and at every minute that begins until the phone has stopped ringing, the last instant with it. */
export function openAt(terms: Scanned, place: string, at: number, slack: number): boolean {
  if (closedAt(terms, place, at) !== null || closedAt(terms, place, at + slack) !== null) return false;
  for (let minute = Math.ceil(at / MINUTE) * MINUTE; minute <= at + slack; minute += MINUTE) {
    if (closedAt(terms, place, minute) !== null) return false;
  }
  return true;
}

function binds(rule: RuleData, regions: readonly string[], purpose: Scanned['purpose'], { date }: Local): boolean {
  if (rule.from !== null && date < rule.from) return false;
  if (rule.until !== null && date >= rule.until) return false;
  if (purpose !== null && !rule.purposes.includes(purpose)) return false;
  return regions.length === 0 || rule.regions.some((of) => of === '*' || regions.some((one) => mayBeIn(one, of)));
}

/** Same country, and the same state where both name one. */
function mayBeIn(person: string, rule: string): boolean {
  const [country, state] = person.split('-');
  const [itsCountry, itsState] = rule.split('-');
  return country === itsCountry && (state === undefined || itsState === undefined || state === itsState);
}

function allows(rule: RuleData, local: Local, { isHoliday }: Scanned): boolean {
  if (rule.hours === undefined) return true;
  const holiday = (rule.holidays ?? []).some((name) => name === local.date || isHoliday(name, local.date));
  const spoken = rule.days === undefined || rule.days.includes(local.day) || (holiday && rule.days.includes('holiday'));
  return !spoken || rule.hours.some(({ from, to }) => from <= local.time && local.time < to);
}

function inWindow(window: Window, local: Local, { isHoliday }: Scanned): boolean {
  for (const one of window.except ?? []) {
    const [first = '', last = first] = one.split('/');
    if (first <= local.date && local.date <= last) return false;
  }
  if ((window.holidayDates ?? []).some(({ dates }) => dates.includes(local.date))) return false;
  if ((window.holidays ?? []).some((calendar) => isHoliday(calendar, local.date))) return false;
  const minute = Number(local.time.slice(0, 2)) * 60 + Number(local.time.slice(3));
  return [window, ...(window.more ?? [])].some(
    ({ days, from, to }) => days.includes(local.day as never) && from <= minute && minute < to,
  );
}
