/** The cells of THE table (`model/transitions.ts`): what each is given, and what it answers. */
import type { Attempt, AttemptState } from './attempt.ts';
import type { Contact } from './contact.ts';
import type { Moved } from './contact-effects.ts';
import type { AttemptEvent } from './events.ts';
import type { Rules } from './follow-up.ts';
import type { Instant } from './time.ts';

export type StateName = AttemptState['is'];
type EventName = AttemptEvent['is'];
type States = { readonly [T in AttemptState as T['is']]: T };
type Events = { readonly [T in AttemptEvent as T['is']]: T };
type State<S extends StateName> = States[S];
export type Event<E extends EventName> = Events[E];

/** The contact, its attempt with the state the row of the table names, the rules and the instant. */
type In<S extends AttemptState> = {
  readonly contact: Contact;
  readonly attempt: Omit<Attempt, 'state'> & { readonly state: S };
  readonly rules: Rules;
  readonly now: Instant;
};
export type At<S extends StateName> = In<State<S>>;
type Cell<S extends StateName, E extends EventName> = (at: At<S>, event: Event<E>) => Moved | 'same';
export type Table = { readonly [S in StateName]: { readonly [E in EventName]: Cell<S, E> } };
