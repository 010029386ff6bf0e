/** How long a contact waits for its next try: always alike, by a list, or longer each time with a share of chance. Pure. */
import { own } from './own.ts';
import { each, fields, number, type Fields } from './stored-fields.ts';
import { formatDuration, type Duration } from './time.ts';

/** Longer by `factor` each time, `longest` at most; `jitter`: a share of it by which it is shorter or longer, drawn for each call. */
export type Backoff = {
  readonly first: Duration;
  readonly factor: number;
  readonly longest: Duration;
  readonly jitter: number;
};
/** From the end of the call. Of a list the nth try waits the nth, and those after the last wait the last. */
export type Wait = Duration | readonly Duration[] | Backoff;

/** `nth`: of the contact's tries, from 1. `call`: the attempt's id, so that whoever asks again gets the same answer. */
export function waitAfter(wait: Wait, nth: number, call: string): Duration {
  const usual = usualWait(wait, nth);
  const jitter = isBackoff(wait) ? wait.jitter : 0;
  return jitter === 0 ? usual : Math.round(usual * (1 + jitter * (2 * chanceOf(call) - 1)));
}

/** Without chance: what it is on average. */
export function usualWait(wait: Wait, nth: number): Duration {
  if (typeof wait === 'number') return wait;
  if (!isBackoff(wait)) return wait[Math.min(Math.max(nth, 1), wait.length) - 1] ?? 0;
  const { first, factor, longest } = wait;
  return Math.round(Math.min(longest, first * factor ** (Math.max(nth, 1) - 1)));
}

export function shortestWait(wait: Wait): Duration {
  if (typeof wait === 'number') return wait;
  return isBackoff(wait) ? Math.round(Math.min(wait.first, wait.longest) * (1 - wait.jitter)) : Math.min(...wait);
}

/** The same kind of wait, and none of it longer. */
export function noLonger(wait: Wait, most: Duration): Wait {
  if (typeof wait === 'number') return Math.min(wait, most);
  if (!isBackoff(wait)) return wait.map((one) => Math.min(one, most));
  return { ...wait, first: Math.min(wait.first, most), longest: Math.min(wait.longest, most) };
}

/** Does any try come sooner by it than by the other? Of chance the soonest counts. */
export function isSooner(wait: Wait, than: Wait, tries: number): boolean {
  const soonest = (of: Wait, nth: number): Duration => usualWait(of, nth) * (isBackoff(of) ? 1 - of.jitter : 1);
  return Array.from({ length: tries }, (_, at) => at + 1).some((nth) => soonest(wait, nth) < soonest(than, nth));
}

/** `after 2h`, `after 1h, 4h, then 1d each`, `after 15m, 2 times longer each, 1d at most, ±20%`. */
export function waitWords(wait: Wait): string {
  if (typeof wait === 'number') return `after ${formatDuration(wait)}`;
  if (isBackoff(wait)) {
    const chance = wait.jitter === 0 ? '' : `, ±${Math.round(wait.jitter * 100)}%`;
    const longest = formatDuration(wait.longest);
    return `after ${formatDuration(wait.first)}, ${wait.factor} times longer each, ${longest} at most${chance}`;
  }
  const all = wait.map(formatDuration);
  const last = all.at(-1) ?? '';
  return all.length === 1 ? `after ${last}` : `after ${all.slice(0, -1).join(', ')}, then ${last} each`;
}

export function readWait(of: Fields, name: string): Wait {
  const value = own(of, name);
  if (typeof value === 'number') return number(of, name);
  if (Array.isArray(value)) return each((one) => number({ one }, 'one'), of, name);
  const its = fields(value, name);
  return {
    first: number(its, 'first'),
    factor: number(its, 'factor'),
    longest: number(its, 'longest'),
    jitter: number(its, 'jitter'),
  };
}

function isBackoff(wait: Wait): wait is Backoff {
  return typeof wait === 'object' && 'first' in wait;
}

/** At least 0 and below 1, the same for the same text: FNV-1a, its bits mixed once more, since ids differ in their last signs. */
function chanceOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
