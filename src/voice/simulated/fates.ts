/** Decides what becomes of each simulated call, by a model of the people who are called. */
import { HOURS_A_DAY, type AnswerModel, type Seconds } from '../../model/answer-model.ts';
import { MINUTE, SECOND, type Duration } from '../../model/time.ts';
import { stream, type Random } from '../../simulate/random.ts';
import type { Fate } from './provider.ts';

export type FateLimits = { readonly ringingTimeoutSeconds: number; readonly maxCallDurationMinutes: number };

/**
 * `nth`: which call to this number it is, from 1; `hour`: the hour of the day where the contact is. Each call draws from
 * a stream of its own, so that one seed gives a person the same patience under any pace: settings can be compared.
 */
export function fateOf(
  model: AnswerModel,
  limits: FateLimits,
  call: { readonly seed: number; readonly to: string; readonly nth: number; readonly hour: number },
): Fate {
  const luck = stream(call.seed, `${call.to}#${call.nth}`);
  const longest = limits.maxCallDurationMinutes * MINUTE;
  const timeout = limits.ringingTimeoutSeconds * SECOND;
  const rate = (model.answerRate[call.hour % HOURS_A_DAY] ?? 0) * model.decay ** (call.nth - 1);
  const answered = luck() < rate;
  const kind = luck();
  const rings = Math.min(draw(model.ring, luck), timeout);
  if (answered) {
    const wanted = draw(model.talk, luck);
    const talks = Math.min(wanted, longest);
    return {
      rings,
      talks,
      endReason: wanted > longest ? 'max_duration' : 'client_hangup',
      status: 'completed',
      hidden: 0,
    };
  }
  switch (unanswered(model, kind)) {
    case 'voicemail':
      return {
        rings,
        talks: Math.min(draw(model.voicemail, luck), longest),
        endReason: 'voicemail_detected',
        status: 'completed',
        hidden: 0,
      };
    case 'no_answer':
      return { rings: timeout, talks: null, endReason: 'dial_no_answer', status: 'failed', hidden: 0 };
    case 'busy':
      return { rings, talks: null, endReason: 'dial_busy', status: 'failed', hidden: 0 };
    case 'failed':
      return { rings, talks: null, endReason: 'dial_failed', status: 'failed', hidden: 0 };
  }
}

function unanswered({ otherwise }: AnswerModel, roll: number): 'no_answer' | 'voicemail' | 'busy' | 'failed' {
  const { noAnswer, voicemail, busy, failed } = otherwise;
  const at = roll * (noAnswer + voicemail + busy + failed);
  if (at < noAnswer) return 'no_answer';
  if (at < noAnswer + voicemail) return 'voicemail';
  return at < noAnswer + voicemail + busy ? 'busy' : 'failed';
}

/** Whole milliseconds, at least one: a call that ends as it begins would be no call. */
function draw(seconds: Seconds, luck: Random): Duration {
  return Math.max(1, Math.round(drawn(seconds, luck) * SECOND));
}

function drawn(seconds: Seconds, luck: Random): number {
  if (seconds.is === 'one_of') return seconds.values[Math.floor(luck() * seconds.values.length)] ?? 0;
  return seconds.median * seconds.spread ** normal(luck);
}

/** Box and Muller's way to a standard normal number; `1 -` keeps the logarithm from zero. */
function normal(luck: Random): number {
  return Math.sqrt(-2 * Math.log(1 - luck())) * Math.cos(2 * Math.PI * luck());
}
