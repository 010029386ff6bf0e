/** Before and after when one contact is not called: the facts of a contact. What follows from them is in bounds.ts. */
import type { Instant } from './time.ts';

/** Half-open, as every span here: called from `notBefore` on, and not from `notAfter` on. Absent: no bound. */
export type CallBounds = { readonly notBefore?: Instant; readonly notAfter?: Instant };

/** They alone of what is handed over, which may be a whole contact. */
export function callBoundsOf({ notBefore, notAfter }: CallBounds): CallBounds {
  return {
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
  };
}
