/**
 * Where `outdial.json` is: beside the ledger, or where `--config` says; and beside a campaign file, where it may say less
 * (load/spec/near-account.ts). Never what merely lies in the working folder.
 */
import { posix, win32 } from 'node:path';
import { userError } from '../model/errors.ts';
import { shownFile } from '../model/secrets.ts';
import { reasonOf } from './settings/layers.ts';
import type { How } from './settings/small-file.ts';

export const ACCOUNT_FILE = 'outdial.json';

/** Where the process stands. */
type Environment = {
  readonly cwd: string;
  readonly platform: string;
  readonly readText: (path: string, how: How) => string | undefined;
};

export type AccountFile = {
  /** Absolute. */
  readonly path: string;
  /** By `--config`; else it is looked for beside the ledger, and need not be there. */
  readonly named: boolean;
  /** Undefined where there is none. Read when it is asked for: what is wrong with it keeps nobody from pausing a campaign. */
  readonly text: () => string | undefined;
  /** The one in the folder of a campaign file. Absent: none is looked for. */
  readonly near?: (folder: string) => Pick<AccountFile, 'path' | 'text'>;
};

export function accountFileAt(at: Environment, dataDir: string, typed: string | undefined): AccountFile {
  const { resolve } = at.platform === 'win32' ? win32 : posix;
  const near = (folder: string): Pick<AccountFile, 'path' | 'text'> => {
    const path = resolve(at.cwd, folder, ACCOUNT_FILE);
    return {
      path,
      text: () => read(path, path, 'Mend it, or move it out of the folder of the campaign.', 'found', at),
    };
  };
  if (typed === undefined) {
    const path = resolve(at.cwd, dataDir, ACCOUNT_FILE);
    return {
      path,
      near,
      named: false,
      text: () => read(path, path, 'Mend it, or name another with --config FILE.', 'found', at),
    };
  }
  const path = resolve(at.cwd, typed);
  const shown = `--config: ${shownFile(typed)}`;
  const hint = 'Name the file of your account, as in --config outdial.json.';
  const text = (): string => {
    const found = read(path, shown, hint, 'named', at);
    if (found === undefined) throw userError('config_unreadable', `${shown} does not exist.`, hint);
    return found;
  };
  return { path, near, named: true, text };
}

function read(
  path: string,
  shown: string,
  hint: string,
  how: 'found' | 'named',
  { readText }: Environment,
): string | undefined {
  try {
    return readText(path, how);
  } catch (error) {
    throw userError('config_unreadable', `${shown} is not used: ${reasonOf(error)}.`, hint);
  }
}
