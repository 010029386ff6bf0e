/** For how long a place may be rung between two instants, ringing not counted. */
import type { Duration, Instant } from '../model/time.ts';
import type { Hours, Terms } from './hours.ts';

export function openTime(
  hours: Pick<Hours, 'nextOpen' | 'closesAt'>,
  terms: Terms,
  place: string,
  { from, until }: { readonly from: Instant; readonly until: Instant },
): Duration {
  let open: Duration = 0;
  let at = hours.nextOpen(terms, place, from, 0);
  while (at !== null && at < until) {
    const closes = Math.min(hours.closesAt(terms, place, at, 0) ?? until, until);
    open += closes - at;
    at = closes >= until ? null : hours.nextOpen(terms, place, closes, 0);
  }
  return open;
}
