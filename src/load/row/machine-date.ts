/** A date as machines write it, in a column that is sent as it stands: what a person would say, and whether it is over. */
import { DAY, type Instant } from '../../model/time.ts';
import { showCell } from '../number/messages.ts';
import { instantOf } from './spoken-calendar.ts';
import { momentInUtc, readMoment } from './spoken-read.ts';
import { sayMoment } from './spoken-say.ts';
import { past } from './spoken.ts';
import type { SaidColumn } from './sayable-headers.ts';
import { unfit } from './sayable-issues.ts';
import type { DestinationIssue } from './types.ts';

const MACHINE =
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|UTC|[+-]\d{2}(?::?\d{2})?))?)?$|^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{2} \d{4} \d{2}:/i;

export function machineDate(text: string, column: SaidColumn, now: Instant | null): readonly DestinationIssue[] {
  if (!MACHINE.test(text)) return [];
  const read = readMoment(text, null);
  if (read.is !== 'moment' && read.is !== 'instant') return [];
  const moment = read.is === 'moment' ? read.moment : momentInUtc(read.at);
  const said = sayMoment(moment, 'en', now);
  const shown = showCell(text);
  // An hour of UTC is nobody's hour: what is said is where the contact is.
  const issues = [
    unfit(
      'machine_date',
      { shown, text: read.is === 'moment' ? said : `${said} in UTC, where the contact is` },
      column.one,
    ),
  ];
  const { day } = moment;
  // Two days later than it says is past wherever anybody is.
  const isOver = now !== null && day?.year != null && instantOf({ ...day, year: day.year }) + 2 * DAY < now;
  return isOver && column.meaning.coming ? [...issues, past(shown, said)] : issues;
}
