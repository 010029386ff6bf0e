/** A file that its owner alone reads: made where there is none. */
import { systemCodeOf } from '../../model/errors.ts';
import { accessSync, chmodSync, closeSync, constants, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../folder.ts';
import { refuseSharedFolder } from '../private-folder.ts';
import { unwritable } from './failures.ts';
import { refuseNoFile } from './plain-file.ts';

/** A new folder is 0700, the file always 0600 (its WAL takes the file's mode). Windows has no modes, and needs none. */
export function makePrivate(file: string): void {
  try {
    refuseSharedFolder(dirname(file));
    makeFolder(dirname(file), 0o700);
    refuseSharedFolder(dirname(file));
    refuseNoFile(file);
    if (!create(file)) accessSync(file, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw unwritable(error, file);
  }
  try {
    chmodSync(file, 0o600);
  } catch {
    // A file of another user that we may write: its owner decided who reads it.
  }
}

/** Only a file that is not there is ever opened here: on POSIX, to close one drops the locks SQLite holds on it in this process. */
function create(file: string): boolean {
  try {
    closeSync(openSync(file, 'wx', 0o600));
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
