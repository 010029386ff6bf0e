/** Writes instants and counts the way a person reads them, in the operator's zone unless told another. */
import { DAY, HOUR, MINUTE, SECOND, type Duration, type Instant } from '../model/time.ts';
import { asIntlShows } from '../model/zone-rules.ts';

/** The zone of this machine's operator. */
export function operatorZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

type Parts = { readonly day: string; readonly weekday: string; readonly date: string; readonly time: string };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(zone, made);
  return made;
}

function partsOf(at: Instant, zone: string): Parts {
  const by: Record<string, string> = {};
  const shown = asIntlShows(zone, at);
  for (const part of formatFor(shown.timeZone).formatToParts(shown.at)) by[part.type] = part.value;
  const { weekday = '', day = '', month = '', year = '', hour = '', minute = '', second = '' } = by;
  return { day: `${day} ${month} ${year}`, weekday, date: `${day} ${month}`, time: `${hour}:${minute}:${second}` };
}

/** `14:05:22` on the same day, `Mon 09:00` within six days, else `1 Dec 09:00`, and with its year where that is far. */
export function formatWhen(at: Instant, now: Instant, zone: string): string {
  const then = partsOf(at, zone);
  if (then.day === partsOf(now, zone).day) return then.time;
  const short = then.time.slice(0, 5);
  if (Math.abs(at - now) < 6 * DAY) return `${then.weekday} ${short}`;
  // A date of another year is taken for the one at hand.
  return `${Math.abs(at - now) < 300 * DAY ? then.date : then.day} ${short}`;
}

/** To the minute: `14:05` on the same day, else as `formatWhen`. */
export function clockWords(at: Instant, now: Instant, zone: string): string {
  return formatWhen(at, now, zone).replace(/^(\d\d:\d\d):\d\d$/, '$1');
}

/** Of what lies ahead and is a guess: seconds only where they are not far. */
export function aboutWhen(at: Instant, now: Instant, zone: string): string {
  return at - now < 5 * MINUTE ? formatWhen(at, now, zone) : clockWords(at, now, zone);
}

/** `Tue 1 Dec 09:00:05`: where lines of several days stand below one another. */
export function formatStamp(at: Instant, zone: string): string {
  const { weekday, date, time } = partsOf(at, zone);
  return `${weekday} ${date} ${time}`;
}

/** `8s`, `2 min`, `1 h 20 min`, `3 days`: as exact as a forecast can be. */
export function roughly(ms: Duration): string {
  if (ms < 90 * SECOND) return `${Math.max(1, Math.round(ms / SECOND))}s`;
  if (ms < 90 * MINUTE) return `${Math.round(ms / MINUTE)} min`;
  if (ms < 36 * HOUR) {
    const minutes = Math.round(ms / (10 * MINUTE)) * 10;
    const rest = minutes % 60;
    return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
  }
  return `${Math.round(ms / DAY)} days`;
}

/** `1 call`, `2 calls`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
}

/** Who dials with the ledger, where and since when; null: it has not said. */
export function holderWords(
  by: { readonly pid: number; readonly host: string; readonly since: Instant } | null,
  now: Instant,
  zone: string,
): string {
  if (by === null) return 'Another outdial';
  return `Another outdial (process ${by.pid} on ${by.host}, since ${formatWhen(by.since, now, zone)})`;
}
