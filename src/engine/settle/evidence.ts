/** Takes what is known of attempts into the ledger: applied again until it is in, because evidence must not be lost. */
import type { Rules } from '../../model/follow-up.ts';
import type { AttemptId, CallId, CampaignId } from '../../model/ids.ts';
import { SECOND } from '../../model/time.ts';
import type { Core } from '../core.ts';
import { isLedgerLost, isLedgers } from '../ledger-trouble.ts';
import { isUnreadable } from '../../store/failure.ts';
import type { Change } from '../../store/port.ts';
import { alsoListened, changeOf, type Evidence, type Known } from './evidence-change.ts';
import { suspectCopy } from './recover-calls.ts';
import { keepUnread } from './unread-reports.ts';

/** Resolves when every item is in the ledger, or said nothing new. `justRead` spares a read where the caller has just read. */
export async function recordEvidence(
  core: Core,
  items: readonly Evidence[],
  justRead?: ReadonlyMap<AttemptId, Known>,
): Promise<void> {
  let left = items;
  let fresh = justRead;
  while (left.length > 0) {
    if (core.run.broken !== null) return;
    try {
      const again = await recordOnce(core, left, fresh);
      // None of them was there yet, or each lost to somebody who was quicker: not at once again.
      const waits = again.length > 0 && again.every(({ until }) => until !== undefined);
      if (waits && core.run.stopping !== 'now') await core.clock.sleep(core.clock.now() + SECOND);
      left = again;
    } catch (cause) {
      // Before what ends a run: everything else can be read, and must not wait for one record for ever.
      if (!isLedgers(cause) || isUnreadable(cause)) return recordApart(core, left, cause);
      if (isLedgerLost(core, cause)) return;
      // The ledger did not answer. Forgetting this would leave a person in doubt who is not; waiting costs a second.
      core.notices.note('ledger', `the ledger cannot be written: ${cause.message}`);
      await core.clock.sleep(core.clock.now() + SECOND);
    }
    // Tried once even while stopping at once: that a request was never written is known now or never again.
    if (core.run.stopping === 'now') return;
    fresh = undefined;
  }
}

/** A mistake of ours must not be taken for the ledger's, and one report that meets it must not take the others with it. */
async function recordApart(core: Core, items: readonly Evidence[], cause: unknown): Promise<void> {
  const [only, another] = items;
  if (only === undefined) return;
  if (another === undefined) return keepUnread(core, { attempt: only.attempt, raw: only }, cause);
  for (const item of items) await recordEvidence(core, [item]);
}

/** One commit for all of them; returns those that must be tried again. */
async function recordOnce(
  core: Core,
  items: readonly Evidence[],
  justRead: ReadonlyMap<AttemptId, Known> | undefined,
): Promise<readonly Evidence[]> {
  const now = core.clock.now();
  const changes: Change[] = [];
  const tried: Evidence[] = [];
  const again: Evidence[] = [];
  const seen = new Set<string>();
  const calls = new Map<CallId, AttemptId>();
  // At once: each answer is a way to the ledger and back, and a list shows a hundred calls.
  const known = await Promise.all(items.map(async ({ attempt }) => justRead?.get(attempt) ?? read(core, attempt)));
  for (const [nth, item] of items.entries()) {
    const current = known[nth];
    if (current === undefined && item.until !== undefined && now < item.until) again.push(item);
    if (current === undefined || (item.batch !== undefined && item.batch !== current.attempt.batch)) continue;
    if (seen.has(current.contact.id)) {
      again.push(item);
      continue;
    }
    const rules = await rulesOf(core, current.contact.campaign);
    if (rules === undefined) continue;
    const change = changeOf(current, await claimed(core, current, item, calls), rules, now);
    if (change === undefined) continue;
    seen.add(current.contact.id);
    changes.push(core.listens === null ? change : alsoListened(change, rules, core.listens.firstLook, now));
    tried.push(item);
  }
  if (changes.length > 0) {
    const results = await core.store.commit(changes, {});
    results.forEach((result, index) => {
      const item = tried[index];
      if (result.is === 'lost' && item !== undefined) again.push(item);
      const change = changes[index];
      if (result.is !== 'done' || change === undefined) return;
      if (change.log[0]?.event === 'second_call') suspectCopy(core);
      const { to } = change.attempt ?? {};
      if (to?.state.is === 'ended') core.campaigns.noteEnd(to.campaign, to.state.disposition);
    });
    core.run.signals.dispatch.wake();
    core.run.signals.sweep.wake();
    core.run.signals.later.wake();
  }
  return again;
}

/** A reply may name one call for two attempts: whose it is only the call itself can say, so the later claim is a doubt. */
async function claimed(
  core: Core,
  { attempt }: Known,
  item: Evidence,
  calls: Map<CallId, AttemptId>,
): Promise<Evidence> {
  if (item.event.is !== 'accepted') return item;
  const { callId } = item.event;
  const owner = calls.get(callId) ?? (await core.store.attemptByCall(callId))?.id ?? attempt.id;
  calls.set(callId, owner);
  return owner === attempt.id ? item : { ...item, event: { is: 'unknown', cause: 'call_of_another_attempt' } };
}

async function read(core: Core, id: AttemptId): Promise<Known | undefined> {
  const attempt = await core.store.attempt(id);
  const contact = attempt === undefined ? undefined : await core.store.contact(attempt.contact);
  return attempt === undefined || contact === undefined ? undefined : { contact, attempt };
}

async function rulesOf(core: Core, id: CampaignId): Promise<Rules | undefined> {
  const campaign = core.campaigns.all.get(id) ?? (await core.store.campaign(id));
  if (campaign === undefined) return undefined;
  const { plan, state } = campaign;
  return {
    plan,
    campaign: state,
    otherDayPart: (place, last, from) => core.dayParts.another(plan, place, last, from),
  };
}
