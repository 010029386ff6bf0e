/** Follows one contact's call in the ledger, from the request to its end, whoever dials it. */
import type { Clock, Signal } from '../../clock.ts';
import { callIdOf, type Attempt } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import type { Disposition } from '../../model/disposition.ts';
import type { ContactId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { Store } from '../../store/port.ts';

/** What befell it, in the order in which it does; each is told once. */
export type CallStep =
  /** The request is on its way. */
  | { readonly is: 'asked'; readonly at: Instant }
  /** The provider has it: it rings, or waits for the line's next start. */
  | { readonly is: 'taken'; readonly at: Instant }
  | { readonly is: 'answered'; readonly at: Instant }
  | { readonly is: 'doubtful'; readonly at: Instant }
  | {
      readonly is: 'ended';
      readonly at: Instant;
      readonly disposition: Disposition;
      readonly endReason: string | null;
    }
  /** It provably rang nobody. */
  | { readonly is: 'not_placed'; readonly at: Instant; readonly code: string | null };

export type Followed = { readonly contact: Contact; readonly attempt: Attempt | null };

const LOOK = 250;

/**
 * Until `over` wakes it, and once more then: what happened between two looks is told late and never left out. `waiting`: it
 * has not been dialed yet.
 */
export async function followCall(
  store: Store,
  id: ContactId,
  on: { readonly step: (step: CallStep) => void; readonly waiting: () => Promise<void> },
  over: { readonly signal: Signal; readonly is: () => boolean },
  clock: Clock,
): Promise<void> {
  const told = new Set<string>();
  for (;;) {
    const last = over.is();
    try {
      const { contact, attempt } = await lookAt(store, id);
      for (const step of attempt === null ? [] : stepsOf(attempt, clock.now())) {
        // A try that rang nobody is followed by another one: its steps are its own.
        const key = `${attempt?.seq ?? 0}:${step.is}`;
        if (told.has(key)) continue;
        told.add(key);
        on.step(step);
      }
      if (!last && contact.state.is === 'ready') await on.waiting();
    } catch {
      // What hinders a look hinders the engine too, and that one says it.
    }
    if (last) return;
    await clock.sleep(clock.now() + LOOK, over.signal);
  }
}

export async function lookAt(store: Store, id: ContactId): Promise<Followed> {
  const contact = await store.contact(id);
  if (contact === undefined) throw new Error('the contact of a test call is gone');
  return { contact, attempt: (await store.attemptsOf(id)).at(-1) ?? null };
}

/** Everything that the attempt shows of itself; `now` stands for what is only known to be. */
function stepsOf(attempt: Attempt, now: Instant): readonly CallStep[] {
  const { state } = attempt;
  const steps: CallStep[] = [{ is: 'asked', at: attempt.sendAt }];
  if (state.is === 'in_doubt') return [...steps, { is: 'doubtful', at: state.since }];
  if (state.is === 'not_placed') return [...steps, { is: 'not_placed', at: state.at, code: state.code }];
  if (state.is === 'placing') return steps;
  if (callIdOf(attempt) !== null && state.is === 'placed' && state.seen === 'created')
    return [...steps, { is: 'taken', at: now }];
  if (state.startedAt !== null) steps.push({ is: 'answered', at: state.startedAt });
  else if (state.is === 'placed') steps.push({ is: 'answered', at: now });
  if (state.is === 'ended') {
    steps.push({ is: 'ended', at: state.endedAt, disposition: state.disposition, endReason: state.endReason });
  }
  return steps;
}
