/** Which change of a commit may stand: the one reading of the guards, the same for every ledger. */
import { isOpen, type Attempt } from '../model/attempt.ts';
import { isClosedAt } from '../model/closed-account.ts';
import type { DestinationKey } from '../model/ids.ts';
import { worstCase } from '../model/money.ts';
import { rampMost } from '../model/stop-rules.ts';
import { scopesOf } from '../model/suppression.ts';
import { numberTallies, slotsTaken, startsNear, type CommitFacts } from './commit-facts.ts';
import type { Change, Guards, LostBecause } from './port.ts';

/** An older engine's commit is lost whole: it no longer knows what the account is doing. */
export function fenced(guards: Guards, facts: CommitFacts): boolean {
  return guards.epoch !== undefined && facts.epoch(guards.epoch.account) !== guards.epoch.epoch;
}

/**
 * Why a change may not stand, or undefined. A lost change takes no slot, so slots come last. Only new attempts can lose
 * their destination or their slot: evidence is of a call that rings already, and to drop it is the worse failure.
 */
export function refusal(change: Change, guards: Guards, facts: CommitFacts): LostBecause | undefined {
  const { contact, attempt } = change;
  if (contact.to.version <= contact.from) throw new Error(`contact ${contact.to.id}: a change must raise its version`);
  if (guards.running === true && facts.campaign(contact.to.campaign)?.running !== true) return 'not_running';
  if (isSuppressed(change, guards, facts)) return 'suppressed';
  const known = facts.contact(contact.to.id);
  if (known?.version !== contact.from) return 'moved';
  if (known.campaign !== contact.to.campaign || known.destination !== contact.to.destination) return 'unrelated';
  if (attempt === undefined) return undefined;
  if (facts.attemptVersion(attempt.to.id) !== (attempt.from === 'new' ? undefined : attempt.from)) return 'moved';
  if (attempt.from !== 'new' || !isOpen(attempt.to)) return undefined;
  if (!belongsTogether(change, facts)) return 'unrelated';
  if (isClosed(guards, facts)) return 'closed';
  if (guards.pace !== undefined && facts.tally(startsNear(guards.pace)) >= guards.pace.most) return 'paced';
  const keys = keysOf(attempt.to, guards);
  if (keys.some((destination) => facts.rivalOpen({ ...attempt.to, destination }))) return 'destination_open';
  // After the one before: what ends lets go of its destination and leaves its words in one commit.
  if (keys.some((destination) => facts.unheard(destination))) return 'unheard';
  if (isCapped(attempt.to, guards, facts)) return 'capped';
  const limited = beyondLimits(attempt.to, guards, facts);
  if (limited !== undefined) return limited;
  const { slots } = guards;
  if (slots?.account === attempt.to.account && facts.tally(slotsTaken(slots.account)) >= slots.max) return 'slots';
  return undefined;
}

function isSuppressed({ contact: { to } }: Change, guards: Guards, facts: CommitFacts): boolean {
  const { unsuppressed } = guards;
  if (unsuppressed === undefined) return false;
  const scopes = scopesOf({ id: to.campaign, plan: facts.campaign(to.campaign) ?? {} });
  return keysOf(to, guards).some((destination) => facts.suppressed(destination, scopes, unsuppressed.at));
}

/** Every key by which the ledger may know the phone, its own first. */
function keysOf({ destination }: Pick<Attempt, 'destination'>, { spellings }: Guards): readonly DestinationKey[] {
  return [destination, ...(spellings?.get(destination) ?? [])];
}

/** Called as often as it may be, or too soon after a conversation. The keys of its other spellings count with it. */
function isCapped({ destination }: Attempt, { numbers = [] }: Guards, facts: CommitFacts): boolean {
  return numbers
    .filter((number) => number.destination === destination)
    .some((number) =>
      number.limits.some((limit) => {
        const found = numberTallies(number, limit).reduce((sum, filter) => sum + facts.tally(filter), 0);
        return found >= (limit.is === 'calls' ? limit.calls : 1);
      }),
    );
}

/**
 * Ids come through messages: an attempt under one campaign's hours, line or money for another's contact would ring somebody
 * at an hour that nobody asked about. So what a new attempt names is compared with the ledger's own rows.
 */
function belongsTogether({ contact: { to: contact }, attempt }: Change, facts: CommitFacts): boolean {
  if (attempt === undefined) return true;
  const { to } = attempt;
  if (to.contact !== contact.id || to.campaign !== contact.campaign || to.destination !== contact.destination)
    return false;
  const campaign = facts.campaign(to.campaign);
  const line = campaign?.lines.find(({ id }) => id === to.line);
  // A Cartesia number may call the United States only (load/number/line-rules.ts).
  return (
    line !== undefined && campaign?.account === to.account && (line.provider !== 'cartesia' || contact.cartesiaDialable)
  );
}

/**
 * By the campaign as it stands under the locks: whoever dials may have read it before somebody set a budget, and has
 * nothing counted then.
 */
function beyondLimits(attempt: Attempt, { limits }: Guards, facts: CommitFacts): 'budget' | 'ramp' | undefined {
  const { campaign, contact } = attempt;
  const { money, ramp, rampStep = 0 } = facts.campaign(campaign) ?? {};
  const counted = limits?.campaign === campaign;
  const budget = money?.budget ?? null;
  if (budget !== null) {
    const worst = worstCase(money, attempt.line, attempt.limits);
    if (!counted || worst === null || attempt.reserved === null || attempt.reserved < worst) return 'budget';
    // What calls of a time without prices have cost nobody knows: no less than this one may.
    const { spent, reserved, unpriced } = facts.spent(campaign);
    const bound = spent + reserved + unpriced * worst;
    if (bound + attempt.reserved > budget) return 'budget';
  }
  const most = rampMost(ramp, rampStep);
  if (most === null) return undefined;
  if (!counted) return 'ramp';
  return facts.rings(contact) === 0 && facts.spent(campaign).people >= most ? 'ramp' : undefined;
}

function isClosed({ openAt }: Guards, facts: CommitFacts): boolean {
  return openAt !== undefined && isClosedAt(facts.closedUntil(openAt.account), openAt.at);
}
