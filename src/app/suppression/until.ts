/** Until when somebody is not called, as a person types it: an instant, or a day, which counts to its end. */
import { userError } from '../../model/errors.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import { endOfTypedDay, typedInstant } from '../../model/typed-instant.ts';

/** On the clock of `zone`. Throws `bad_instant`, and `until_passed` where it would be over already. */
export function untilTyped(text: string, now: Instant, zone: string): Instant {
  const until = endOfTypedDay(text, zone) ?? typedInstant(text, now, zone);
  if (until > now) return until;
  const message = `--until ${text} is past (${formatInstant(until)}): nobody would be kept from being called.`;
  throw userError('until_passed', message, 'Name a later one, or leave --until out: it holds for good.');
}
