/** Has a test call dialed by whoever dials, follows it, and gives way where another call has the phone. */
import { Signal } from '../../clock.ts';
import { changeCampaign } from '../../engine/change-campaign.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import type { RunEnd } from '../../model/run.ts';
import type { OpenAccount } from '../open.ts';
import type { Caller } from '../runtime.ts';
import { onAbort, type RunEvent } from '../campaign/events.ts';
import { runCampaigns } from '../campaign/run.ts';
import { followCall, type CallStep } from './follow-call.ts';
import { busy, rivalOf, type Rival } from './refuse-call.ts';

export type Dialing = {
  readonly campaign: Campaign;
  readonly contact: Contact;
  /** E.164. */
  readonly to: string;
};

export type DialOptions = {
  readonly signal?: AbortSignal | undefined;
  readonly atOnce?: AbortSignal | undefined;
  readonly onEvent: (event: RunEvent | { readonly is: 'step'; readonly step: CallStep }) => void;
};

/** Throws `number_busy` where another call has the phone: this one would ring it the moment that one ends. */
export async function dialCall(
  open: OpenAccount,
  { campaign, contact, to }: Dialing,
  { signal, atOnce, onEvent: tell }: DialOptions,
  caller: Caller,
): Promise<RunEnd> {
  const { store, digest } = open;
  const { clock } = caller;
  const rival = (): Promise<Rival | null> => rivalOf(store, digest, to, contact, clock.now());
  // Of two that are begun at once both are in the ledger by now, and the younger gives way.
  let other = await rival();
  if (other !== null) throw busy(other);
  const stop = new AbortController();
  const stopListening = onAbort(signal, () => stop.abort());
  const waiting = async (): Promise<void> => {
    other = await rival();
    if (other !== null) stop.abort();
  };
  const over = new Signal();
  let ended = false;
  const on = { step: (step: CallStep) => tell({ is: 'step', step }), waiting };
  const following = followCall(store, contact.id, on, { signal: over, is: () => ended }, clock);
  try {
    const end = await runCampaigns(
      open,
      [campaign],
      { limit: null, signal: stop.signal, atOnce, onEvent: tell },
      caller,
    );
    if (other !== null && (await store.contact(contact.id))?.state.is === 'ready') throw busy(other);
    return end;
  } finally {
    stopListening();
    ended = true;
    over.wake();
    await following;
  }
}

/** A call that was not begun rings nobody later: whoever asked for it has gone. */
export async function giveUp(
  { store }: OpenAccount,
  { campaign, contact }: Dialing,
  { clock, operator }: Caller,
): Promise<void> {
  if ((await store.contact(contact.id))?.state.is !== 'ready') return;
  const asked = { now: () => clock.now(), by: { is: 'operator', name: operator } } as const;
  await changeCampaign(store, campaign.id, { is: 'cancel' }, asked);
}
