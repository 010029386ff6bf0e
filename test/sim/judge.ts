/** The invariants of ARCHITECTURE.md, asked at every ring and of every contact at the end. It knows the provider's truth. */
import { callIdOf, type Attempt } from '../../src/model/attempt.ts';
import type { Contact } from '../../src/model/contact.ts';
import type { ContactId } from '../../src/model/ids.ts';
import type { NumberLimit } from '../../src/model/number-limits.ts';
import { MINUTE, SECOND, type Duration, type Instant } from '../../src/model/time.ts';
import type { CampaignCounts, LoggedLine } from '../../src/store/port.ts';
import type { Provider, SimulatedCall } from '../../src/voice/simulated/provider.ts';
import type { Edited } from './editing.ts';
import { wishIn } from './wishes.ts';
import type { Setting } from './setting.ts';

/** `about`: the contacts whose story explains it. */
export type Violation = { readonly says: string; readonly about: readonly string[] };

export const numberOf = (n: number): string => `+1212555${String(1000 + n)}`;
/** The number that a corrected list gives them. */
export const otherNumberOf = (n: number): string => numberOf(n + OTHERS);
const OTHERS = 4000;
export const contactOf = (to: string): string => `c${(Number(to.slice(-4)) - 1000) % OTHERS}`;

const violation = (says: string, ...about: string[]): Violation => ({ says, about });

/** No call lasts longer than this; one that seems to is stuck at the provider, and its slot is no longer waited for. */
function longestCall({ plan }: Setting): Duration {
  return MINUTE + (plan?.ringingTimeoutSeconds ?? 30) * SECOND + (plan?.maxCallDurationMinutes ?? 10) * MINUTE;
}

/** At the instant the provider takes a request: nobody twice, no line too fast, no slot too many, nothing unlawful. */
export function atRing(
  provider: Provider,
  setting: Setting,
  now: Instant,
  truth: {
    readonly wallOff: Duration;
    readonly suppressedAt: ReadonlyMap<string, Instant>;
    readonly edited?: Edited;
  },
): Violation[] {
  const found: Violation[] = [];
  const batch = provider.calls.filter(({ placedAt }) => placedAt === now);
  const [newest] = batch;
  if (newest === undefined) return found;
  const longest = longestCall(setting);
  for (const call of batch) {
    const who = contactOf(call.to);
    const theirs = provider.calls.filter((other) => other !== call && contactOf(other.to) === who);
    const others = theirs.filter((other) => other.to === call.to);
    if (theirs.some((other) => provider.endOf(other) > now && other.placedAt > now - longest))
      found.push(violation(`I1: ${call.to} rings while they ring`, who));
    if (truth.edited?.isOld(call.to, now) === true)
      found.push(violation(`${call.to} rings although their number was corrected`, who));
    const asked = truth.edited?.notBefore(who) ?? null;
    const early =
      asked !== null &&
      now + Math.max(truth.wallOff, 0) < asked &&
      others.length === others.filter(({ placedAt }) => placedAt < asked).length;
    if (early && others.some((other) => other.fate.talks !== null))
      found.push(violation(`${call.to} is called back before the instant that was asked for`, who));
    const talked = theirs.filter((other) => other.fate.talks !== null);
    const through = setting.talks === 'wishes' ? talked.filter(({ id }) => wishIn(id) !== 'again') : talked;
    if (through.length >= (truth.edited?.answers(who) ?? 1))
      found.push(violation(`I1: ${call.to} rings again after it was answered`, who));
    if (setting.talks === 'wishes' && talked.some(({ id }) => wishIn(id) === 'no'))
      found.push(violation(`I4: ${call.to} rings after they said that they are not to be called`, who));
    if (others.some((other) => other.attempt === call.attempt))
      found.push(violation(`I2: ${call.attempt} was sent twice`, who));
    if (others.length >= (setting.plan?.retry?.maxAttempts ?? 3) + (truth.edited?.extra(who) ?? 0))
      found.push(violation(`the budget of ${call.to} is overspent`, who));
    const edited = setting.judges?.numberLimits === undefined ? truth.edited?.terms(now) : undefined;
    const allowing = edited?.map(({ numberLimits }) => numberLimits) ?? [
      setting.judges?.numberLimits ?? setting.plan?.numberLimits ?? [],
    ];
    // Where the limits were changed a moment ago, it may keep to either.
    const broken = allowing.map((limits) => beyond(limits, call, others, provider, now));
    if (broken.every((says) => says.length > 0)) found.push(...(broken[0] ?? []).map((says) => violation(says, who)));
    const suppressedAt = truth.suppressedAt.get(who);
    if (suppressedAt !== undefined && now > suppressedAt + SECOND)
      found.push(violation(`I4: ${call.to} rings ${now - suppressedAt} ms after suppressing it returned`, who));
  }
  if (Math.abs(truth.wallOff) > MINUTE + 2 * SECOND)
    found.push(violation(`I4: dialed by a clock that is ${truth.wallOff / SECOND} s off`, contactOf(newest.to)));
  const cps = setting.bears?.cps ?? setting.cps;
  const slots = setting.bears?.slots ?? setting.slots;
  const limits = truth.edited?.limits(now);
  const near = (other: SimulatedCall): boolean => other.line === newest.line && other.placedAt > now - SECOND;
  const inSecond = provider.calls.filter(near).length;
  if (inSecond > Math.min(cps, Math.max(1, limits?.cps ?? cps)))
    found.push(violation(`I5: ${inSecond} starts within a second on ${newest.line}`, contactOf(newest.to)));
  const open = provider.calls.filter((call) => provider.endOf(call) > now && call.placedAt > now - longest).length;
  if (open > slots) found.push(violation(`I5: ${open} calls open with ${slots} slots`, contactOf(newest.to)));
  return found;
}

/** I3: what rings was durable before. */
export function durable(call: SimulatedCall, attempt: Attempt | undefined): Violation[] {
  if (attempt !== undefined) return [];
  return [violation(`I3: ${call.attempt} rings and the ledger does not know it`, contactOf(call.to))];
}

export type End = {
  readonly contacts: readonly Contact[];
  readonly attempts: ReadonlyMap<ContactId, readonly Attempt[]>;
  readonly counts: CampaignCounts;
  readonly log: readonly LoggedLine[];
  /** The campaign was canceled or paused, or the engine stopped, so that some may still wait. */
  readonly unfinished: boolean;
  readonly at: Instant;
};

/** At the end everyone is somewhere, and what the ledger says is what happened. */
export function atEnd(end: End, provider: Provider, setting: Setting, edited?: Edited): Violation[] {
  const found: Violation[] = [];
  if (end.contacts.length !== setting.contacts)
    found.push(violation(`I6: ${end.contacts.length} of ${setting.contacts} contacts are left`));
  const sum = Object.values(end.counts.states).reduce((a, b) => a + b, 0);
  if (sum !== setting.contacts) found.push(violation(`I6: the counts add up to ${sum}`));
  for (const contact of end.contacts) found.push(...ofContact(contact, end, provider, setting, edited));
  const told = JSON.stringify(end.log);
  if (/(?<!\d)(1212555\d{4}|1415555010\d)(?!\d)/.test(told)) found.push(violation('I8: a number is in the log'));
  return found;
}

function ofContact(contact: Contact, end: End, provider: Provider, setting: Setting, edited?: Edited): Violation[] {
  const says: string[] = [];
  const { state } = contact;
  const calls = provider.calls.filter((call) => contactOf(call.to) === contact.id);
  const attempts = end.attempts.get(contact.id) ?? [];
  const answered = calls.some((call) => call.fate.talks !== null && !provider.wasHungUp(call.id));
  const moves = state.is === 'ready' || state.is === 'in_progress' || state.is === 'in_doubt';
  if (moves && !end.unfinished) says.push(`I6: is still ${state.is}`);
  if (state.is === 'completed' && !answered) says.push('is completed and nobody answered');
  // Whoever wants another call, and has no try left, was answered and is through all the same.
  const asked = setting.talks === 'wishes' && calls.some(({ id }) => wishIn(id) === 'again');
  if (state.is !== 'completed' && state.is !== 'needs_review' && !moves && answered && !asked)
    says.push(`answered and is ${state.is}`);
  if (contact.rangTwice) says.push('is said to have rung twice');
  const most =
    (setting.plan?.retry?.maxAttempts ?? 3) * (edited?.numbers(contact.id) ?? 1) + (edited?.extra(contact.id) ?? 0);
  const lowered = setting.acts.some(({ does }) => does === 'edit');
  if (
    state.is === 'exhausted' &&
    state.reason === 'attempts_spent' &&
    (calls.length > most || (calls.length < most && !lowered))
  )
    says.push(`gave up after ${calls.length} of ${most} calls`);
  const open = attempts.filter(({ state: { is } }) => is === 'placing' || is === 'placed' || is === 'in_doubt');
  if (open.length > 1) says.push(`I1: has ${open.length} open attempts`);
  for (const call of calls) {
    const attempt = attempts.find(({ id }) => id === call.attempt);
    if (attempt === undefined) says.push(`I6: ${call.id} rang and is nowhere`);
    else if (attempt.state.is === 'not_placed') says.push(`I1: ${call.id} rang and counts as not placed`);
    else if (attempt.state.is === 'ended' && callIdOf(attempt) !== call.id)
      says.push(`${attempt.id} ended by ${callIdOf(attempt) ?? 'nothing'}, but its call is ${call.id}`);
  }
  return says.map((one) => violation(`${contact.id} ${one}`, contact.id));
}

function beyond(
  limits: readonly NumberLimit[],
  { to }: SimulatedCall,
  others: readonly SimulatedCall[],
  provider: Provider,
  now: Instant,
): readonly string[] {
  return limits.flatMap((limit) => {
    if (limit.is === 'rest') {
      const talked = others.filter(({ fate }) => fate.talks !== null);
      const last = Math.max(0, ...talked.map((other) => provider.endOf(other)));
      const rests = last <= now && now < last + limit.for;
      return rests ? [`${to} rings ${(now - last) / SECOND} s after a conversation`] : [];
    }
    const { calls, per } = limit;
    const within = others.filter((other) => per === null || other.placedAt > now - per).length;
    return within >= calls ? [`${to} rings for the ${within + 1}th time where ${calls} are allowed`] : [];
  });
}
