/** How often a number may be called: asked of the commit for each of a batch, and what becomes of whom it refuses. */
import type { Attempt } from '../../model/attempt.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { DestinationKey } from '../../model/ids.ts';
import { standingWithout, withoutCallback } from '../../model/callback.ts';
import type { Contact } from '../../model/contact.ts';
import {
  firstAllowed,
  limitFacts,
  numberCallsOf,
  type Allowed,
  type NumberGuard,
  type NumberLimit,
} from '../../model/number-limits.ts';
import { defer } from '../../model/permit.ts';
import { SECOND, type Instant } from '../../model/time.ts';
import { limitsAt, numberRulesOf } from '../../policy/rules/number-limits.ts';
import type { Change } from '../../store/port.ts';
import type { Core } from '../core.ts';
import { logLine } from '../settle/log-line.ts';
import { otherKeys } from './other-spellings.ts';
import type { Placing } from './prepare.ts';

/** Empty where nothing limits anybody: then nothing is counted. */
export function numberGuards(
  core: Pick<Core, 'destinationOf'>,
  { plan }: Pick<Campaign, 'plan'>,
  placings: readonly Placing[],
): readonly NumberGuard[] {
  const rules = numberRulesOf(plan);
  return placings.flatMap(({ attempt: { destination, sendAt }, change, item }) => {
    const limits = limitsAt(rules, change.contact.to.place, sendAt);
    if (limits.length === 0) return [];
    return [{ destination, also: otherKeys(core, destination, item.to), at: sendAt, limits }];
  });
}

/**
 * Every look moves the alarm: to the first instant at which each limit allows a call, as far as is known now. Whom none
 * comes for before the campaign ends leaves, and it is said why.
 */
export async function afterCap(
  { store }: Pick<Core, 'store'>,
  campaign: Pick<Campaign, 'plan'>,
  contact: Contact,
  guard: NumberGuard,
  now: Instant,
): Promise<Change | undefined> {
  const attempts = await store.attemptsTo([guard.destination, ...guard.also]);
  return capped(campaign, contact, firstAllowed(guard.limits, numberCallsOf(attempts), guard.at), now);
}

/**
 * Who of these may not be called yet as often as they were: they look again later, all in one commit. The guard says so too,
 * one appointment each; a hundred thousand of them would keep everybody behind them waiting.
 */
export async function heedCaps(
  { store }: Pick<Core, 'store'>,
  campaign: Pick<Campaign, 'plan'>,
  contacts: readonly Contact[],
  now: Instant,
): Promise<readonly Contact[]> {
  if (contacts.length === 0) return [];
  const rules = numberRulesOf(campaign.plan);
  if (rules.own.length === 0 && rules.pack === null) return [];
  const byPlace = new Map<string, readonly NumberLimit[]>();
  for (const { place } of contacts) if (!byPlace.has(place)) byPlace.set(place, limitsAt(rules, place, now));
  const limited = contacts.filter(({ place }) => (byPlace.get(place) ?? []).length > 0);
  if (limited.length === 0) return [];
  const attempts = new Map<DestinationKey, Attempt[]>();
  for (const attempt of await store.attemptsTo([...new Set(limited.map(({ destination }) => destination))])) {
    const known = attempts.get(attempt.destination);
    if (known === undefined) attempts.set(attempt.destination, [attempt]);
    else known.push(attempt);
  }
  const changes = limited.flatMap((contact) => {
    const calls = numberCallsOf(attempts.get(contact.destination) ?? []);
    const allowed = firstAllowed(byPlace.get(contact.place) ?? [], calls, now);
    const change = allowed.limit === null ? undefined : capped(campaign, contact, allowed, now);
    return change === undefined ? [] : [{ contact, change }];
  });
  if (changes.length > 0)
    await store.commit(
      changes.map(({ change }) => change),
      {},
    );
  return changes.map(({ contact }) => contact);
}

function capped(
  { plan }: Pick<Campaign, 'plan'>,
  contact: Contact,
  { at, limit }: Allowed,
  now: Instant,
): Change | undefined {
  if (contact.state.is !== 'ready') return undefined;
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
