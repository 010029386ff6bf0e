/** FILE on the command line with the flags beside it, kept as they were typed: the commands that are proposed next repeat them. */
import { readSource, type CampaignKeys, type Source } from '../../app/campaign/source.ts';
import type { AccountOf } from '../../app/account-file.ts';
import type { SettingFlags } from '../../config/environment.ts';

export type TypedSource = Source & { readonly flags: CampaignKeys; readonly settings: SettingFlags };

/** `account`: of `accountFor`. `forBare`: what stands in for flags that a bare list may do without. */
export async function readTyped(
  cwd: string,
  file: string,
  flags: CampaignKeys,
  settings: SettingFlags,
  account: AccountOf,
  forBare: CampaignKeys = {},
): Promise<TypedSource> {
  return { ...(await readSource(cwd, file, flags, account, forBare)), flags, settings };
}
