/** Hours as a person types them, `mon-fri 09:00-18:00`, and back. */
import { userError } from '../../../model/errors.ts';
import { WEEKDAYS } from '../../../model/dial-options.ts';

/** As the campaign file has it; the zone is each contact's own. */
export type Hours = { readonly days: readonly string[]; readonly from: string; readonly to: string };

export const HOURS_EXAMPLE = 'mon-fri 09:00-18:00';

/** Throws a UserError; `24:00` is the end of the day. */
export function readHours(text: string): Hours {
  const wrong = (message: string): Error =>
    userError('bad_hours', message, `Write days and times such as "${HOURS_EXAMPLE}" or "mon,wed,sat 10:00-16:30".`);
  const [, days = '', from = '', to = ''] =
    /^\s*([a-z,\s–—-]+?)\s+(\d[\d:.]*(?:\s*[ap]m)?)\s*(?:-|–|—|to)\s*(\d[\d:.]*(?:\s*[ap]m)?)\s*$/i.exec(text) ?? [];
  if (days === '') throw wrong(`"${text}" does not say on which days, and from when to when.`);
  const named = daysOf(days);
  if (named === null) throw wrong(`"${days}" are not days of the week.`);
  const [opens, closes] = [timeOf(from), timeOf(to)];
  if (opens === null) throw wrong(`"${from}" is not a time of day.`);
  if (closes === null) throw wrong(`"${to}" is not a time of day.`);
  if (opens >= closes) throw wrong(`"${text}" ends before it begins: hours lie within one day.`);
  return { days: named, from: opens, to: closes };
}

/** `mon-fri 09:00-18:00`. */
export function hoursText({ days, from, to }: Hours): string {
  const at = days.map((day) => WEEKDAYS.findIndex((weekday) => weekday === day));
  const whole = days.length > 2 && at.every((day, index) => index === 0 || day === (at[index - 1] ?? 0) + 1);
  return `${whole ? `${days[0] ?? ''}-${days.at(-1) ?? ''}` : days.join(',')} ${from}-${to}`;
}

/** In the order of the week, each once. */
function daysOf(text: string): readonly string[] | null {
  const found = new Set<number>();
  const joined = text.toLowerCase().replace(/\s*[–—-]\s*|\s+to\s+/g, '-');
  for (const part of joined.split(/[\s,]+(?:and\s+)?/).filter((word) => word !== '')) {
    const [first = '', last = first, more] = part.split('-');
    const [from, to] = [dayOf(first), dayOf(last)];
    if (from < 0 || to < 0 || more !== undefined) return null;
    for (let day = from; ; day = (day + 1) % WEEKDAYS.length) {
      found.add(day);
      if (day === to) break;
    }
  }
  return found.size === 0 ? null : WEEKDAYS.filter((_, at) => found.has(at));
}

/** `mon`, `Monday`; never `m` or `t`, which are two days each. */
function dayOf(word: string): number {
  return word.length < 3 ? -1 : WEEKDAYS.findIndex((day) => NAMES[day].startsWith(word));
}

const NAMES: Readonly<Record<(typeof WEEKDAYS)[number], string>> = {
  mon: 'monday',
  tue: 'tuesday',
  wed: 'wednesday',
  thu: 'thursday',
  fri: 'friday',
  sat: 'saturday',
  sun: 'sunday',
};

/** `9`, `9:00` and `9 am` are `09:00`. */
function timeOf(text: string): string | null {
  const [, typed = '', minutes = '00', half] = /^(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])m)?$/i.exec(text) ?? [];
  if (typed === '' || Number(minutes) > 59) return null;
  if (half !== undefined && (Number(typed) < 1 || Number(typed) > 12)) return null;
  const hours = half === undefined ? Number(typed) : (Number(typed) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  if (hours > 24 || (hours === 24 && minutes !== '00')) return null;
  return `${String(hours).padStart(2, '0')}:${minutes}`;
}
