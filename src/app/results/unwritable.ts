/** What the file system says of a file that cannot be written, in words. */
import { fileExists } from '../../files/new-file.ts';
import { systemCodeOf, userError } from '../../model/errors.ts';
import { own } from '../../model/own.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a file is in the place of its folder',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EROFS: 'the disk can only be read',
  EACCES: 'its folder may not be written to',
};

/** Anything else is handed back as it is. */
export function unwritable(path: string, error: unknown): unknown {
  const code = systemCodeOf(error);
  if (code === undefined) return error;
  if (code === 'EEXIST') return fileExists(path);
  const what = own(REASONS, code) ?? (error as Error).message;
  return userError('unwritable', `${path} cannot be written: ${what}.`, 'Name another file.');
}
