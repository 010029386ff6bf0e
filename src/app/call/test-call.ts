/** One test call: refused as any call would be, dialed by whoever dials, followed to its end, and read back. */
import { Signal } from '../../clock.ts';
import { isLoopback } from '../../config/environment.ts';
import type { Attempt } from '../../model/attempt.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import type { RunEnd } from '../../model/run.ts';
import type { Variables } from '../../voice/port.ts';
import type { OpenAccount } from '../open.ts';
import type { Caller } from '../runtime.ts';
import { onAbort } from '../campaign/events.ts';
import type { LookedUp } from '../campaign/lookups.ts';
import { prepareCampaign, refuseWithoutTerms } from '../campaign/prepare.ts';
import type { Source } from '../campaign/source.ts';
import { sourceOfCall, testCallName } from './call-source.ts';
import { dialCall, giveUp, type Dialing, type DialOptions } from './dial-call.ts';
import { rememberEcho } from './echo.ts';
import { lookAt } from './follow-call.ts';
import { readBack, type ReadBack } from './read-back.ts';
import { refuseCall } from './refuse-call.ts';

export type CallAsked = {
  /** As typed. */
  readonly number: string;
  /** Whose agent, line, hours and limits it has. */
  readonly like: Source;
  readonly looked: LookedUp;
  readonly variables: Variables;
  readonly baseUrl: string;
};

export type CallEvent =
  | Parameters<DialOptions['onEvent']>[0]
  /** Nothing refuses it: it is about to be dialed. `to`: E.164; `unsaid`: what the agent may miss, in a sentence. */
  | { readonly is: 'callable'; readonly to: string; readonly campaign: Campaign; readonly unsaid: string | null }
  /** The call is over; what was said in it is waited for. */
  | { readonly is: 'reading_back' };

export type CallOptions = Omit<DialOptions, 'onEvent'> & { readonly onEvent: (event: CallEvent) => void };

export type CallEnd = ReadBack & {
  readonly campaign: Campaign;
  readonly contact: Contact;
  /** The newest; null: it was not dialed. */
  readonly attempt: Attempt | null;
  readonly end: RunEnd;
};

export async function testCall(
  open: OpenAccount,
  { number, like, variables, looked, baseUrl }: CallAsked,
  options: CallOptions,
  caller: Caller,
): Promise<CallEnd> {
  const { store } = open;
  const rehearsal = isLoopback(baseUrl);
  const now = caller.clock.now();
  const source = sourceOfCall({ name: testCallName(caller), number, like, variables, rehearsal, now });
  refuseWithoutTerms([source], baseUrl);
  const { to, unsaid } = await refuseCall(open, source, looked, rehearsal, caller);
  // Its do-not-call lists are in the ledger by now.
  const once = { ...source, spec: { ...source.spec, suppression: [] } };
  const { campaign } = await prepareCampaign(open, once, { baseUrl }, caller);
  const [row] = await store.rows(campaign.id, null, 1);
  if (row?.outcome.is !== 'accepted') throw new Error('a test call was refused after it had been accepted');
  const dialing = { campaign, contact: row.outcome.contact, to };
  options.onEvent({ is: 'callable', to, campaign, unsaid });
  const end = await dialed(open, dialing, options, caller);
  const { contact, attempt } = await lookAt(store, dialing.contact.id);
  return { campaign, contact, attempt, end, ...(await backOf(open, campaign, attempt, options, caller)) };
}

async function dialed(open: OpenAccount, dialing: Dialing, options: CallOptions, caller: Caller): Promise<RunEnd> {
  try {
    return await dialCall(open, dialing, options, caller);
  } finally {
    await giveUp(open, dialing, caller);
    // Whoever runs a campaign after it takes the engine anew.
    open.letGo();
  }
}

async function backOf(
  { voice, store }: OpenAccount,
  { plan }: Campaign,
  attempt: Attempt | null,
  { signal, onEvent: tell }: CallOptions,
  { clock }: Caller,
): Promise<ReadBack> {
  if (attempt?.state.is !== 'ended') return { echo: null, conversation: null };
  tell({ is: 'reading_back' });
  const stop = new Signal();
  const stopListening = onAbort(signal, () => stop.wake());
  try {
    const enough = { signal: stop, is: () => signal?.aborted === true };
    const back = await readBack(voice, attempt, plan, enough, clock);
    if (back.echo !== null) await rememberEcho(store, attempt, back.echo);
    return back;
  } finally {
    stopListening();
  }
}
