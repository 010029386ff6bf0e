/** The composition root of a team's do-not-call list: a file, or a PostgreSQL, as `outdial.json` or a plan names it. */
import type { Config } from '../config/environment.ts';
import { postgresAddress } from '../config/servers/postgres.ts';
import { isServer } from '../load/spec/account.ts';
import { userError } from '../model/errors.ts';
import type { SharedList } from '../suppression/port.ts';
import { readAccount, type Account } from './account-file.ts';
import type { Runtime } from './runtime.ts';

const SETTING = 'OUTDIAL_SUPPRESSION_URL';

/** Whoever adds to it or takes from it closes it afterwards. Null: the team has none. */
export async function sharedSuppression(config: Config, runtime: Runtime): Promise<SharedList | null> {
  const shared = sharedPlace(config, readAccount(config));
  return shared === null ? null : openSharedList(shared, config, runtime);
}

/** As a plan keeps it: an absolute path, or the address of a server without its password; null: there is none. */
export function sharedPlace({ suppressionUrl }: Pick<Config, 'suppressionUrl'>, account: Account): string | null {
  const { sharedSuppression: said, file } = account;
  if (suppressionUrl === null) return said;
  const url = withoutUser(suppressionUrl);
  if (said === null) return url;
  if (isServer(said) && placeOf(said) === placeOf(suppressionUrl)) return said;
  const other = isServer(said) ? placeOf(said) : said;
  throw userError(
    'suppression_twice',
    `${SETTING} names ${placeOf(suppressionUrl)}, and "suppression": {"shared"} of ${file ?? 'the account'} names ${other}: a team has one do-not-call list.`,
    'Let both name the same server, or unset one of them.',
  );
}

/** `shared`: as `sharedPlace` gives it. Nothing is asked of it yet. */
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
  const own = suppressionUrl !== null && placeOf(suppressionUrl) === placeOf(shared);
  const url = own ? suppressionUrl : shared;
  const { openListTable } = await import('../suppression/postgres/list-table.ts');
  return openListTable({ url, clock, ...(own && suppressionCa !== null ? { ca: suppressionCa } : {}) });
}

function placeOf(url: string): string {
  return postgresAddress(url, undefined, SETTING).place;
}

/** A plan is read by whoever reads the ledger: no name and no password in it. */
function withoutUser(text: string): string {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  return url.href;
}
