/** The life of a call, from `created` to its end, as statuses with their instants; pure. */
import type { Duration, Instant } from '../../model/time.ts';
import type { Script } from './outcomes.ts';

export type Step = { readonly at: Instant; readonly status: string };

export type Life = {
  /** Oldest first; the first is `created`. */
  readonly steps: readonly Step[];
  /** When it was answered; null when it never is. */
  readonly answeredAt: Instant | null;
  /** Null: it never ends. */
  readonly endedAt: Instant | null;
  readonly endReason: string | null;
  readonly errorMessage: string | null;
  /** It ends without `end_time`. */
  readonly timeless: boolean;
  /** Transcript and summary are ready a little after the end. */
  readonly toldAt: Instant | null;
} & Pick<Script, 'says' | 'tool' | 'sets'>;

export type Circumstances = {
  readonly placedAt: Instant;
  readonly ringsAt: Instant | null;
  readonly ringSeconds: number;
  readonly maxMinutes: number;
  readonly speed: number;
};

/** Seconds from the end to the summary. */
const TELLING = 3;

export function lifeOf(script: Script, { placedAt, ringsAt, ringSeconds, maxMinutes, speed }: Circumstances): Life {
  const steps: Step[] = [{ at: placedAt, status: 'created' }];
  const unended: Life = {
    steps,
    answeredAt: null,
    endedAt: null,
    endReason: null,
    errorMessage: null,
    timeless: false,
    toldAt: null,
  };
  if (ringsAt === null || script.rings === 'for_ever') return unended;

  const span = (seconds: number): Duration => Math.max(1, Math.round((seconds * 1_000) / speed));
  const rings = script.rings === 'timeout' ? ringSeconds : Math.min(script.rings, ringSeconds);
  if (script.between !== undefined) steps.push({ at: ringsAt + span(rings / 2), status: script.between });
  const pickedUp = ringsAt + span(rings);

  if (script.talks === null) {
    steps.push({ at: pickedUp, status: script.status });
    const { endReason, errorMessage = null, timeless = false } = script;
    return { ...unended, endedAt: pickedUp, endReason, errorMessage, timeless };
  }

  steps.push({ at: pickedUp, status: script.answeredAs ?? 'started' });
  if (script.talks === 'for_ever') return { ...unended, answeredAt: pickedUp };
  const cut = script.talks > maxMinutes * 60;
  const endedAt = pickedUp + span(cut ? maxMinutes * 60 : script.talks);
  steps.push({ at: endedAt, status: script.status });
  const endReason = cut ? 'max_duration' : script.endReason;
  const { says, tool, sets } = script;
  const said = { ...(says && { says }), ...(tool && { tool }), ...(sets && { sets }) };
  return { ...unended, ...said, answeredAt: pickedUp, endedAt, endReason, toldAt: endedAt + span(TELLING) };
}

/** The call is hung up `now` at our wish. Which status such a call ends with is unknown (reference 2: Lifecycle). */
export function hungUp(life: Life, now: Instant): Life {
  const steps = [...life.steps.filter((step) => step.at <= now), { at: now, status: 'completed' }];
  return { ...life, steps, endedAt: now, endReason: 'api_cancelled', toldAt: now };
}

export function statusAt(life: Life, now: Instant): string {
  return life.steps.findLast((step) => step.at <= now)?.status ?? 'created';
}

export function phaseAt(life: Life, now: Instant): 'dialing' | 'talking' | 'ended' {
  if (life.endedAt !== null && life.endedAt <= now) return 'ended';
  return life.answeredAt !== null && life.answeredAt <= now ? 'talking' : 'dialing';
}
