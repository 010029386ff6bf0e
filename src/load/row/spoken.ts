/** Turns a cell of a column with `"format": "spoken"` into words, or says why nobody can. */
// A wrong hour said with a friendly voice is the worst that a reminder can do: whatever may be two times rejects the row.
import type { SpokenForm } from '../../model/load-report.ts';
import { MINUTE, DAY, type Instant } from '../../model/time.ts';
import { showCell } from '../number/messages.ts';
import type { DestinationIssue } from './types.ts';
import { dayOf, wallIn, wallOf } from './spoken-calendar.ts';
import { momentInUtc, readMoment, type Moment, type Order, type Read } from './spoken-read.ts';
import { sayMoment } from './spoken-say.ts';

export type SpokenFacts = {
  /** Where the contact may be; null: nobody knows, since the row is rejected for its number. */
  readonly zones: readonly string[] | null;
  /** The campaign's `default_country`: how its lists write 03/04. */
  readonly country?: string;
  /** Null: nothing is near, and nothing is past. */
  readonly now: Instant | null;
  /** The column speaks of what is over, such as the last visit. */
  readonly over: boolean;
};

export type Spoken = { readonly text: string; readonly issues: readonly DestinationIssue[] };

export function speak(value: string, form: SpokenForm, facts: SpokenFacts): Spoken {
  const shown = showCell(value);
  const read = readMoment(value, form.order ?? orderOf(facts.country));
  switch (read.is) {
    case 'unread':
      return failed('unreadable_date', `"${shown}" cannot be said as a day or a time: ${read.why}.`, UNREADABLE);
    case 'ambiguous': {
      const [mdy, dmy] = read.found.map((day) => sayMoment({ day, clock: null, weekday: null }, 'en', null));
      const message = `"${shown}" is ${mdy ?? ''} or ${dmy ?? ''}, as it is read.`;
      return failed(
        'ambiguous_date',
        message,
        'Say which comes first: "order": "mdy" (month) or "dmy" (day) beside "format".',
      );
    }
    case 'moment':
      return said(read.moment, read, shown, form, facts);
    case 'instant':
      return atInstant(read.at, read, shown, form, facts);
  }
}

const UNREADABLE =
  'Write it as 2026-12-01 14:30, or as 12/1/2026 2:30 PM; or send the column as it stands: "format": "as_is".';

function failed(code: 'unreadable_date' | 'ambiguous_date', message: string, hint: string): Spoken {
  return { text: '', issues: [{ code, severity: 'error', message, hint }] };
}

/** An instant has another name in each zone; a contact who may be in two of them is told none. */
function atInstant(at: Instant, read: Read, shown: string, form: SpokenForm, facts: SpokenFacts): Spoken {
  const own = form.timezone === 'contact' ? facts.zones : [form.timezone];
  if (own === null) return { text: '', issues: [] };
  if (at % DAY === 0 && form.timezone !== 'UTC') {
    const day = sayMoment({ ...momentInUtc(at), clock: null }, 'en', null);
    const message = `"${shown}" is midnight in UTC: it may be ${day} without a time, or the evening before where the contact is.`;
    return failed(
      'ambiguous_date',
      message,
      'If it is the day alone, say so: "timezone": "UTC" beside "format"; else write the local time.',
    );
  }
  const walls = new Map(own.map((zone) => [wallIn(zone, at), zone]));
  if (walls.size > 1) {
    const two = [...walls].slice(0, 2).map(([wall, zone]) => `${sayMoment(momentInUtc(wall), 'en', null)} (${zone})`);
    const message = `"${shown}" is ${two.join(' or ')}, and nobody knows in which of the zones the contact is.`;
    const hint =
      'Give the contact a time zone column, write local times into the column, or name one zone: "timezone": "America/New_York".';
    return failed('ambiguous_date', message, hint);
  }
  const [wall = at] = walls.keys();
  return said(momentInUtc(wall), read, shown, form, facts);
}

function said(moment: Moment, read: Read, shown: string, form: SpokenForm, facts: SpokenFacts): Spoken {
  const zones = form.timezone === 'contact' ? (facts.zones ?? []) : [form.timezone];
  const { now } = facts;
  // Of several zones the one where it is earliest: what is past there is past everywhere.
  const here =
    now === null ? null : Math.min(...(zones.length === 0 ? ['UTC'] : zones).map((zone) => wallIn(zone, now)));
  const today = here === null ? null : wallOf(dayOf(here), null);
  const text = sayMoment(moment, form.language, today);
  const issues: DestinationIssue[] = [];
  if ('from' in read && read.from === 'number') {
    const message = `"${shown}" is how a spreadsheet or a program counts; it is said as "${text}".`;
    issues.push({
      code: 'date_from_number',
      severity: 'warning',
      message,
      hint: 'Compare it with the list: if it is right, nothing is to be done.',
    });
  }
  const { day, clock } = moment;
  if (day?.year == null || here === null || facts.over) return { text, issues };
  const last = wallOf({ ...day, year: day.year }, clock) + (clock === null || isMidnight(clock) ? DAY - MINUTE : 0);
  if (last < here) issues.push(past(shown, text));
  return { text, issues };
}

function isMidnight({ hour, minute }: { readonly hour: number; readonly minute: number }): boolean {
  return hour === 0 && minute === 0;
}

export function past(shown: string, text: string): DestinationIssue {
  const message = shown === text ? `"${shown}" is over.` : `"${shown}" (${text}) is over.`;
  const hint = 'If the agent speaks of what is to come, take the row out or write the new day.';
  return { code: 'date_in_past', severity: 'warning', message, hint };
}

/** Where the month is written before the day. */
const MONTH_FIRST: ReadonlySet<string> = new Set(['US', 'PR', 'GU', 'VI', 'AS', 'MP', 'FM', 'MH', 'PW']);
/** Where lists are written in more than one way, or with the year first. */
const EITHER: ReadonlySet<string> = new Set([
  'CA',
  'PH',
  'ZA',
  'CN',
  'JP',
  'KR',
  'TW',
  'HK',
  'HU',
  'LT',
  'MN',
  'IR',
  'SE',
  'KE',
  'GH',
  'PA',
]);

/** Of 03/04/2026, as a country writes it; null where it is written in both ways. */
export function orderOf(country: string | undefined): Order | null {
  if (country === undefined || EITHER.has(country)) return null;
  return MONTH_FIRST.has(country) ? 'mdy' : 'dmy';
}
