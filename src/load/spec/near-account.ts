/** `outdial.json` beside a campaign file: it wins key by key over the account's own, and never allows more than that one. Pure. */
// A folder that came with a list is not the operator's word. What names a program, an address or a file, and what is about the
// whole ledger, is refused there: it would make somebody's machine run, read or erase what a stranger chose.
import { dirname } from 'node:path';
import { UserError, type Problem } from '../../model/errors.ts';
import { own } from '../../model/own.ts';
import type { ZoneOverride, ZoneOverrides } from '../../model/zone-overrides.ts';
import { accountFromText, accountSaying, type Account } from './account.ts';
import type { AccountInput } from './account-schema.ts';
import { priceProblems } from './near-prices.ts';
import { dotted, parseSpecJson, type Path } from './source-text.ts';
import { withDefaults } from './with-account.ts';
import { idOf } from './zones-build.ts';

type Key = keyof AccountInput;

const RUNS = 'it names a program or an address that would be asked about people';
const OPENS = 'it names files or a database that would be opened';
const LEDGER = 'it is about everything in the ledger, not about one campaign';
/** Why a key is not taken from there; null: it is. A new key of the account does not compile before it is decided. */
const REFUSED: Readonly<Record<Key, string | null>> = {
  $schema: null,
  account: null,
  lines: null,
  prices: null,
  limits: null,
  zone_overrides: null,
  defaults: null,
  // Words that are heard as a no can only stop calls.
  opt_out_words: null,
  scrub: RUNS,
  before_dial: RUNS,
  suppression: OPENS,
  retention: LEDGER,
};

/** `path` is absolute. Throws one UserError with every problem found. */
export function withNearAccount(far: Account, path: string, text: string): Account {
  const { value, placeOf } = parseSpecJson(path, text, 'account');
  const where = far.file ?? 'the outdial.json beside the ledger';
  const refused = Object.keys(value as object).flatMap((key): Problem[] => {
    const why = own(REFUSED, key) ?? null;
    if (why === null) return [];
    const message = `is not taken from a file beside a campaign: ${why}, and such a folder may be anybody's.`;
    const hint = `Move it to ${where}; or, if this file is your account's, name it: --config ${path}`;
    return [{ ...placeOf([key]), at: key, code: 'not_beside_campaign', message, hint }];
  });
  if (refused.length > 0) throw new UserError(refused);
  const near = accountFromText(path, text);
  const problems = [...moreThanAccount(near, far), ...priceProblems(near, far)];
  if (problems.length > 0) throw new UserError(problems);
  return merged(near, far, path);
}

function merged(near: Account, far: Account, path: string): Account {
  const isNear = (at: Path): boolean => isSaid(near.said, at);
  const said: AccountInput = {
    ...far.said,
    ...near.said,
    ...grouped('account', near, far),
    ...grouped('limits', near, far),
    ...grouped('prices', near, far),
    ...grouped('lines', near, far),
  };
  const one = accountSaying(said, {
    dir: dirname(path),
    file: far.file ?? path,
    placeOf: (at) => (isNear(at) ? near.placeOf(at) : far.placeOf(at)),
    fileOf: (at) => (isNear(at) ? path : far.fileOf(at)),
  });
  const { suppression, sharedSuppression, retention, scrubs, lastWord } = far;
  return {
    ...one,
    // Their paths start at the account's own file.
    ...{ suppression, sharedSuppression, retention, scrubs, lastWord },
    // Of a number that is named twice, by its id and by its label, the first that says a price is right.
    lines: [...near.lines, ...far.lines],
    zoneOverrides: [...near.zoneOverrides, ...far.zoneOverrides.filter((one) => !isNamedIn(one, near.zoneOverrides))],
    numberLimits: [...near.numberLimits, ...far.numberLimits],
    // What one file takes for a no, the other does not make a yes.
    optOutWords: [...new Set([...near.optOutWords, ...far.optOutWords])],
    defaults: withDefaults(near.defaults, far),
    near: { path, keys: keysOf(near.said) },
  };
}

/** Under whatever name of its own. */
function isNamedIn({ zone }: ZoneOverride, overrides: ZoneOverrides): boolean {
  return overrides.some((one) => idOf(one.zone) === idOf(zone));
}

type Group = 'account' | 'limits' | 'prices' | 'lines';

function grouped<K extends Group>(key: K, near: Account, far: Account): Partial<Pick<AccountInput, K>> {
  const [above, below] = [near.said[key], far.said[key]];
  if (above === undefined || below === undefined) return {};
  return { [key]: withDefaults(above as Keys, { defaults: below as Keys }) } as Pick<AccountInput, K>;
}

type Keys = Readonly<Record<string, unknown>>;

function isSaid(said: unknown, path: Path): boolean {
  let at = said;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return false;
    at = own(at as Keys, String(part));
  }
  return at !== undefined;
}

/** To the depth at which one wins over another. */
function keysOf(said: AccountInput): readonly string[] {
  return Object.entries(said).flatMap(([key, value]) =>
    key === '$schema'
      ? []
      : Array.isArray(value)
        ? [key]
        : Object.keys(value as object).map((inner) => dotted([key, inner])),
  );
}

/** Slots, paces and money that the account does not have. */
function moreThanAccount(near: Account, far: Account): readonly Problem[] {
  const problems: Problem[] = [];
  const add = (path: Path, more: string, gives: string, than: 'more' | 'less'): void => {
    const message = `${more} is ${than} than ${far.fileOf(path) ?? 'the account'} ${than === 'more' ? 'gives' : 'keeps'}: ${gives}.`;
    const hint = `A file beside a campaign can only allow less. Change it there, or leave it out here.`;
    problems.push({ ...near.placeOf(path), at: dotted(path), code: 'above_account', message, hint });
  };
  const [slots, most] = [near.slots, far.slots];
  if (slots !== null && most !== null && slots > most) add(['account', 'slots'], `${slots}`, `${most}`, 'more');
  const { inbound_reserve: reserve } = near.said.account ?? {};
  if (reserve !== undefined && reserve < far.inboundReserve)
    add(['account', 'inbound_reserve'], `${reserve}`, `${far.inboundReserve}`, 'less');
  const [asked, given] = [near.said.limits?.budget_usd, far.said.limits?.budget_usd];
  if (asked !== undefined && given !== undefined && asked > given)
    add(['limits', 'budget_usd'], `$${asked}`, `$${given}`, 'more');
  return problems;
}
