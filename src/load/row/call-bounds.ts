/** Not before which instant and not after which a row's contact is called: what two of its cells say, on its own clock. */
// A mistake here rings somebody on the wrong day: what may mean two instants means the later beginning and the earlier end.
import type { CallBounds } from '../../model/call-bounds.ts';
import type { RowIssue } from '../../model/load-report.ts';
import { own } from '../../model/own.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../../model/time.ts';
import { aroundGap, readingsOf, type Wall } from '../../model/zone-time.ts';
import { showCell } from '../number/messages.ts';
import { plainHeader } from './headers.ts';
import { remembered } from './remembered.ts';
import { instantOf as dayInUtc } from './spoken-calendar.ts';
import { readMoment, type Order } from './spoken-read.ts';

/** In the campaign file's `columns`, and as they were found: null or absent where there is none. */
export type BoundColumns = { readonly notBefore?: string | null; readonly notAfter?: string | null };

type Issue = Pick<RowIssue, 'code' | 'severity' | 'message' | 'hint'>;
export type BoundsRead =
  | { readonly is: 'read'; readonly bounds: CallBounds }
  | { readonly is: 'bad'; readonly column: string; readonly value: string; readonly issue: Issue };

const HEADERS = {
  notBefore: new Set(
    ['not before', 'do not call before', "don't call before", 'dont call before', 'call not before', 'no calls before']
      .flatMap((name) => [name, `${name} date`, `${name} time`])
      .concat('earliest call', 'earliest call at', 'earliest call date', 'earliest call time')
      .map(plainHeader),
  ),
  notAfter: new Set(
    ['not after', 'do not call after', "don't call after", 'dont call after', 'call not after', 'no calls after']
      .flatMap((name) => [name, `${name} date`, `${name} time`])
      .concat('latest call', 'latest call at', 'latest call date', 'latest call time')
      .map(plainHeader),
  ),
} as const;

/** The columns that are named like it. */
export function boundHeaders(columns: readonly string[], which: keyof typeof HEADERS): readonly string[] {
  return columns.filter((column) => HEADERS[which].has(plainHeader(column)));
}

/** `zones`: where the contact may be. `order`: of 03/04/2026. */
export function boundsOf(
  cells: Readonly<Record<string, string>>,
  { notBefore, notAfter }: BoundColumns,
  zones: readonly string[],
  order: Order | null,
): BoundsRead {
  const bounds: { notBefore?: Instant; notAfter?: Instant } = {};
  for (const [which, column] of [
    ['notBefore', notBefore],
    ['notAfter', notAfter],
  ] as const) {
    const value = column == null ? '' : (own(cells, column) ?? '').trim();
    if (column == null || value === '') continue;
    const read = readBound(value, which, zones, order);
    if (typeof read !== 'number') return { is: 'bad', column, value, issue: read };
    bounds[which] = read;
  }
  const { notBefore: from, notAfter: to } = bounds;
  if (from === undefined || to === undefined || from < to) return { is: 'read', bounds };
  const column = notAfter ?? '';
  const value = own(cells, column) ?? '';
  const message = `"${showCell(value)}" is not later than the instant before which they are not to be called: there is no time to call.`;
  return { is: 'bad', column, value, issue: { code: 'bounds_crossed', severity: 'error', message, hint: MEND } };
}

const MEND = 'Write a day as 2026-12-01, or a day and a time as 2026-12-01 15:00.';

function readBound(
  value: string,
  which: keyof CallBounds,
  zones: readonly string[],
  order: Order | null,
): Instant | Issue {
  const bad = (why: string): Issue => ({
    code: 'unreadable_bound',
    severity: 'error',
    message: `"${showCell(value)}" says no day and no instant: ${why}.`,
    hint: MEND,
  });
  const read = readMoment(value, order);
  if (read.is === 'unread') return bad(read.why);
  if (read.is === 'ambiguous') return bad('nobody can tell which number is the month');
  if (read.is === 'instant') return read.at;
  const { day, clock } = read.moment;
  if (day === null || day.year === null) return bad('a day with its year is needed');
  if (clock?.sure === false) return bad('nobody can tell which half of the day is meant');
  if (zones.length === 0) return bad('nobody knows the time zone of the number');
  // A day alone is a whole day: from its first minute on, and until its last.
  const whole = dayInUtc({ ...day, year: day.year }) + (clock === null && which === 'notAfter' ? DAY : 0);
  const wall: Wall = whole + (clock === null ? 0 : clock.hour * HOUR + clock.minute * MINUTE);
  const found = zones.map((zone) => edgeAt(`${which} ${wall} ${zone}`));
  return which === 'notBefore' ? Math.max(...found) : Math.min(...found);
}

/** Lists name few days and many people. */
const edgeAt = remembered((asked: string): Instant => {
  const [which, wall = '', ...zone] = asked.split(' ');
  const name = zone.join(' ');
  const readings = readingsOf(Number(wall), name);
  const all = readings.length > 0 ? readings : aroundGap(Number(wall), name);
  return which === 'notBefore' ? Math.max(...all) : Math.min(...all);
});
