/** What is true of the account, for commands that take a campaign; a file of that name where nobody reads it is said. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { accountBeside, isSameFile, type Account, type AccountOf } from '../../app/account-file.ts';
import { ACCOUNT_FILE } from '../../config/account-file.ts';
import type { Config } from '../../config/environment.ts';
import type { Context } from './context.ts';
import { fileWord } from './next-command.ts';

/** `files`: campaigns and lists as typed. */
export function accountFor(files: readonly string[], config: Config, { cwd, terminal }: Context): AccountOf {
  const accountOf = accountBeside(config);
  const own = config.accountFile.path;
  const told = new Set<string>();
  return (campaignFile) => {
    const account = accountOf(campaignFile);
    if (account.near !== undefined && !told.has(account.near.path)) {
      told.add(account.near.path);
      terminal.say(`${terminal.colors.yellow('note:')} ${nearWords(account.near)}.`);
    }
    // Where one would put it, and anybody else could: limits that somebody believes in must not be passed over in silence.
    const lists = campaignFile === null ? files.filter((file) => file !== '-') : [];
    const folders = [cwd, ...lists.map((file) => dirname(resolve(cwd, file)))];
    for (const path of new Set(folders.map((folder) => resolve(folder, ACCOUNT_FILE)))) {
      if (path === account.near?.path || told.has(path) || !existsSync(path) || isSameFile(path, own)) continue;
      told.add(path);
      const read = config.accountFile.named ? own : `${own}, beside the ledger`;
      terminal.say(
        `${terminal.colors.yellow('note:')} ${path} is not read. If it is your account's: --config ${fileWord(path)}, or move it to ${read}.`,
      );
    }
    return account;
  };
}

/** Which files say what is true of the account, and what of it is the campaign's folder's. */
export function accountWords({ file, near }: Account): readonly string[] {
  const own = file === null || file === near?.path ? [] : [file];
  return near === undefined ? own : [...own, nearWords(near)];
}

function nearWords({ path, keys }: NonNullable<Account['near']>): string {
  return keys.length === 0
    ? `${path}, beside the campaign, says nothing`
    : `${path}, beside the campaign, says ${keys.join(', ')}`;
}
