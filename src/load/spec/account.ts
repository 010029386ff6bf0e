/** Reads `outdial.json`: what is true of the account that campaigns are dialed on, and what holds where they say nothing. */
import { dirname, isAbsolute, resolve } from 'node:path';
import { UserError, type Place, type Problem } from '../../model/errors.ts';
import { isNoPath } from '../../model/secrets.ts';
import type { LastWordSettings, ScrubSettings } from '../../model/asked.ts';
import { micros, type Micros } from '../../model/money.ts';
import type { Prices, Rounding } from '../../model/prices.ts';
import { KEEP_ALL, type Retention } from '../../model/retention.ts';
import type { ZoneOverrides } from '../../model/zone-overrides.ts';
import { accountSchema, type AccountInput } from './account-schema.ts';
import { askProblems, lastWordOf, scrubsOf } from './ask-schema.ts';
import { isServer } from './is-server.ts';
import type { NumberLimit } from '../../model/number-limits.ts';
import { numberLimitsOf } from './retry-build.ts';
import { numberLimitRules } from './retry-rules.ts';
import { pricesOf, roundingOf } from './prices.ts';
import { retentionOf } from './retention.ts';
import { zoneOverridesOf, zoneProblems } from './zones-build.ts';
import { specProblems } from './problems.ts';
import { secretsIn } from './secrets-in.ts';
import { dotted, parseSpecJson, type Path } from './source-text.ts';

/** What is said of one number to call from. */
export type LineSettings = {
  /** Its id, its number or its label, as written. */
  readonly name: string;
  readonly callsPerSecond: number | null;
  /** USD. */
  readonly pricePerMinute: number | null;
  /** How its carrier rounds; absent: as `prices.rounding` says. */
  readonly rounding?: Rounding;
};

export type Account = {
  /** For messages; null: no file says it. */
  readonly file: string | null;
  readonly slots: number | null;
  readonly inboundReserve: number;
  readonly lines: readonly LineSettings[];
  readonly prices: Prices | null;
  /** Of each campaign, which may have less and never more; null: none. */
  readonly budget: Micros | null;
  /** Of calls to a number, for every campaign. */
  readonly numberLimits: readonly NumberLimit[];
  /** Absolute paths. */
  readonly suppression: readonly string[];
  /** The list that a team shares: an absolute path, or `postgres://host/database` without a password; null: none. */
  readonly sharedSuppression: string | null;
  readonly retention: Retention;
  /** Asked about numbers before anybody of a campaign is dialed. */
  readonly scrubs: readonly ScrubSettings[];
  /** Asked before each dial; null: nobody is. */
  readonly lastWord: LastWordSettings | null;
  /** Words for "stop calling" in every campaign, besides the built-in ones. */
  readonly optOutWords: readonly string[];
  /** What is known of zones before their data know it. */
  readonly zoneOverrides: ZoneOverrides;
  /** Keys of the campaign file, their shapes checked. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly placeOf: (path: Path) => Place;
  /** Which file says a key, for messages; null: none does, or a program. */
  readonly fileOf: (path: Path) => string | null;
  /** As it was written, its shape checked. */
  readonly said: AccountInput;
  /** Of a file beside the campaign: where it is, and the keys that hold from it. */
  readonly near?: { readonly path: string; readonly keys: readonly string[] };
};

/** Where nothing is said of the account. */
export const NO_ACCOUNT: Account = {
  file: null,
  slots: null,
  inboundReserve: 0,
  lines: [],
  prices: null,
  budget: null,
  numberLimits: [],
  suppression: [],
  sharedSuppression: null,
  retention: KEEP_ALL,
  scrubs: [],
  lastWord: null,
  optOutWords: [],
  zoneOverrides: [],
  defaults: {},
  placeOf: () => ({}),
  fileOf: () => null,
  said: {},
};

/** Slots where neither the account nor the campaign says how many. */
export const USUAL_SLOTS = 8;

/** `path` is absolute. Throws one UserError with every problem found. */
export function accountFromText(path: string, text: string): Account {
  const { value, placeOf, problems } = parseSpecJson(path, text, 'account');
  return accountOf(value, { file: path, dir: dirname(path), placeOf, problems });
}

/** The same of a program's own value; `dir`: where its relative paths start. */
export function accountFromValue(value: unknown, dir: string): Account {
  return accountOf(value, { file: null, dir, placeOf: () => ({}), problems: [] });
}

const OWN = 'Each campaign has its own: write it there.';
/** Where what was written belongs. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'defaults.name': OWN,
  'defaults.contacts': OWN,
  'defaults.suppression': 'For all campaigns it stands beside "defaults": "suppression": ["do-not-call.txt"].',
  slots: 'Write it as "account": {"slots": 12}.',
  inbound_reserve: 'Write it as "account": {"inbound_reserve": 2}.',
  ...Object.fromEntries(
    Object.keys(accountSchema.shape.defaults.unwrap().shape).map((key) => [
      key,
      `For all campaigns it stands under "defaults": {"${key}": …}.`,
    ]),
  ),
};

type From = {
  readonly file: string | null;
  readonly dir: string;
  readonly placeOf: Account['placeOf'];
  readonly problems: readonly Problem[];
};

function accountOf(value: unknown, { file, dir, placeOf, problems: found }: From): Account {
  // Alone: the message about a value that is wrong would repeat it.
  const secrets = secretsIn(value, placeOf);
  if (secrets.length > 0) throw new UserError(secrets);
  const checked = accountSchema.safeParse(value);
  const problems = [...found];
  if (!checked.success) problems.push(...specProblems(checked.error, value, placeOf, dotted, accountSchema, ELSEWHERE));
  else {
    problems.push(
      ...reserveProblems(checked.data, placeOf),
      ...sharedProblems(checked.data, placeOf),
      ...zoneProblems(checked.data, placeOf),
      ...askProblems(checked.data, placeOf),
    );
    for (const { path, message, hint } of numberLimitRules(checked.data.limits))
      problems.push({
        ...placeOf(path),
        at: dotted(path),
        code: 'bad_field',
        message,
        ...(hint === undefined ? {} : { hint }),
      });
  }
  if (problems.length > 0 || !checked.success) throw new UserError(problems);
  return accountSaying(checked.data, { file, dir, placeOf, fileOf: () => file });
}

type Saying = Pick<Account, 'file' | 'placeOf' | 'fileOf'> & { readonly dir: string };

/** What was checked, as the rest knows it. */
export function accountSaying(said: AccountInput, { dir, ...from }: Saying): Account {
  const { account, limits, lines, prices, suppression, retention, zone_overrides: zones, defaults } = said;
  return {
    slots: account?.slots ?? null,
    inboundReserve: account?.inbound_reserve ?? 0,
    lines: Object.entries(lines ?? {}).map(([name, line]) => ({
      name,
      callsPerSecond: line.calls_per_second ?? null,
      pricePerMinute: line.price_per_minute ?? null,
      ...(line.rounding === undefined ? {} : { rounding: roundingOf(line.rounding) }),
    })),
    prices: pricesOf(prices),
    numberLimits: numberLimitsOf(limits, 'account'),
    budget: limits?.budget_usd === undefined ? null : micros(limits.budget_usd),
    ...suppressionOf(suppression, dir),
    retention: retentionOf(retention),
    scrubs: scrubsOf(said.scrub, dir),
    lastWord: lastWordOf(said.before_dial, dir),
    optOutWords: said.opt_out_words ?? [],
    zoneOverrides: zoneOverridesOf(zones),
    defaults: defaults ?? {},
    said,
    ...from,
  };
}

function suppressionOf(
  said: AccountInput['suppression'],
  dir: string,
): Pick<Account, 'suppression' | 'sharedSuppression'> {
  const { files = [], shared } = Array.isArray(said) ? { files: said } : (said ?? {});
  const at = (one: string): string => (isAbsolute(one) ? one : resolve(dir, one));
  return {
    suppression: files.map(at),
    sharedSuppression: shared === undefined ? null : isServer(shared) ? shared : at(shared),
  };
}

/** A file of that name would never be there, and a server of another kind is asked by nobody. */
function sharedProblems({ suppression }: AccountInput, placeOf: Account['placeOf']): readonly Problem[] {
  const { shared } = Array.isArray(suppression) || suppression === undefined ? {} : suppression;
  if (shared === undefined || isServer(shared) || !isNoPath(shared)) return [];
  const path = ['suppression', 'shared'];
  const message = 'is neither the path of a file nor the address of a PostgreSQL.';
  const hint = 'Write it as in "team-do-not-call.csv" or "postgres://host/database".';
  return [{ ...placeOf(path), at: dotted(path), code: 'bad_field', message, hint }];
}

/** A reserve that leaves nothing would stop every campaign, and nobody would see why. */
function reserveProblems({ account }: AccountInput, placeOf: Account['placeOf']): readonly Problem[] {
  const reserve = account?.inbound_reserve ?? 0;
  const slots = account?.slots ?? USUAL_SLOTS;
  if (reserve < slots) return [];
  const path = ['account', 'inbound_reserve'];
  const of = account?.slots === undefined ? `${USUAL_SLOTS} (the default of account.slots)` : `${slots}`;
  const message = `leaves no slot to dial with: ${reserve} of ${of}.`;
  return [
    { ...placeOf(path), at: dotted(path), code: 'bad_field', message, hint: 'Reserve fewer, or set account.slots.' },
  ];
}
