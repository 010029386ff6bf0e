/** What a placement means: for each attempt, and for the line, the account and the campaign it went out under. */
import type { Attempt } from '../../model/attempt.ts';
import type { AttemptEvent } from '../../model/events.ts';
import { assertNever } from '../../model/errors.ts';
import type { AttemptId, CampaignId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { RequestSignal } from '../../queue/port.ts';
import type { Core } from '../core.ts';
import { inBackground, insist } from '../ledger-trouble.ts';
import { recordEvidence } from '../settle/evidence.ts';
import type { Evidence } from '../settle/evidence-change.ts';
import type { ItemResult, Placement } from '../../voice/port.ts';
import { pauseCampaigns, type SharedRefusal } from './pause.ts';
import { CONFLICT, WHOLE } from './refusal-brake.ts';

export async function recordPlacement(core: Core, attempts: readonly Attempt[], placement: Placement): Promise<void> {
  const alone = attempts.length === 1;
  const until = closedUntil(core, placement);
  if (until !== null) closeAccount(core, until);
  await recordEvidence(
    core,
    attempts.map((attempt, index) => evidenceOf(attempt, placement, index, alone)),
  );
  for (const { of, refusal } of sharedRefusals(attempts, placement)) await pauseCampaigns(core, of, refusal);
  const [first] = attempts;
  if (first === undefined) return;
  const { line, epoch, campaign } = first;
  const closed: RequestSignal[] = until === null ? [] : [{ is: 'closed', until }];
  for (const met of [...closed, ...metBy(placement, attempts, campaign)]) {
    await core.report({ is: 'met', epoch, line, met });
  }
}

/** The moment that the provider named, whatever else it said: nothing of the account leaves before it. */
function closedUntil(core: Core, placement: Placement): Instant | null {
  const wait = 'retryAfter' in placement ? (placement.retryAfter ?? null) : null;
  return wait === null || wait <= 0 ? null : core.clock.now() + wait;
}

/** Here at once, since other requests are about to leave; in the ledger for whoever dials next. */
function closeAccount(core: Core, until: Instant): void {
  core.backoff.close(until);
  inBackground(
    core,
    insist(core, () => core.store.closeAccount(core.account, Math.ceil(until))),
  );
}

/** Those that say that others would be refused likewise: each stops whom it is about, at the first. */
function sharedRefusals(
  attempts: readonly Attempt[],
  placement: Placement,
): readonly { readonly of: readonly Attempt[]; readonly refusal: SharedRefusal }[] {
  if (placement.is === 'refused') {
    const { scope } = placement;
    return scope === 'request' ? [] : [{ of: attempts, refusal: { ...placement, scope } }];
  }
  if (placement.is !== 'answered') return [];
  return placement.items.flatMap((item, index) => {
    const attempt = attempts[index];
    if (attempt === undefined || item.is !== 'refused') return [];
    if (item.blame !== 'account' && item.blame !== 'campaign') return [];
    return [{ of: [attempt], refusal: { ...item, status: 200, scope: item.blame } }];
  });
}

/** What it says of the host, the account, the line or the campaign. */
function metBy(placement: Placement, attempts: readonly Attempt[], campaign: CampaignId): readonly RequestSignal[] {
  switch (placement.is) {
    case 'unsent':
      // That this process missed its appointment says nothing of the host.
      return placement.cause === 'gate' ? [] : [{ is: 'unreachable', cause: placement.cause }];
    case 'throttled':
      return [{ is: 'throttled', about: placement.about }];
    case 'refused': {
      if (placement.scope !== 'request') return [];
      if (attempts.length > 1) return [{ is: 'refused_together' }];
      // Its own person's, by its words: no sign of anything that others share.
      if (placement.destination !== undefined) return [];
      return [
        { is: 'refused', campaign, group: WHOLE, words: placement.words, attempts: attempts.map(({ id }) => id) },
      ];
    }
    case 'answered':
      return answeredBy(placement.items, attempts, campaign);
    case 'unknown':
      return placement.cause === CONFLICT ? [{ is: 'conflict', campaign, attempts: attempts.map(({ id }) => id) }] : [];
    default:
      return assertNever(placement);
  }
}

function answeredBy(
  items: readonly ItemResult[],
  attempts: readonly Attempt[],
  campaign: CampaignId,
): readonly RequestSignal[] {
  const placed = items.filter(({ is }) => is === 'placed').length;
  const throttled = items.flatMap((item): RequestSignal[] =>
    item.is === 'throttled' ? [{ is: 'throttled', about: item.about }] : [],
  );
  const groups = new Map<string, { readonly words: string; readonly attempts: AttemptId[] }>();
  items.forEach((item, index) => {
    const attempt = attempts[index];
    if (attempt === undefined || item.is !== 'refused' || item.blame !== 'unplaced') return;
    const name = `${item.code.replace(/\d+/g, '#')} ${item.words}`;
    const group = groups.get(name) ?? { words: item.words, attempts: [] };
    group.attempts.push(attempt.id);
    groups.set(name, group);
  });
  // A call that was placed beside them is a success between them.
  const refused = (placed > 0 ? [] : [...groups]).map(([group, of]): RequestSignal => ({
    is: 'refused',
    campaign,
    group,
    ...of,
  }));
  return [{ is: 'answered', campaign, placed }, ...throttled, ...refused];
}

function evidenceOf(attempt: Attempt, placement: Placement, index: number, alone: boolean): Evidence {
  const item = placement.is === 'answered' ? placement.items[index] : undefined;
  return {
    attempt: attempt.id,
    batch: attempt.batch,
    ...(item === undefined ? ofRequest(placement, alone) : ofItem(item)),
  };
}

type Meaning = Omit<Evidence, 'attempt' | 'batch'>;

function ofRequest(placement: Placement, alone: boolean): Meaning {
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
        ? { is: 'refused', code: placement.code, forGood: placement.destination?.forGood ?? false }
        : { is: 'unsent', cause: `refused_${placement.status}` };
      return meaningOf(event, placement.message);
    }
    case 'throttled':
      return { event: { is: 'throttled', code: placement.code, retryAfter: placement.retryAfter }, actor: 'provider' };
    case 'unknown':
      return { event: { is: 'unknown', cause: placement.cause }, actor: 'engine' };
    default:
      return assertNever(placement);
  }
}

function ofItem(item: ItemResult): Meaning {
  switch (item.is) {
    case 'placed':
      return meaningOf({ is: 'accepted', callId: item.callId }, item.note);
    case 'refused':
      // What all share is nobody's own fault: the next such item would be followed by as many as there are contacts.
      if (item.blame === 'account' || item.blame === 'campaign') {
        return meaningOf({ is: 'unsent', cause: item.code }, item.message);
      }
      return meaningOf({ is: 'refused', code: item.code, forGood: item.forGood }, item.message);
    case 'throttled':
      return { event: { is: 'throttled', code: item.code, retryAfter: null }, actor: 'provider' };
    case 'unknown':
      return { event: { is: 'unknown', cause: item.cause }, actor: 'provider' };
    default:
      return assertNever(item);
  }
}

function meaningOf(event: AttemptEvent, message: string | null): Meaning {
  return { event, actor: 'provider', ...(message === null ? {} : { body: { error_message: message } }) };
}
