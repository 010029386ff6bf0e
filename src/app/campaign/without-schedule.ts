/** The same campaign where nobody waits for a day: in a rehearsal, and in a forecast of its first firing. Pure. */
import type { Spec } from '../../load/spec/spec.ts';

/** Begun at once, by itself, and whenever that is. */
export function withoutSchedule(spec: Spec): Spec {
  return { ...unbound(spec), startAt: null, endAt: null, recurring: null };
}

/** It waits for no other campaign, and no start of it is too late: a ledger of its own knows neither. */
export function unbound({ startLatest: _, after: __, ...spec }: Spec): Spec {
  return spec;
}
