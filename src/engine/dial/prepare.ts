/** Contacts of a batch become attempts to commit, each with what its request will say of it. */
import type { Attempt } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import { limitsOf, longestEnd } from '../../model/deadlines.ts';
import { attemptId, type E164 } from '../../model/ids.ts';
import { worstCase } from '../../model/money.ts';
import { permit as permitted } from '../../model/permit.ts';
import type { Instant } from '../../model/time.ts';
import type { Change } from '../../store/port.ts';
import type { PlaceItem, Variables } from '../../voice/port.ts';
import type { Batch, Permit } from '../batch.ts';
import type { Core } from '../core.ts';
import { logLine, waitingLine } from '../settle/log-line.ts';
import { heedDoNotCall } from './heed-do-not-call.ts';
import { formerNumbers } from './former-numbers.ts';

/** `permit`: as it is after what had to be asked first. */
export type Prepared = { readonly placings: readonly Placing[]; readonly permit: Permit };

export type Placing = { readonly change: Change; readonly attempt: Attempt; readonly item: PlaceItem };

/**
 * Whoever may not be dialed any more is left out, and leaves. Null: it cannot be told at this moment who may be dialed, so
 * nobody is.
 */
export async function prepare(core: Core, batch: Batch, given: Permit, now: Instant): Promise<Prepared | null> {
  const people = await core.store.personal(
    batch.contacts.map(({ id }) => id),
    'row',
  );
  const numbers = batch.contacts.flatMap((contact) => {
    const number = people.get(contact.id)?.['to_number'];
    return typeof number === 'string' ? [{ contact, number }] : [];
  });
  await leaveForgotten(
    core,
    batch,
    numbers.map(({ contact }) => contact),
    now,
  );
  const permit = await heedDoNotCall(
    core,
    batch.campaign,
    [...numbers, ...(await formerNumbers(core, batch, numbers))],
    given,
  );
  if (permit === null) return null;
  const placings: Placing[] = [];
  for (const { contact, number } of numbers) {
    const attempt = newAttempt(core, batch, contact, permit);
    const next = permitted(contact, attempt);
    if (next === undefined) continue;
    placings.push({
      change: {
        contact: { from: contact.version, to: next },
        attempt: { from: 'new', to: attempt },
        log: [
          logLine(contact, next, {
            at: now,
            actor: 'engine',
            attempt: attempt.id,
            event: 'placing',
            cause: null,
            evidence: { line: batch.line.id, send_by: attempt.sendBy, plan: attempt.planVersion },
          }),
        ],
      },
      attempt,
      item: {
        attempt: attempt.id,
        to: number as E164, // written by the loader, which has it from load/number/destination.ts
        variables: (people.get(contact.id)?.['variables'] ?? {}) as Variables,
      },
    });
  }
  return { placings, permit };
}

function newAttempt(core: Core, batch: Batch, contact: Contact, permit: Permit): Attempt {
  const { plan } = batch.campaign;
  const seq = contact.seq + 1;
  const limits = limitsOf(plan);
  return {
    id: attemptId(core.ledger, contact.campaign, contact.id, seq),
    contact: contact.id,
    campaign: contact.campaign,
    account: core.account,
    line: batch.line.id,
    agent: plan.agent,
    destination: contact.destination,
    seq,
    planVersion: plan.version,
    epoch: permit.epoch,
    batch: permit.batch,
    sendAt: permit.sendAt,
    sendBy: permit.sendBy,
    limits,
    longestEnd: longestEnd(permit.sendBy, limits),
    reserved: worstCase(plan.money, batch.line.id, limits),
    state: { is: 'placing' },
    version: 1,
  };
}

/** Forgotten meanwhile, so that there is nobody to dial: a contact that nobody moves would be due for ever. */
async function leaveForgotten(core: Core, { contacts }: Batch, known: readonly Contact[], now: Instant): Promise<void> {
  const gone = contacts.filter((contact) => !known.includes(contact) && contact.state.is === 'ready');
  if (gone.length === 0) return;
  const changes = gone.map((contact): Change => {
    const to: Contact = { ...contact, state: { is: 'skipped', reason: 'forgotten' }, version: contact.version + 1 };
    return { contact: { from: contact.version, to }, log: [waitingLine(contact, to, 'forgotten', now)] };
  });
  await core.store.commit(changes, {});
}
