/** What the operating system said about a file, as a sentence a user can act on. */
import { systemCodeOf, UserError, userError } from '../../model/errors.ts';

export function fileProblem(path: string, error: unknown): unknown {
  if (error instanceof UserError) return error;
  const place = { file: path };
  switch (systemCodeOf(error)) {
    case 'ENOENT':
      return userError('file_not_found', 'There is no such file.', 'Is the path right, seen from this folder?', place);
    case 'EISDIR':
      return userError('is_directory', 'This is a directory, not a file.', undefined, place);
    case 'ENOTDIR':
      return userError('file_not_found', 'A part of this path is not a folder.', undefined, place);
    case 'EACCES':
    case 'EPERM':
      return userError('file_unreadable', 'You may not read this file.', 'Change its permissions.', place);
    default:
      return error;
  }
}
