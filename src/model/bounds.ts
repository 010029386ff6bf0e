/** Before and after when one contact is not called, whoever asks: they beat every retry and every callback. */
import type { ContactState } from './contact.ts';
import type { CallBounds } from './call-bounds.ts';

/** The last instant has come first. */
export const TIME_IS_OVER = { is: 'exhausted', reason: 'not_after' } as const satisfies ContactState;

/** Whoever is to wait waits for its own first instant, and leaves where that would be past its last. */
export function withinBounds<S extends ContactState>(
  { notBefore = 0, notAfter = Infinity }: CallBounds,
  state: S,
): S | Extract<ContactState, { is: 'ready' }> | typeof TIME_IS_OVER {
  if (state.is !== 'ready') return state;
  const dueAt = Math.max(state.dueAt, notBefore);
  return dueAt >= notAfter ? TIME_IS_OVER : { is: 'ready', dueAt };
}
