/** A recurring campaign's firings: each is a campaign of its own, named by its day, so that none can be there twice. Pure. */
import { lastFiring, nextFiring, type Firing, type Recurring } from '../../model/recurring.ts';
import { latestStart, type ScheduleOptions } from '../../model/schedule.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import { editedText } from '../../load/spec/edit.ts';
import type { Spec } from '../../load/spec/spec.ts';

export type Series = Pick<Spec, 'name' | 'startAt' | 'endAt'> & ScheduleOptions & { readonly recurring: Recurring };

export function zoneOf({ recurring }: Series, machine: string): string {
  return recurring.zone ?? machine;
}

/** The next after that instant, within the series; null: it is over. */
export function firingAfter(series: Series, machine: string, after: Instant): Firing | null {
  const { recurring, startAt, endAt } = series;
  const from = Math.max(after, (startAt ?? 0) - 1);
  const next = nextFiring(recurring.every, zoneOf(series, machine), from);
  return endAt !== null && next.at >= endAt ? null : next;
}

/** The last that is due. `late`: by more than `start_latest` allows, and then it is left out. Null: none yet. */
export function firingDue(
  series: Series,
  machine: string,
  now: Instant,
): { readonly firing: Firing; readonly late: boolean } | null {
  const { recurring, startAt, endAt } = series;
  const firing = lastFiring(recurring.every, zoneOf(series, machine), now);
  if (firing === null || firing.at < (startAt ?? 0) || (endAt !== null && firing.at >= endAt)) return null;
  return { firing, late: now > (latestStart(series, firing.at) ?? Infinity) };
}

/** `reminders-2026-12-01`: the name is the guard against a second one. */
export function instanceName(name: string, { name: day }: Firing): string {
  return `${name}-${day}`;
}

/** The campaign of one firing: begun then, with the list as it is when it is read. */
export function instanceOf<S extends { readonly spec: Spec }>(source: S, firing: Firing): S {
  const { spec } = source;
  const name = instanceName(spec.name, firing);
  // What is set of it later is read with the text that it was made by.
  const keys = [
    [['name'], name],
    [['schedule', 'start_at'], formatInstant(firing.at)],
    [['schedule', 'every'], undefined],
    [['schedule', 'timezone'], undefined],
  ] as const;
  const text = keys.reduce((all, [path, value]) => editedText(all, path, value), spec.text);
  return {
    ...source,
    spec: { ...spec, name, startAt: firing.at, recurring: null, text },
  };
}
