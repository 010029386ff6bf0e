/** What a placement means: for each attempt, and for the line, the account and the campaign it went out under. */
import type { Attempt } from '../model/attempt.ts';
import type { AttemptEvent } from '../model/events.ts';
import { never } from '../model/errors.ts';
import type { CampaignId } from '../model/ids.ts';
import type { Met } from '../queue/port.ts';
import type { Session } from '../session.ts';
import { apply, type Known } from '../settle/evidence.ts';
import type { ItemResult, Placement } from '../voice/port.ts';
import { pauseCampaigns, refusalWords } from './pause.ts';

export async function learn(session: Session, attempts: readonly Attempt[], placement: Placement): Promise<void> {
  const alone = attempts.length === 1;
  await apply(
    session,
    attempts.map((attempt, index) => known(attempt, placement, index, alone)),
  );
  if (placement.is === 'refused' && placement.scope !== 'request') await pauseCampaigns(session, attempts, placement);
  else if (placement.is === 'answered') {
    for (const item of placement.items) {
      if (item.is === 'refused' && isOverQuota(item)) {
        await pauseCampaigns(session, attempts, { ...item, status: 402, scope: 'account' });
      }
    }
  }
  const [first] = attempts;
  if (first === undefined) return;
  const { line, epoch } = first;
  for (const met of metBy(placement, first.campaign, alone)) {
    await session.tasks.tell(session, { is: 'met', epoch, line, met });
  }
}

/** What it says of the host, the account, the line or the campaign. */
function metBy(placement: Placement, campaign: CampaignId, alone: boolean): readonly Met[] {
  switch (placement.is) {
    case 'unsent':
      // That this process missed its appointment says nothing of the host.
      return placement.cause === 'gate' ? [] : [{ is: 'unreachable', cause: placement.cause }];
    case 'throttled':
      return [{ is: 'throttled', about: placement.about }];
    case 'refused':
      return placement.scope === 'request' ? [{ is: 'refused', alone, campaign, words: refusalWords(placement) }] : [];
    case 'answered':
      return [
        { is: 'answered' },
        ...placement.items.flatMap((item): Met[] =>
          item.is === 'throttled' ? [{ is: 'throttled', about: item.about }] : [],
        ),
      ];
    case 'unknown':
      return [];
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
