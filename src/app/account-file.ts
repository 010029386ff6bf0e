/** Reads what is true of the account, from the file that the settings name or from a program. */
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../config/environment.ts';
import { accountFromText, accountFromValue, NO_ACCOUNT, type Account } from '../load/spec/account.ts';
import { withNearAccount } from '../load/spec/near-account.ts';
import { sharedPlace } from './shared-place.ts';
import { userError } from '../model/errors.ts';

export type { Account };

/** Throws what is wrong with it: a campaign that is dialed past its account's limits is worse than one that is not. */
export function readAccount({ accountFile, suppressionUrl }: Pick<Config, 'accountFile' | 'suppressionUrl'>): Account {
  const text = accountFile.text();
  const account = text === undefined ? NO_ACCOUNT : accountFromText(accountFile.path, text);
  return { ...account, sharedSuppression: sharedPlace(account, suppressionUrl) };
}

/** What holds for a campaign of this file; for a list without one where it is null. */
export type AccountOf = (campaignFile: string | null) => Account;

/** The same with what lies beside the campaign file. Throws what is wrong with either. */
export function accountBeside(config: Pick<Config, 'accountFile' | 'suppressionUrl'>): AccountOf {
  const far = readAccount(config);
  return (campaignFile) => {
    const near = campaignFile === null ? undefined : config.accountFile.near?.(dirname(campaignFile));
    if (near === undefined || isSameFile(near.path, config.accountFile.path)) return far;
    const text = near.text();
    return text === undefined ? far : withNearAccount(far, near.path, text);
  };
}

/** Beside its own ledger a campaign has the account's file, by whatever name the folder was reached. */
export function isSameFile(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [a, b].map((path) => statSync(path, { throwIfNoEntry: false }));
  return one !== undefined && one.ino === other?.ino && one.dev === other.dev;
}

/** `cwd`: where its relative paths start. */
export function programAccount(account: unknown, cwd: string): Account {
  if (account === undefined) return NO_ACCOUNT;
  if (typeof account === 'object' && account !== null && !Array.isArray(account)) return accountFromValue(account, cwd);
  throw userError('wrong_option', 'The option account must be an object with the keys of outdial.json.');
}
