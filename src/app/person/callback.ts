/** Somebody asks to be called back at an instant of their own clock, or not any more after all. */
import type { Config } from '../../config/environment.ts';
import { askCallback, takeBackCallback } from '../../model/callback.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import { userError } from '../../model/errors.ts';
import type { Instant } from '../../model/time.ts';
import { cellsOf } from '../../report/results.ts';
import type { Change, Store } from '../../store/port.ts';
import { changeContacts } from '../campaign/change-contacts.ts';
import { goOn, refuseOver, type GoesOn } from '../campaign/go-on.ts';
import type { Caller, Runtime } from '../runtime.ts';
import { campaignOf, type Query } from './find-rows.ts';
import { findContact } from './find-contact.ts';
import { callbackInstant, refuseNotNow, zonesSaid, type CallbackInstant } from './callback-instant.ts';
import { suppressedOf } from './suppressed.ts';

export type CallbackPlan = CallbackInstant & {
  readonly campaign: Campaign;
  readonly contact: Contact;
  /** In E.164. */
  readonly number: string;
};

/** A `UserError` says why somebody cannot be called back then. Nothing is changed. `at`: as a person types it. */
export async function planCallback(
  store: Store,
  query: Query,
  at: string,
  { clock }: Pick<Runtime, 'clock'>,
): Promise<CallbackPlan> {
  const { campaign, contact, others, number } = await findContact(store, query.text, await campaignOf(store, query));
  const now = clock.now();
  refuseOver(campaign, now);
  if (number === null) {
    throw userError('not_callable', 'They were forgotten: no number of theirs is kept.', 'Load them again first.');
  }
  await refuseSuppressed(store, campaign, contact, now);
  refuseOpen(others);
  refuseLeftOut(contact);
  const row = (await store.personal([contact.id], 'row')).get(contact.id);
  const asked = callbackInstant(at, contact, campaign.plan, now, zonesSaid(cellsOf(row)));
  refuseNotNow(asked, contact, campaign, now);
  return { ...asked, campaign, contact, number };
}

export type AskedFor = GoesOn & { readonly contact: Contact };

/** Once it resolves it is in the ledger, whoever dials and whatever dies. Asked for again, the later word counts. */
export async function askForCallback(
  store: Store,
  { campaign: { id }, contact: { id: who }, at }: Pick<CallbackPlan, 'campaign' | 'contact' | 'at'>,
  config: Config,
  caller: Caller,
): Promise<AskedFor> {
  const now = caller.clock.now();
  await changeContacts(store, [who], async (contact) => {
    // As it is now: a call may have begun, or they may have said no, since the question was asked.
    const campaign = await store.campaign(id);
    if (campaign === undefined) return undefined;
    refuseOver(campaign, now);
    await refuseSuppressed(store, campaign, contact, now);
    refuseOpen([contact]);
    refuseLeftOut(contact);
    const to = askCallback(contact, at);
    return to && changeOf(contact, to, { event: 'callback_asked', evidence: { by: caller.operator, for: at } }, now);
  });
  const contact = await store.contact(who);
  if (contact === undefined) throw userError('not_found', 'They are not in this ledger any more.');
  return { contact, ...(await goOn(store, id, config, caller)) };
}

export type TakenBack = {
  readonly campaign: Campaign;
  readonly contact: Contact;
  readonly number: string | null;
  /** What was asked for; null: nothing, and nothing was changed. */
  readonly at: Instant | null;
};

/** As if nobody had asked for it. A `UserError` where the call is on its way already. */
export async function takeCallbackBack(store: Store, query: Query, caller: Caller): Promise<TakenBack> {
  const { campaign, contact, number } = await findContact(store, query.text, await campaignOf(store, query), true);
  const now = caller.clock.now();
  let at: Instant | null = null;
  await changeContacts(store, [contact.id], (known) => {
    at = known.callback?.at ?? null;
    if (at !== null) refuseOpen([known]);
    const to = takeBackCallback(known);
    const drop = { event: 'callback_dropped', evidence: { by: caller.operator } } as const;
    return Promise.resolve(to && changeOf(known, to, drop, now));
  });
  return { campaign, contact: (await store.contact(contact.id)) ?? contact, number, at };
}

type Asked =
  | { readonly event: 'callback_asked'; readonly evidence: { readonly by: string; readonly for: Instant } }
  | { readonly event: 'callback_dropped'; readonly evidence: { readonly by: string } };

function changeOf(contact: Contact, to: Contact, asked: Asked, now: Instant): Change {
  const about = { at: now, actor: 'operator', campaign: contact.campaign, contact: contact.id, attempt: null } as const;
  const moved = { from: contact.state.is, to: to.state.is, cause: null };
  return { contact: { from: contact.version, to }, log: [{ ...about, ...moved, ...asked }] };
}

async function refuseSuppressed(store: Store, campaign: Campaign, contact: Contact, now: Instant): Promise<void> {
  if ((await suppressedOf(store, campaign, [contact.destination], now)).size === 0) return;
  const hint = 'If they changed their mind, take the number off the list first, with the reason.';
  throw userError('suppressed', 'They asked not to be called: nobody calls them back.', hint);
}

/** Of any campaign: a phone that rings, or may be ringing, is not to ring again. */
function refuseOpen(contacts: readonly Contact[]): void {
  const open = contacts.find(({ state }) => 'attempt' in state);
  if (open === undefined) return;
  const { state, row, campaign } = open;
  if (state.is === 'in_progress') {
    throw userError(
      'callback_open',
      `A call to them is on its way at this moment (${campaign}).`,
      'Ask again after it.',
    );
  }
  const message = `It is not known yet whether a call rang them (${campaign}).`;
  const hint =
    state.is === 'needs_review'
      ? `Settle it first: outdial resolve row:${row} --campaign ${campaign}.`
      : 'It is looked for; ask again in a few minutes.';
  throw userError('callback_open', message, hint);
}

function refuseLeftOut({ state, row, campaign }: Contact): void {
  if (state.is !== 'skipped' && state.is !== 'canceled') return;
  const message = `Row ${row} of ${campaign} was left out (${state.reason.replaceAll('_', ' ')}).`;
  throw userError('not_callable', message, 'Load them again first, or in another campaign.');
}
