/** Keeps what a command writes out of the ledger's own files: a copy of itself over itself loses every call it knew. */
import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ledgerPath } from '../../app/open-ledger.ts';
import { userError } from '../../model/errors.ts';

/** Throws before anything is written. `flag`: what named the file. */
export function keepLedger(dataDir: string, target: string | undefined, flag: string): void {
  if (target === undefined) return;
  const ledger = real(ledgerPath(dataDir));
  const file = real(target);
  // Its journal, its lock and the note beside the lock begin like it.
  const own = dirname(file) === dirname(ledger) && basename(file).startsWith(basename(ledger));
  if (!own) return;
  const message = `${flag} would overwrite the ledger itself.`;
  throw userError('ledger_overwrite', message, 'Name another file.', { file: target });
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    try {
      return join(realpathSync(dirname(path)), basename(path));
    } catch {
      return path;
    }
  }
}
