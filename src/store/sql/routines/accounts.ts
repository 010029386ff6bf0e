/** Until when the provider asked for nothing more of an account. */
import type { AccountKey } from '../../../model/ids.ts';
import type { Instant } from '../../../model/time.ts';
import type { Dialect } from '../dialect.ts';
import { one, run, type Routine } from '../routine.ts';

/** Never made earlier. */
export function* closeAccount(d: Dialect, account: AccountKey, until: Instant): Routine<void> {
  yield* run(
    `INSERT INTO account AS a (key, epoch, taken_at, closed_until) VALUES ($1, 0, 0, $2)
     ON CONFLICT (key) DO UPDATE SET closed_until = ${d.greater}(a.closed_until, excluded.closed_until)`,
    ...[account, until],
  );
}

export function* closedUntil(account: AccountKey): Routine<Instant> {
  const row = yield* one<{ until: Instant }>('SELECT closed_until AS until FROM account WHERE key = $1', account);
  return row?.until ?? 0;
}
