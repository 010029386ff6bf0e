/** Calls an hour as a picture of text: a line a day, a character an hour. */
import type { Instant } from '../model/time.ts';
import { makeLocalTime } from './local-time.ts';
import { count, formatStamp } from './when.ts';

const BARS = '▁▂▃▄▅▆▇█';
const NONE = '·';
const HOURS = 24;
const MOST_DAYS = 14;

type Day = { readonly first: Instant; readonly hours: number[] };

/** `starts`: instants of calls, in order. Days and hours are those of `zone`; days without a call are left out. */
export function hourChart(starts: readonly Instant[], zone: string): readonly string[] {
  const days = daysOf(starts, zone);
  const fullest = Math.max(1, ...days.flatMap(({ hours }) => hours));
  const shown = days.slice(0, MOST_DAYS).map(({ first, hours }) => {
    const total = hours.reduce((sum, n) => sum + n, 0);
    const bars = hours.map((n) => (n === 0 ? NONE : (BARS[Math.ceil((n / fullest) * BARS.length) - 1] ?? NONE)));
    return `${dayName(first, zone).padEnd(11)} ${bars.join('')}  ${total.toLocaleString('en-US').padStart(7)}`;
  });
  const more = days.length - shown.length;
  return [
    `${' '.repeat(11)} 0     6     12    18       ${`most in an hour: ${fullest.toLocaleString('en-US')}`}`,
    ...shown,
    ...(more > 0 ? [`and ${count(more, 'day')} more`] : []),
  ];
}

function daysOf(starts: readonly Instant[], zone: string): readonly Day[] {
  const localTime = makeLocalTime();
  const days = new Map<string, Day>();
  for (const at of starts) {
    const { day, hour } = localTime(zone, at);
    const known = days.get(day) ?? { first: at, hours: Array.from({ length: HOURS }, () => 0) };
    known.hours[hour] = (known.hours[hour] ?? 0) + 1;
    days.set(day, known);
  }
  return [...days.values()];
}

/** `Tue 1 Dec` */
function dayName(at: Instant, zone: string): string {
  return formatStamp(at, zone).replace(/ \d{2}:\d{2}:\d{2}$/, '');
}
