/** Erases a person: here, beside the ledger, and what was said in their calls at the provider. */
import type { Config } from '../../config/environment.ts';
import { isOpen, type Attempt } from '../../model/attempt.ts';
import { userError } from '../../model/errors.ts';
import { EVERYWHERE, onDoNotCall } from '../../model/suppression.ts';
import type { Instant } from '../../model/time.ts';
import { formatWhen, operatorZone } from '../../report/when.ts';
import type { Store } from '../../store/port.ts';
import { rewriteResults } from '../results/write.ts';
import type { Caller, Runtime } from '../runtime.ts';
import { eraseCalls, type ErasedCalls } from './erase-calls.ts';
import { erasePerson } from './erase.ts';
import { campaignOf, type Query } from './find-rows.ts';
import { findPerson, type Person } from './find.ts';

/** Everything that would be erased. */
export type ToForget = { readonly person: Person; readonly attempts: readonly Attempt[] };

/** One person, or a `UserError`: `not_found`, `ambiguous`, `call_open`. */
export async function findToForget(store: Store, query: Query, { clock }: Runtime): Promise<ToForget> {
  const person = await findPerson(store, query.text, await campaignOf(store, query));
  const attempts: Attempt[] = [];
  for (const { id } of person.contacts) attempts.push(...(await store.attemptsOf(id)));
  refuseOpen(attempts, clock.now());
  return { person, attempts };
}

export type Forgotten = {
  readonly notes: number;
  /** False while another process keeps their bytes in the ledger's journal: to be forgotten again later. */
  readonly gone: boolean;
  readonly calls: ErasedCalls;
  /** Results beside the ledger that were written anew without them. */
  readonly files: number;
  /** The do-not-call list that holds their number; null: none. Undefined where no number can be read. */
  readonly optOut?: string | null;
};

/** `suppress`: and the number is never called again. A call that began meanwhile is a `UserError`, and nothing was erased. */
export async function forgetPerson(
  store: Store,
  { person, attempts }: ToForget,
  suppress: boolean,
  config: Config,
  { clock, operator }: Caller,
): Promise<Forgotten> {
  const { destinations, campaigns } = person;
  const optedOut = suppress || (await store.suppressed(destinations, [EVERYWHERE], clock.now())).size > 0;
  // Before the personal data goes: from here on nobody begins a call to them.
  const { erased, open } = await erasePerson(store, person, operator, clock.now(), optedOut ? 'kept' : 'cut');
  if (open.length > 0) refuseOpen(open, clock.now());
  // At once: whatever fails from here on, their no must not be lost with it.
  if (suppress && destinations.length > 0) await store.suppress(onDoNotCall(destinations, 'forget', clock.now()));
  const calls = await eraseCalls(attempts, config);
  const files = await rewriteResults(store, config.dataDir, campaigns, {
    now: clock.now(),
    zone: operatorZone(),
  });
  const done = { ...erased, calls, files };
  if (destinations.length === 0) return done;
  const [optOut] = (await store.suppressed(destinations, [EVERYWHERE], clock.now())).values();
  return { ...done, optOut: optOut?.source ?? null };
}

/** What is being said at this moment cannot be forgotten, and a call in doubt is the only trace of who may be rung. */
function refuseOpen(attempts: readonly Attempt[], now: Instant): void {
  const open = attempts.filter(isOpen);
  const [one] = open;
  if (one === undefined) return;
  const end = Math.max(...open.map(({ longestEnd }) => longestEnd));
  const until = end <= now ? '' : ` It has ended by ${formatWhen(end, now, operatorZone())} at the latest.`;
  throw userError(
    'call_open',
    `A call to this person is ${one.state.is === 'in_doubt' ? 'in doubt' : 'going on'}, so they cannot be forgotten yet.${until}`,
    one.state.is === 'in_doubt'
      ? 'Settle it first (outdial resolve), or run the campaign on until it is known what became of it.'
      : 'Run the campaign until that call has ended, then forget them.',
  );
}
