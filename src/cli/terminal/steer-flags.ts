/** What the commands of steering have alike: whom they are about, and what they print of it. */
import type { Which } from '../../app/campaign/choose.ts';
import type { HungUp } from '../../app/campaign/hang-up.ts';
import type { Campaign } from '../../model/campaign.ts';
import { userError } from '../../model/errors.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import { count } from '../../report/when.ts';
import { standsWords } from './show-steering.ts';
import type { Context } from './context.ts';

export function whichOf(names: readonly string[], all: boolean): Which {
  if (names.length > 0 && all) throw userError('name_and_all', 'A name and --all were both given.', 'Use one.');
  if (names.length > 0) return { names };
  if (all) return 'all';
  throw userError('which_campaign', 'No campaign was named.', 'Name one (outdial status lists them), or say --all.');
}

/** What a command of these campaigns takes: their names, or `--all`. */
export function namesOf(campaigns: readonly Campaign[], which: Which): string {
  return which === 'all' ? '--all' : campaigns.map(({ id }) => id).join(' ');
}

export function statusOf(campaigns: readonly Campaign[], which: Which): string {
  return which === 'all' || campaigns.length !== 1 ? 'outdial status' : `outdial status ${campaigns[0]?.id ?? ''}`;
}

/** How it stands, and who made it so. */
export function unchanged(campaigns: readonly Campaign[], wanted: string, context: Context): string {
  const [first] = campaigns;
  if (campaigns.length !== 1 || first === undefined) return `No campaign is ${wanted}: nothing was changed.`;
  return `"${first.name}" ${standsWords(first, context)}: nothing was changed.`;
}

/** Somebody has said otherwise in the moment since: how it stands now, and who made it so. */
export function meanwhile(campaigns: readonly Campaign[], context: Context): readonly string[] {
  return campaigns.map((one) => `Meanwhile "${one.name}" ${standsWords(one, context)}.`);
}

/** What became of the open calls, each of them counted once. */
export function hungUpLines(result: HungUp): readonly string[] {
  if (result.is === 'no_key') {
    if (result.open === 0) return [];
    return [
      `${count(result.open, 'call')} open, and none was hung up: without CARTESIA_API_KEY nobody can be asked to.`,
    ];
  }
  const { hungUp, ringing, over, failed, unknown, foreign } = result;
  const lines: string[] = [];
  const add = (n: number, words: string): void => {
    if (n > 0) lines.push(`${count(n, 'call')} ${words}`);
  };
  add(hungUp, 'hung up.');
  add(ringing, 'ringing: the provider cannot take that back, and whoever answers hears the agent.');
  add(over, 'over by then.');
  add(unknown, 'of which it is not known yet which they are: their replies are awaited, or they are looked for.');
  add(foreign, "of another account than this key's: not asked for.");
  for (const { call, message } of failed) lines.push(`${call} may go on: ${message}. It was asked for once.`);
  return lines.length === 0 ? ['No call is open.'] : lines;
}

export type HungUpRecord = {
  readonly asked: boolean;
  readonly hung_up: number;
  readonly ringing: number;
  readonly over: number;
  readonly unknown: number;
  readonly foreign: number;
  readonly failed: readonly { readonly call: string; readonly message: string }[];
};

/** For machines. */
export function hungUpRecord(result: HungUp | null): HungUpRecord | null {
  if (result === null) return null;
  if (result.is === 'no_key') {
    return { asked: false, hung_up: 0, ringing: 0, over: 0, unknown: result.open, foreign: 0, failed: [] };
  }
  const { hungUp, ringing, over, failed, unknown, foreign } = result;
  return { asked: true, hung_up: hungUp, ringing, over, unknown, foreign, failed };
}

/** A campaign as it stands, for machines: who made it so, and since when. */
export function standsRecord({ id, name, state }: Campaign): Record<string, string | null> {
  const by = 'by' in state ? (state.by ?? null) : null;
  const at = 'at' in state ? instant(state.at) : null;
  const until = state.is === 'paused' && state.why === 'operator' ? instant(state.until) : null;
  const why = state.is === 'paused' ? state.why : null;
  return { id, name, state: state.is, why, by, since: at, until };
}

function instant(at: Instant | undefined): string | null {
  return at === undefined ? null : formatInstant(at);
}
