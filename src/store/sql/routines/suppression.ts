/** Whom nobody dials, asked without a lock: for reports and for loads. */
import type { DestinationKey } from '../../../model/ids.ts';
import { EVERYWHERE } from '../../suppression.ts';
import type { Dialect } from '../dialect.ts';
import { all, type Routine } from '../routine.ts';

/** With the source of each. */
export function* suppressed(
  d: Dialect,
  destinations: readonly DestinationKey[],
): Routine<ReadonlyMap<DestinationKey, string>> {
  const rows = yield* all<{ destination: DestinationKey; source: string }>(
    `SELECT destination, source FROM suppression WHERE ${d.among('destination', '$1')} AND scope = '${EVERYWHERE}'`,
    destinations,
  );
  return new Map(rows.map(({ destination, source }) => [destination, source]));
}
