/** What happened to a campaign today and yesterday, and what people and processes did with it. Pure. */
import { REACHED } from '../model/disposition.ts';
import type { Instant } from '../model/time.ts';
import { nextDay, startOfDay } from './day.ts';
import { makeLocalTime } from './local-time.ts';
import type { Happened } from '../model/standing-facts.ts';

const REACHES: ReadonlySet<string> = new Set(REACHED);

export type Day = {
  readonly since: Instant;
  /** Calls that ended. */
  readonly calls: number;
  readonly reached: number;
  readonly gaveUp: number;
  readonly leftOut: number;
};

export type Deed = {
  readonly at: Instant;
  /** The log's event. */
  readonly event: string;
  readonly by: string | null;
  /** Of a list that was loaded. */
  readonly rows: number | null;
};

export type Lately = { readonly today: Day; readonly yesterday: Day; readonly deeds: readonly Deed[] };

/** The first instants of yesterday and of today in a zone. */
export function twoDays(now: Instant, zone: string): readonly [Instant, Instant] {
  const local = makeLocalTime();
  const today = startOfDay(local(zone, now).day, zone) ?? now;
  const day = local(zone, today - 1).day;
  const yesterday = startOfDay(day, zone) ?? today;
  return nextDay(yesterday, zone) === today ? [yesterday, today] : [Math.min(yesterday, today - 1), today];
}

export function latelyOf({ own, contacts }: Happened, [yesterday, today]: readonly [Instant, Instant]): Lately {
  const deeds = own.map(({ at, event, evidence }): Deed => {
    const by = evidence?.['by'];
    const rows = evidence?.['rows'];
    return { at, event, by: typeof by === 'string' ? by : null, rows: typeof rows === 'number' ? rows : null };
  });
  return { today: dayOf(contacts, today), yesterday: dayOf(contacts, yesterday), deeds };
}

function dayOf(contacts: Happened['contacts'], since: Instant): Day {
  const day = contacts.filter((one) => one.since === since);
  const sum = (wanted: (one: (typeof day)[number]) => boolean): number =>
    day.reduce((total, one) => (wanted(one) ? total + one.count : total), 0);
  // That somebody is not to be called back after all makes them what they were.
  const became = (state: string, how: (one: (typeof day)[number]) => boolean = () => true) =>
    sum((one) => one.to === state && one.from !== state && one.event !== 'callback_dropped' && how(one));
  return {
    since,
    calls: sum(({ event }) => event === 'ended'),
    // Whoever was reached before stays so, however the call ended that they asked for.
    reached: became('completed', ({ disposition }) => disposition === null || REACHES.has(disposition)),
    gaveUp: became('exhausted'),
    leftOut: became('skipped'),
  };
}
