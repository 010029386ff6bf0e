/** A value as a person types it behind `KEY=`, as the campaign file would have it. */
import { UserError } from '../../model/errors.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import { typedInstant } from '../../model/typed-instant.ts';
import { dotted } from './source-text.ts';
import { specSchema } from './schema.ts';
import { valueAt, withValue } from './edit.ts';

type Keys = Readonly<Record<string, unknown>>;
export type TypedWhere = { readonly now: Instant; readonly zone: string };
/** Reads hours such as `mon-fri 9:00-17:00`; throws a `UserError` for anything else. */
export type ReadHours = (text: string) => {
  readonly days: readonly string[];
  readonly from: string;
  readonly to: string;
};

/**
 * The reading that the key takes: JSON, text, a list with commas, an hour of the operator's clock, days and times. Where it
 * takes none, the likeliest, so that what is wrong with it is said as of the file.
 */
export function typedValue(
  own: Keys,
  path: readonly string[],
  text: string,
  where: TypedWhere,
  hours: ReadHours,
): unknown {
  const readings = [...json(text), text, ...others(own, path, text, where, hours)];
  return readings.find((value) => isTaken(own, path, value)) ?? readings[0];
}

function json(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

function others(
  own: Keys,
  path: readonly string[],
  text: string,
  { now, zone }: TypedWhere,
  hours: ReadHours,
): unknown[] {
  const key = path.join('.');
  const list = text.split(',').map((item) => item.trim());
  if (key.startsWith('schedule.')) return attempt(() => formatInstant(typedInstant(text, now, zone)));
  if (key === 'window.days') return [list, ...attempt(() => hours(`${text} 0:00-24:00`).days)];
  if (key !== 'window') return [list];
  return attempt(() => ({ ...hours(text), ...keptOf(valueAt(own, ['window'])) }));
}

/** Whoever types other hours says nothing of the clock that they go by, nor of the days off. */
function keptOf(window: unknown): Keys {
  const all: readonly unknown[] = Array.isArray(window) ? window : [window];
  const daysOff = (key: 'except' | 'holidays'): Keys => {
    const days = all.flatMap((one) => valueAt(one, [key]) ?? []);
    return days.length === 0 ? {} : { [key]: [...new Set(days)] };
  };
  const [timezone] = all.flatMap((one) => valueAt(one, ['timezone']) ?? []);
  return { ...(timezone === undefined ? {} : { timezone }), ...daysOff('except'), ...daysOff('holidays') };
}

function attempt(read: () => unknown): unknown[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** By the shape alone; rules over several keys are for the whole file, once all are set. */
function isTaken(own: Keys, path: readonly string[], value: unknown): boolean {
  const checked = specSchema.safeParse(withValue(own, path, value));
  if (checked.success) return true;
  const at = dotted([...path]);
  return !checked.error.issues.some((issue) => {
    const where = dotted(issue.path.map((part) => (typeof part === 'symbol' ? '' : part)));
    // A group that is wrong in itself is named by its own path.
    return where === at || where.startsWith(`${at}.`) || where.startsWith(`${at}[`) || at.startsWith(`${where}.`);
  });
}
