/** Refuses what is no plain file where one of the ledger's should be: SQLite would wait for it, follow it, or fail without a reason. */
import { lstatSync, type Stats } from 'node:fs';
import { userError } from '../../model/errors.ts';

/** What SQLite keeps beside the file itself. */
const ASIDE = ['', '-wal', '-shm', '-journal'] as const;

/**
 * A link is refused even where it leads to a ledger: the lock that keeps a second engine away lies beside the name, so one
 * ledger of two names could be dialed from twice.
 */
export function refuseNoFile(file: string): void {
  for (const aside of ASIDE) {
    const held = lstatSync(`${file}${aside}`, { throwIfNoEntry: false });
    if (held === undefined || held.isFile()) continue;
    const message = `${file}${aside} is ${kindOf(held)}, where outdial keeps a file of the ledger.`;
    throw userError(
      'ledger_unwritable',
      message,
      'Remove it, or name another folder with --data-dir or OUTDIAL_DATA_DIR.',
    );
  }
}

function kindOf(held: Stats): string {
  if (held.isSymbolicLink()) return 'a symbolic link';
  if (held.isDirectory()) return 'a folder';
  return held.isFIFO() ? 'a pipe' : held.isSocket() ? 'a socket' : 'a device';
}
