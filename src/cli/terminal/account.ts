/** What is true of the account, for commands that take a campaign; a file of that name where nobody reads it is said. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readAccount, type Account } from '../../app/account-file.ts';
import { ACCOUNT_FILE } from '../../config/account-file.ts';
import type { Config } from '../../config/environment.ts';
import type { Context } from './context.ts';
import { fileWord } from './next-command.ts';

/** `files`: campaigns and lists as typed. */
export function accountFor(files: readonly string[], config: Config, { cwd, terminal }: Context): Account {
  const account = readAccount(config);
  // Where one would put it, and anybody else could: limits that somebody believes in must not be passed over in silence.
  const folders = [cwd, ...files.filter((file) => file !== '-').map((file) => dirname(resolve(cwd, file)))];
  for (const path of new Set(folders.map((folder) => resolve(folder, ACCOUNT_FILE)))) {
    if (path === config.accountFile.path || !existsSync(path)) continue;
    const read = config.accountFile.named ? config.accountFile.path : `${config.accountFile.path}, beside the ledger`;
    terminal.say(
      `${terminal.colors.yellow('note:')} ${path} is not read. If it is your account's: --config ${fileWord(path)}, or move it to ${read}.`,
    );
  }
  return account;
}
