/** Ends calls that somebody talks in, each asked for once. That a call has ended is evidence of the provider's list alone. */
import pLimit from 'p-limit';
import type { Attempt } from '../../model/attempt.ts';
import { phaseOf } from '../../model/disposition.ts';
import type { CallId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { LogLine, Store } from '../../store/port.ts';
import type { Voice } from '../../voice/port.ts';

/** What became of each open call, counted. Its end is evidence of the provider's list alone, as of every call. */
export type HangUps = {
  /** The provider says that it ended them. */
  readonly hungUp: number;
  /** They ring: nobody can take that back. */
  readonly ringing: number;
  /** They were over by then. */
  readonly over: number;
  /** The provider did not do it, or gave no answer that says so. */
  readonly failed: readonly { readonly call: CallId; readonly message: string }[];
  /** Nobody knows which call it is: the reply is on its way, or in doubt. */
  readonly unknown: number;
};

type Outcome = 'hung_up' | 'ringing' | 'over' | 'failed';

/** At once to the provider: a person waits for it, and people talk meanwhile. */
const AT_ONCE = 8;

/** Each is asked for once: an answer that says nothing is told, and nobody is rung or cut off for it. */
export async function hangUpEach(
  store: Pick<Store, 'append'>,
  voice: Pick<Voice, 'call' | 'hangUp'>,
  attempts: readonly Attempt[],
  { clock, operator }: { readonly clock: { readonly now: () => Instant }; readonly operator: string },
): Promise<HangUps> {
  const known = attempts.flatMap((attempt) => {
    const call = callOf(attempt);
    return call === null ? [] : [{ attempt, call }];
  });
  const limit = pLimit(AT_ONCE);
  const failed: { call: CallId; message: string }[] = [];
  const count = { hung_up: 0, ringing: 0, over: 0, failed: 0 };
  const log: LogLine[] = [];
  await Promise.all(
    known.map(({ attempt, call }) =>
      limit(async () => {
        const { outcome, message } = await hangUpOne(voice, call);
        count[outcome] += 1;
        if (outcome === 'failed') failed.push({ call, message });
        log.push({
          ...{ at: clock.now(), actor: 'operator', campaign: attempt.campaign, contact: attempt.contact },
          ...{ attempt: attempt.id, from: null, to: null, cause: outcome },
          event: 'hang_up',
          evidence: { call, by: operator },
        });
      }),
    ),
  );
  if (log.length > 0) await store.append(log);
  const { hung_up: hungUp, ringing, over } = count;
  return { hungUp, ringing, over, failed, unknown: attempts.length - known.length };
}

async function hangUpOne(
  voice: Pick<Voice, 'call' | 'hangUp'>,
  call: CallId,
): Promise<{ readonly outcome: Outcome; readonly message: string }> {
  if (voice.hangUp === undefined) return { outcome: 'failed', message: 'this provider ends no calls' };
  // What the ledger knows may be a poll old: a call that was answered since is talking, one that ended is over.
  const now = await phaseNow(voice, call);
  if (now === 'created') return { outcome: 'ringing', message: '' };
  if (now === 'ended') return { outcome: 'over', message: '' };
  const answer = await voice.hangUp(call);
  if (answer.is === 'ok') return { outcome: 'hung_up', message: '' };
  // Not active, or refused for what has nothing to do with the call: only the call itself says which.
  const after = answer.why === 'invalid' || answer.why === 'not_found' ? await phaseNow(voice, call) : 'unknown';
  if (after === 'ended') return { outcome: 'over', message: '' };
  return after === 'created' ? { outcome: 'ringing', message: '' } : { outcome: 'failed', message: answer.message };
}

/** Of another call than was asked for, a reply says nothing. */
async function phaseNow(voice: Pick<Voice, 'call'>, call: CallId): Promise<ReturnType<typeof phaseOf>> {
  const report = await voice.call(call);
  return report.is === 'ok' && report.value.callId === call ? phaseOf(report.value.status) : 'unknown';
}

function callOf({ state }: Attempt): CallId | null {
  return state.is === 'placed' || state.is === 'in_doubt' ? state.callId : null;
}
