/** What a placement means: for each attempt, and for the line, the account and the campaign it went out under. */
import type { Attempt } from '../model/attempt.ts';
import type { AttemptEvent } from '../model/events.ts';
import { never } from '../model/errors.ts';
import { MINUTE, SECOND } from '../model/time.ts';
import { concurrencyLimited } from '../plan/slots.ts';
import type { Session } from '../session.ts';
import { apply, type Known } from '../settle/evidence.ts';
import type { ItemResult, Placement } from '../voice/port.ts';
import { pause, pauseCampaigns, refusalWords } from './pause.ts';

export async function learn(session: Session, attempts: readonly Attempt[], placement: Placement): Promise<void> {
  const alone = attempts.length === 1;
  await apply(
    session,
    attempts.map((attempt, index) => known(attempt, placement, index, alone)),
  );
  switch (placement.is) {
    case 'unsent':
      return unreachable(session, placement.cause);
    case 'throttled':
      return slower(session, attempts, placement.about);
    case 'refused':
      if (placement.scope !== 'request') await pauseCampaigns(session, attempts, placement);
      else if (!alone) session.singlyUntil = session.clock.now() + 10 * MINUTE;
      else await breaker(session, attempts, placement);
      return;
    case 'answered':
      session.hold = null;
      session.refusals = 0;
      for (const item of placement.items) {
        if (item.is === 'throttled') await slower(session, attempts, item.about);
        if (item.is === 'refused' && isOverQuota(item)) {
          await pauseCampaigns(session, attempts, { ...item, status: 402, scope: 'account' });
        }
      }
      return;
    case 'unknown':
      return;
    default:
      return never(placement);
  }
}

function known(attempt: Attempt, placement: Placement, index: number, alone: boolean): Known {
  const item = placement.is === 'answered' ? placement.items[index] : undefined;
  return {
    attempt: attempt.id,
    batch: attempt.batch,
    ...(item === undefined ? ofRequest(placement, alone) : ofItem(item)),
  };
}

/** So many people in a row cannot all be wrong: it is the campaign that is refused, and it would burn its list. */
const MANY_REFUSALS = 5;

async function breaker(
  session: Session,
  attempts: readonly Attempt[],
  refusal: Extract<Placement, { is: 'refused' }>,
): Promise<void> {
  session.refusals += 1;
  if (session.refusals < MANY_REFUSALS) return;
  session.refusals = 0;
  const message = `${MANY_REFUSALS} requests in a row were refused; the last: ${refusalWords(refusal)}`;
  for (const { campaign } of attempts) await pause(session, campaign, 'breaker', message);
}

/** The account's money, not the person: one such item would be followed by as many as there are contacts. */
function isOverQuota(item: ItemResult): boolean {
  return item.is === 'refused' && item.code === 'quota_exceeded';
}

type Told = Omit<Known, 'attempt' | 'batch'>;

function ofRequest(placement: Placement, alone: boolean): Told {
  switch (placement.is) {
    case 'unsent':
      return { event: { is: 'unsent', cause: placement.cause }, actor: 'engine' };
    case 'answered':
      return { event: { is: 'unknown', cause: 'missing_in_reply' }, actor: 'provider' };
    case 'refused': {
      // Only a request of one says something about its person; an agent, a number, a key or a whole batch that was
      // refused rang nobody and is nobody's fault.
      const theirs = placement.scope === 'request' && alone;
      const event: AttemptEvent = theirs
        ? { is: 'refused', code: placement.code, forGood: false }
        : { is: 'unsent', cause: `refused_${placement.status}` };
      return told(event, placement.message);
    }
    case 'throttled':
      return { event: { is: 'throttled', code: placement.code, retryAfter: placement.retryAfter }, actor: 'provider' };
    case 'unknown':
      return { event: { is: 'unknown', cause: placement.cause }, actor: 'engine' };
    default:
      return never(placement);
  }
}

function ofItem(item: ItemResult): Told {
  switch (item.is) {
    case 'placed':
      return told({ is: 'accepted', callId: item.callId }, item.note);
    case 'refused':
      if (isOverQuota(item)) return told({ is: 'unsent', cause: item.code }, item.message);
      return told({ is: 'refused', code: item.code, forGood: item.forGood }, item.message);
    case 'throttled':
      return { event: { is: 'throttled', code: item.code, retryAfter: null }, actor: 'provider' };
    case 'unknown':
      return { event: { is: 'unknown', cause: item.cause }, actor: 'provider' };
    default:
      return never(item);
  }
}

function told(event: AttemptEvent, message: string | null): Told {
  return { event, actor: 'provider', ...(message === null ? {} : { body: { error_message: message } }) };
}

/** The host cannot be reached: everyone waits, a little longer each time, and nobody's tries are used up. */
function unreachable(session: Session, cause: string): void {
  if (session.stopping !== 'no') return;
  const failures = (session.hold?.failures ?? 0) + 1;
  const wait = Math.min(SECOND * 2 ** (failures - 1), 30 * SECOND);
  session.hold = {
    until: session.clock.now() + wait,
    note: `nothing could be sent (${cause}), trying again`,
    failures,
  };
}

async function slower(session: Session, attempts: readonly Attempt[], about: 'concurrency' | 'rate'): Promise<void> {
  const now = session.clock.now();
  if (about === 'concurrency') {
    const open = (await session.store.openAttempts(session.account)).length;
    session.slots = concurrencyLimited(session.slots, open + session.foreign, now);
  } else {
    for (const { line } of attempts) session.slowUntil.set(line, now + 10 * MINUTE);
  }
}
