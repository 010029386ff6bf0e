/** Looks up what a campaign names at the provider, and refuses before anything is dialed what would be refused later. */
import type { Line } from '../../model/campaign.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import type { AgentId, LineId } from '../../model/ids.ts';
import type { PlanMoney } from '../../model/money.ts';
import type { Spec } from '../../load/spec/spec.ts';
import { nearest } from '../../load/row/headers.ts';
import type { AgentInfo, PhoneNumber, Voice } from '../../voice/port.ts';
import { must } from '../provider.ts';
import { moneyOf, moneyProblems } from './money.ts';
import { isNamed, lineOf, paceProblems, priceOf } from './line-settings.ts';

export type LookedUp = {
  readonly agent: AgentInfo;
  readonly lines: readonly Line[];
  /** USD a minute of their carriers, by the account's file. */
  readonly prices?: ReadonlyMap<LineId, number>;
  readonly money?: PlanMoney;
};

/** What a look-up asks. */
type Directory = Pick<Voice, 'agent' | 'phoneNumber' | 'phoneNumbers'>;

/** Throws one `UserError` with everything that is wrong. */
export async function lookUp(spec: Spec, voice: Directory): Promise<LookedUp> {
  const problems: Problem[] = [];
  const agent = await agentOf(spec, voice, problems);
  const numbers = await numbersOf(spec, voice, problems);
  problems.push(...paceProblems(spec, numbers), ...sameLine(numbers), ...moneyProblems(spec, numbers));
  if (problems.length > 0 || agent === null) throw new UserError(problems);
  const priced = numbers.map((number) => [number.id, priceOf(number, spec)] as const);
  const prices = new Map(priced.flatMap(([id, price]) => (price === null ? [] : [[id, price] as const])));
  const money = moneyOf(spec, numbers);
  const lines = numbers.map((number) => lineOf(number, spec));
  return { agent, lines, prices, ...(money === undefined ? {} : { money }) };
}

async function agentOf(spec: Spec, voice: Directory, problems: Problem[]): Promise<AgentInfo | null> {
  const found = await voice.agent(spec.agentId as AgentId);
  if (found.is === 'failed' && found.why === 'not_found') {
    const message = `There is no agent "${spec.agentId}" on this account.`;
    const hint = 'Copy its id from the Cartesia console; it must be published.';
    problems.push({ code: 'unknown_agent', at: 'agent_id', message, hint });
    return null;
  }
  return must(found);
}

async function numbersOf(spec: Spec, voice: Directory, problems: Problem[]): Promise<readonly PhoneNumber[]> {
  let all: readonly PhoneNumber[] | undefined;
  const found: PhoneNumber[] = [];
  for (const wanted of spec.fromNumbers) {
    const byId = await idLookUp(wanted, voice);
    if (byId !== undefined) {
      found.push(byId);
      continue;
    }
    all ??= must(await voice.phoneNumbers({}));
    const fits = all.filter((number) => isNamed(wanted, number));
    const [one, another] = fits;
    if (one !== undefined && another === undefined) found.push(one);
    else problems.push(another === undefined ? unknown(wanted, all) : ambiguous(wanted, fits));
  }
  return found;
}

/** A number or a label is no id; a request with one in its path would only be refused. */
async function idLookUp(wanted: string, voice: Directory): Promise<PhoneNumber | undefined> {
  if (!/^[A-Za-z0-9_-]+$/.test(wanted)) return undefined;
  const found = await voice.phoneNumber(wanted as LineId);
  // Garbled is another number's answer as well: then the list says whose it is.
  const isNone = found.is === 'failed' && ['not_found', 'invalid', 'garbled'].includes(found.why);
  return isNone ? undefined : must(found);
}

function unknown(wanted: string, all: readonly PhoneNumber[]): Problem {
  const names = all.flatMap(({ id, number, label }) => [id, number, ...(label === null ? [] : [label])]);
  const near = nearest(wanted, names);
  const some = all.slice(0, 5).map(({ id, number }) => `${id} (${number})`);
  const there = all.length === 0 ? 'It has none.' : `It has ${some.join(', ')}${all.length > 5 ? ', …' : ''}.`;
  const hint = near === undefined ? there : `Did you mean ${near}?`;
  return { code: 'unknown_number', at: 'from_number_id', message: `This account has no number "${wanted}".`, hint };
}

function ambiguous(wanted: string, fits: readonly PhoneNumber[]): Problem {
  const message = `"${wanted}" fits ${fits.map(({ id }) => id).join(' and ')}.`;
  return { code: 'ambiguous_number', at: 'from_number_id', message, hint: 'Name the id.' };
}

function sameLine(numbers: readonly PhoneNumber[]): Problem[] {
  const twice = numbers.filter(({ id }, at) => numbers.findIndex((other) => other.id === id) !== at);
  return twice.map(({ id, number }) => ({
    code: 'line_twice',
    at: 'from_number_id',
    message: `${number} (${id}) is named twice.`,
    hint: 'Name each number once: each line has its own pace.',
  }));
}
