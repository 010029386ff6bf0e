/** Ends calls that somebody talks in, through the provider: `pause --hang-up` and `cancel --hang-up`. */
import pLimit from 'p-limit';
import type { Config } from '../../config/environment.ts';
import type { Attempt } from '../../model/attempt.ts';
import type { Campaign } from '../../model/campaign.ts';
import { phaseOf } from '../../model/disposition.ts';
import type { CallId } from '../../model/ids.ts';
import type { LogLine, Store } from '../../store/port.ts';
import type { Voice } from '../../voice/port.ts';
import { accountOf, digestOf } from '../account.ts';
import { openProvider } from '../open-provider.ts';
import type { Caller } from '../runtime.ts';

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
  /** Calls of another account than this key's. */
  readonly foreign: number;
};

/** `no_key`: nobody can be asked without one. */
export type HungUp = ({ readonly is: 'asked' } & HangUps) | { readonly is: 'no_key'; readonly open: number };

type Outcome = 'hung_up' | 'ringing' | 'over' | 'failed';

/** At once to the provider: a person waits for it, and people talk meanwhile. */
const AT_ONCE = 8;

export async function hangUpCalls(
  store: Store,
  campaigns: readonly Campaign[],
  config: Config,
  caller: Caller,
): Promise<HungUp> {
  const open = await openCalls(store, campaigns);
  const { apiKey } = config;
  if (apiKey === null) return { is: 'no_key', open: open.length };
  const nothing = { is: 'asked', hungUp: 0, ringing: 0, over: 0, failed: [], unknown: 0, foreign: 0 } as const;
  if (open.length === 0) return nothing;
  const voice = await openProvider(config, apiKey);
  try {
    const digest = digestOf(await store.info());
    const account = await accountOf(store, voice, config.baseUrl, digest(`a:${apiKey}`));
    const mine = open.filter((attempt) => attempt.account === account);
    const counts = await hangUpEach(store, voice, mine, caller);
    return { ...nothing, ...counts, foreign: open.length - mine.length };
  } finally {
    await voice.close();
  }
}

/** Each is asked for once: an answer that says nothing is told, and nobody is rung or cut off for it. */
export async function hangUpEach(
  store: Pick<Store, 'append'>,
  voice: Pick<Voice, 'call' | 'hangUp'>,
  attempts: readonly Attempt[],
  { clock, operator }: Pick<Caller, 'clock' | 'operator'>,
): Promise<Omit<HangUps, 'foreign'>> {
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
        const { outcome, message } = await hangUpOne(voice, attempt, call);
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
  { state }: Attempt,
  call: CallId,
): Promise<{ readonly outcome: Outcome; readonly message: string }> {
  if (voice.hangUp === undefined) return { outcome: 'failed', message: 'this provider ends no calls' };
  // What the ledger knows may be a poll old: a call that was answered since is talking, one that ended is over.
  const report = await voice.call(call);
  const talks = state.is === 'placed' && state.seen === 'started';
  const now = report.is === 'ok' ? phaseOf(report.value.status) : talks ? 'started' : 'unknown';
  if (now === 'created') return { outcome: 'ringing', message: '' };
  if (now === 'ended') return { outcome: 'over', message: '' };
  const answer = await voice.hangUp(call);
  if (answer.is === 'ok') return { outcome: 'hung_up', message: '' };
  // No connection, or not active: it ended, or did not begin to talk, in between.
  if (answer.why === 'invalid') return { outcome: 'over', message: '' };
  return { outcome: 'failed', message: answer.message };
}

function callOf({ state }: Attempt): CallId | null {
  return state.is === 'placed' || state.is === 'in_doubt' ? state.callId : null;
}

async function openCalls(store: Store, campaigns: readonly Campaign[]): Promise<readonly Attempt[]> {
  const ids = new Set(campaigns.map(({ id }) => id));
  const open: Attempt[] = [];
  for (const account of new Set(campaigns.map((campaign) => campaign.account))) {
    for (const { attempt } of await store.openAttempts(account)) if (ids.has(attempt.campaign)) open.push(attempt);
  }
  return open;
}
