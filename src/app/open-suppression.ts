/** The composition root of a team's do-not-call list: a file, or a PostgreSQL, as `outdial.json` or a plan names it. */
import type { Config } from '../config/environment.ts';
import { isServer } from '../load/spec/is-server.ts';
import type { Campaign } from '../model/campaign.ts';
import { askDoNotCall, type Asking, type FileTrouble } from '../suppression/ask.ts';
import type { SharedList } from '../suppression/port.ts';
import { sharedPlaceOf } from './shared-place.ts';
import type { Runtime } from './runtime.ts';

/** Whoever adds to it or takes from it closes it afterwards. Null: the team has none. */
export async function sharedSuppression(config: Config, runtime: Runtime): Promise<SharedList | null> {
  if (config.suppressionUrl === null && config.accountFile.text() === undefined) return null;
  // What reads it is loaded only where it is asked for.
  const { readAccount } = await import('./account-file.ts');
  const { sharedSuppression: shared } = readAccount(config);
  return shared === null ? null : openSharedList(shared, config, runtime);
}

/** For whoever dials. `files`: what keeps a campaign from being dialed, where its files are watched. */
export function askLists(
  config: Config,
  runtime: Runtime,
  say: (sentence: string) => void,
  files: (campaign: Campaign) => FileTrouble | null = () => null,
): Asking {
  return askDoNotCall({ clock: runtime.clock, open: (shared) => openSharedList(shared, config, runtime), files, say });
}

/** `shared`: as a plan names it. Nothing is asked of it yet. */
export async function openSharedList(
  shared: string,
  { suppressionUrl, suppressionCa }: Pick<Config, 'suppressionUrl' | 'suppressionCa'>,
  { clock }: Pick<Runtime, 'clock'>,
): Promise<SharedList> {
  if (!isServer(shared)) {
    const { openListFile } = await import('../suppression/file/list-file.ts');
    return openListFile({ path: shared, clock });
  }
  // The password of one server goes to no other, whoever wrote the plan.
  const own = suppressionUrl !== null && sharedPlaceOf(suppressionUrl) === sharedPlaceOf(shared);
  const url = own ? suppressionUrl : shared;
  const { openListTable } = await import('../suppression/postgres/list-table.ts');
  return openListTable({ url, clock, ...(own && suppressionCa !== null ? { ca: suppressionCa } : {}) });
}
