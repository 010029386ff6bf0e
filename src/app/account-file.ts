/** Reads what is true of the account, from the file that the settings name or from a program. */
import type { Config } from '../config/environment.ts';
import { accountFromText, accountFromValue, NO_ACCOUNT, type Account } from '../load/spec/account.ts';
import { sharedPlace } from './shared-place.ts';
import { userError } from '../model/errors.ts';

export type { Account };

/** Throws what is wrong with it: a campaign that is dialed past its account's limits is worse than one that is not. */
export function readAccount({ accountFile, suppressionUrl }: Pick<Config, 'accountFile' | 'suppressionUrl'>): Account {
  const text = accountFile.text();
  const account = text === undefined ? NO_ACCOUNT : accountFromText(accountFile.path, text);
  return { ...account, sharedSuppression: sharedPlace(account, suppressionUrl) };
}

/** `cwd`: where its relative paths start. */
export function programAccount(account: unknown, cwd: string): Account {
  if (account === undefined) return NO_ACCOUNT;
  if (typeof account === 'object' && account !== null && !Array.isArray(account)) return accountFromValue(account, cwd);
  throw userError('wrong_option', 'The option account must be an object with the keys of outdial.json.');
}
