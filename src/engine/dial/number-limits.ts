/** How often a number may be called: asked of the commit for each of a batch, and what becomes of whom it refuses. */
import type { Campaign } from '../../model/campaign.ts';
import { standingWithout, withoutCallback } from '../../model/callback.ts';
import type { Contact } from '../../model/contact.ts';
import { spellingsOf } from '../../model/one-phone.ts';
import { firstAllowed, limitFacts, numberCallsOf, type NumberGuard } from '../../model/number-limits.ts';
import { defer } from '../../model/permit.ts';
import { SECOND, type Instant } from '../../model/time.ts';
import { limitsAt, numberRulesOf } from '../../policy/rules/number-limits.ts';
import type { Change } from '../../store/port.ts';
import type { Core } from '../core.ts';
import { logLine } from '../settle/log-line.ts';
import type { Placing } from './prepare.ts';

/** Empty where nothing limits anybody: then nothing is counted. */
export function numberGuards(
  { destinationOf }: Pick<Core, 'destinationOf'>,
  { plan }: Pick<Campaign, 'plan'>,
  placings: readonly Placing[],
): readonly NumberGuard[] {
  const rules = numberRulesOf(plan);
  return placings.flatMap(({ attempt: { destination, sendAt }, change, item }) => {
    const limits = limitsAt(rules, change.contact.to.place, sendAt);
    if (limits.length === 0) return [];
    const keys = destinationOf === undefined ? [] : spellingsOf(item.to).map(destinationOf);
    return [{ destination, also: [...new Set(keys)].filter((key) => key !== destination), at: sendAt, limits }];
  });
}

/**
 * Every look moves the alarm: to the first instant at which each limit allows a call, as far as is known now. Whom none
 * comes for before the campaign ends leaves, and it is said why.
 */
export async function afterCap(
  { store }: Pick<Core, 'store'>,
  { plan }: Pick<Campaign, 'plan'>,
  contact: Contact,
  guard: NumberGuard,
  now: Instant,
): Promise<Change | undefined> {
  if (contact.state.is !== 'ready') return undefined;
  const attempts = await store.attemptsTo([guard.destination, ...guard.also]);
  const { at, limit } = firstAllowed(guard.limits, numberCallsOf(attempts), guard.at);
  const never = at === null || (plan.endAt !== null && at >= plan.endAt);
  const to = never ? given(contact) : marked(defer(contact, Math.max(at, now + SECOND)));
  if (to === undefined) return undefined;
  const evidence = limit === null ? null : { ...limitFacts(limit), until: at };
  const facts = { at: now, actor: 'engine', attempt: null, evidence } as const;
  const line = never
    ? ({ ...facts, event: 'exhausted', cause: 'cap_reached' } as const)
    : ({ ...facts, event: 'deferred', cause: 'capped' } as const);
  return { contact: { from: contact.version, to }, log: [logLine(contact, to, line)] };
}

function marked(contact: Contact | undefined): Contact | undefined {
  return contact?.state.is === 'ready' ? { ...contact, state: { ...contact.state, capped: true } } : contact;
}

function given(contact: Contact): Contact {
  const state = standingWithout(contact, { is: 'exhausted', reason: 'cap_reached' });
  return { ...withoutCallback(contact), state, version: contact.version + 1 };
}
