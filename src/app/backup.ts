/** A copy of the ledger, safe while an outdial dials with it. */
import { existsSync } from 'node:fs';
import type { Config } from '../config/environment.ts';
import { userError } from '../model/errors.ts';
import { noLedger } from './ledger.ts';
import { copyLedger, ledgerPath } from './open-ledger.ts';

/** `to`: absolute. Answers the log as it stands in the copy; null where nothing is in it yet. */
export async function backUp(config: Config, to: string, force: boolean): ReturnType<typeof copyLedger> {
  if (config.databaseUrl !== null) {
    const message = 'The ledger is in PostgreSQL (DATABASE_URL), which makes its own copies.';
    throw userError(
      'shared_ledger',
      message,
      'Use pg_dump --format=custom --schema=outdial "$DATABASE_URL" > outdial.dump, or your server’s own backups.',
    );
  }
  if (!existsSync(ledgerPath(config.dataDir))) throw noLedger(config);
  return copyLedger(config, to, force);
}
