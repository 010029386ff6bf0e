/** Brings a campaign and its account together: defaults under the campaign's own keys, and never more than the account allows. Pure. */
import { dollarsOf, micros } from '../../model/money.ts';
import { own } from '../../model/own.ts';
import type { Place, Problem } from '../../model/errors.ts';
import { USUAL_SLOTS, type Account } from './account.ts';
import { dotted, type Path } from './source-text.ts';
import type { SpecInput } from './schema.ts';

type Keys = Readonly<Record<string, unknown>>;

/** Beside "variables" nothing else leaves the house: what a campaign names is all that it names. */
const WHOLE: ReadonlySet<string> = new Set(['variables', 'contacts']);

/** The campaign's keys over the defaults, group by group; the same object where there are none. Lists are taken whole. */
export function withDefaults(campaign: Keys, { defaults }: Pick<Account, 'defaults'>): Keys {
  if (Object.keys(defaults).length === 0) return campaign;
  return merged(campaign, fitting(campaign, defaults));
}

function merged(over: Keys, under: Keys): Keys {
  const all = new Map<string, unknown>([...Object.entries(under), ...Object.entries(over)]);
  for (const key of Object.keys(over)) {
    const [above, below] = [own(over, key), own(under, key)];
    if (!WHOLE.has(key) && isGroup(above) && isGroup(below)) all.set(key, merged(above, below));
  }
  return Object.fromEntries(all);
}

/** What only goes with a default that the campaign has overruled goes with it: it would be an error of a file that is right. */
function fitting(campaign: Keys, defaults: Keys): Keys {
  const retry = group(campaign, 'retry');
  const once = retry !== null && own(retry, 'max_attempts') === 1;
  const doubt = group(campaign, 'doubt');
  const holds = doubt !== null && own(doubt, 'then') === 'hold';
  const kept = once ? without(defaults, 'retry') : defaults;
  const risky = group(kept, 'doubt');
  return holds && risky !== null ? { ...kept, doubt: without(risky, 'accept_double_ring_risk') } : kept;
}

function group(of: Keys, key: string): Keys | null {
  const value = own(of, key);
  return isGroup(value) ? value : null;
}

function without(value: Keys, key: string): Keys {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

function isGroup(value: unknown): value is Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The campaign does not say it, and the defaults do: a mistake there is one of the account's file. */
export function isDefault(path: Path, campaign: unknown, { defaults }: Pick<Account, 'defaults'>): boolean {
  return valueAt(campaign, path) === undefined && valueAt(defaults, path) !== undefined;
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = own(at as Keys, String(part));
  }
  return at;
}

/**
 * Calls at once that the campaign may have: its own number where it gives one, else all that the account leaves it. Where
 * the account does not say how many there are, the campaign's number is taken for that.
 */
export function slotsFor(asked: number | null, { slots, inboundReserve }: Account): number {
  if (slots === null) return (asked ?? USUAL_SLOTS) - inboundReserve;
  return asked ?? slots - inboundReserve;
}

/** What the campaign asks for that the account does not have. */
export function aboveAccount(
  input: SpecInput,
  account: Account,
  where: (path: Path) => Place & Pick<Problem, 'at'>,
): readonly Problem[] {
  return [...slotsAbove(input, account, where), ...budgetAbove(input, account, where)];
}

type Where = (path: Path) => Place & Pick<Problem, 'at'>;

function budgetAbove({ limits }: SpecInput, { budget, fileOf }: Account, where: Where): readonly Problem[] {
  const asked = limits?.budget_usd;
  if (asked === undefined || budget === null || micros(asked) <= budget) return [];
  const path = ['limits', 'budget_usd'];
  const message = `${dollarsOf(micros(asked))} are more than ${fileOf(path) ?? 'the account'} gives a campaign: ${dollarsOf(budget)} (limits.budget_usd).`;
  return [{ ...where(path), code: 'above_account', message, hint: 'Ask for less, or raise it there.' }];
}

function slotsAbove(input: SpecInput, account: Account, where: Where): readonly Problem[] {
  const asked = input.pacing?.max_concurrent_calls ?? null;
  const { slots, inboundReserve } = account;
  if (asked === null) return [];
  const most = slots === null ? asked - inboundReserve : slots - inboundReserve;
  const above = slots === null ? most < 1 : asked > most;
  if (!above) return [];
  const path = ['pacing', 'max_concurrent_calls'];
  const file = account.fileOf(['account']) ?? 'the account';
  const less =
    inboundReserve === 0 ? '' : `, less ${inboundReserve} that account.inbound_reserve keeps for incoming calls`;
  const has =
    slots === null
      ? `account.inbound_reserve of ${file} keeps ${inboundReserve} of them for incoming calls`
      : `${file} gives the account ${slots} (account.slots)${less}`;
  const message = `${asked} calls at once are ${slots === null ? 'too few to dial with' : 'more than there are'}: ${has}.`;
  const hint =
    slots === null
      ? `Ask for more than ${inboundReserve}, or set account.slots there.`
      : `Ask for ${most} at most, or leave it out: then it is ${most}. If the account's plan has grown, raise account.slots there.`;
  return [{ ...where(path), code: 'above_account', message, hint }];
}

/** How a key of the defaults is called in messages. */
export function defaultName(path: Path): string {
  return dotted(['defaults', ...path]);
}
