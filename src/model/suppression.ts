/** Whom nobody dials, for which campaigns, and until when. */
import type { Campaign, Plan } from './campaign.ts';
import type { DestinationKey } from './ids.ts';
import type { Instant } from './time.ts';

/** `campaign:` by its id (the slug of its name), `purpose:` by the `compliance.purpose` of the campaign file. */
export type Scope = 'everywhere' | `campaign:${string}` | `purpose:${string}`;

export type Suppression = {
  readonly destination: DestinationKey;
  readonly scope: Scope;
  /** A code, and so is `source` (or the name of a do-not-call file): what a person typed names people (I8). */
  readonly reason: string;
  readonly source: string;
  readonly at: Instant;
  /** Null for good; no more in force at this instant. */
  readonly until: Instant | null;
};

/** For every campaign of the ledger. */
export const EVERYWHERE: Scope & 'everywhere' = 'everywhere';
/** It stands on a list of those who are not to be called. */
export const DO_NOT_CALL = 'do_not_call';
/** The source of what was found on the list of the team. */
export const SHARED_LIST = 'shared list';

/** Under which a campaign's people are left out. */
export function scopesOf({
  id,
  plan,
}: Pick<Campaign, 'id'> & { readonly plan: Pick<Plan, 'purpose'> }): readonly Scope[] {
  const { purpose = null } = plan;
  return [EVERYWHERE, `campaign:${id}`, ...(purpose === null ? [] : [`purpose:${purpose}` as const])];
}

export function inForce({ until }: Pick<Suppression, 'until'>, now: Instant): boolean {
  return until === null || until > now;
}

/**
 * What stands of a number and a scope once `next` is said as well. A no is never weakened: the longer one holds, and who
 * said it first stays told while it holds. `known` itself where nothing changes.
 */
export function withSuppression(known: Suppression | undefined, next: Suppression): Suppression {
  if (known === undefined) return next;
  if (!lasts(next, known)) return known;
  return inForce(known, next.at) ? { ...known, until: next.until } : next;
}

/** The one that holds longest; of two alike the first. */
export function longest(found: readonly Suppression[]): Suppression | undefined {
  let most: Suppression | undefined;
  for (const one of found) if (most === undefined || lasts(one, most)) most = one;
  return most;
}

/** Whether one holds longer than the other. */
function lasts({ until }: Suppression, than: Suppression): boolean {
  return than.until !== null && (until === null || until > than.until);
}

/** Where the number and a person's own words about its suppression are kept (I8). */
export function suppressionOwner(destination: DestinationKey): string {
  return `suppression/${destination}`;
}

/** On a do-not-call list, for good. `source`: the name of the list. */
export function onDoNotCall(destinations: readonly DestinationKey[], source: string, at: Instant): Suppression[] {
  return destinations.map((destination) => ({
    ...{ destination, scope: EVERYWHERE, reason: DO_NOT_CALL, source, at, until: null },
  }));
}
