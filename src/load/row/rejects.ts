/** Writes rejected rows to a CSV to be mended and loaded again: own columns, then what is wrong. */
import { own } from '../../model/own.ts';
import { systemCodeOf, userError } from '../../model/errors.ts';
import { fileExists, makeFile, type NewFile } from '../../files/new-file.ts';
import { csvLine, defuse } from '../../model/csv-line.ts';
import { REJECT_COLUMNS } from '../list/outdial-csv.ts';

type RejectedRow = {
  readonly cells: Readonly<Record<string, string>>;
  readonly status: string;
  readonly code: string;
  readonly message: string;
};

/** `finish` makes the file appear, whole; until then, and after `discard`, there is none. */
export type RejectsWriter = {
  add(row: RejectedRow): Promise<void>;
  /** Rows written. With none no file is made. */
  finish(): Promise<number>;
  discard(): Promise<void>;
};

const FLUSH_AT = 64 * 1024;

/** Nothing is touched before the first row. `replace`: a file that is there when it is finished. */
export function openRejects(path: string, columns: readonly string[], replace = false): RejectsWriter {
  let file: NewFile | undefined;
  let waiting = '';
  let rows = 0;
  const writing = async (write: () => Promise<void>): Promise<void> => {
    try {
      await write();
    } catch (error) {
      throw unwritable(path, error);
    }
  };
  const flush = async (): Promise<void> => {
    file ??= await makeFile(path, replace);
    await file.write(waiting);
    waiting = '';
  };
  return {
    add: async ({ cells, status, code, message }) => {
      // A spreadsheet opens a file with a byte order mark as UTF-8, and one without as who knows what.
      if (rows === 0) waiting = `\uFEFF${csvLine([...columns, ...REJECT_COLUMNS].map(defuse))}`;
      rows += 1;
      waiting += csvLine([...columns.map((column) => own(cells, column) ?? ''), status, code, message].map(defuse));
      if (waiting.length >= FLUSH_AT) await writing(flush);
    },
    finish: async () => {
      if (rows === 0) return 0;
      await writing(async () => {
        await flush();
        await file?.publish();
      });
      return rows;
    },
    discard: async () => {
      await file?.discard();
    },
  };
}

function unwritable(path: string, error: unknown): unknown {
  const code = systemCodeOf(error);
  if (code === undefined) return error;
  if (code === 'EEXIST') return fileExists(path);
  const why = code === 'ENOENT' ? 'its folder does not exist' : code;
  return userError('file_unwritable', `The rejected rows cannot be written here (${why}).`, 'Name another file.', {
    file: path,
  });
}
