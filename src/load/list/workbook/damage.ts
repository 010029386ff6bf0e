/** What is said of a workbook that cannot be read: damaged, locked, or larger than it pretends to be. */
import { UserError, userError } from '../../../model/errors.ts';
import { fileProblem } from '../file-errors.ts';

const AGAIN = 'Open it in Excel or LibreOffice and save it again as "Excel Workbook (.xlsx)", or as "CSV UTF-8".';

/** `what`: where it is damaged, as the rest of a sentence. */
export function damaged(name: string, what: string, line?: number): UserError {
  const place = line === undefined ? { file: name } : { file: name, line };
  return userError('workbook_damaged', `This workbook is damaged: ${what}.`, AGAIN, place);
}

export function tooLarge(name: string, what: string): UserError {
  const hint = 'Is this a list of contacts? If it is, save it as "CSV UTF-8".';
  return userError('workbook_too_large', `${what}.`, hint, { file: name });
}

export function locked(name: string): UserError {
  const message = 'This workbook is protected with a password.';
  const hint =
    'Open it and save it without the password (Excel: File, Info, Protect Workbook, Encrypt with Password: empty it).';
  return userError('workbook_locked', message, hint, { file: name });
}

/** Of what is a workbook in another form. */
export const SAVE_AS = 'Open it and save it as "Excel Workbook (.xlsx)" or as "CSV UTF-8".';

/** Whatever a library or the system threw while a workbook was read, as a sentence. */
export function workbookProblem(name: string, error: unknown, what: string): unknown {
  if (error instanceof UserError) return error;
  const told = fileProblem(name, error);
  if (told !== error) return told;
  // A disk that fails is no damaged workbook: whoever saves it again would have the same.
  if ((error as { syscall?: unknown } | null)?.syscall !== undefined) return error;
  return error instanceof Error && !isOurs(error) ? damaged(name, what) : error;
}

/** A mistake of this program is not the user's workbook. */
function isOurs(error: Error): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}
