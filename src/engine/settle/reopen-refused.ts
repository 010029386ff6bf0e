/** Commits that people who were refused may be dialed again: by the rule that found it was not their fault, or by a person. */
import type { Attempt } from '../../model/attempt.ts';
import type { Disposition } from '../../model/disposition.ts';
import type { AttemptId } from '../../model/ids.ts';
import type { EvidenceOf } from '../../model/log-events.ts';
import { reopen } from '../../model/reopen.ts';
import type { Instant } from '../../model/time.ts';
import type { Change, LogLine, Store } from '../../store/port.ts';

/** Who decided, and what is logged of it. */
export type Reopening = Pick<LogLine, 'actor' | 'cause'> & { readonly evidence: EvidenceOf<'reopened'> };

/** An engine next door never waits for longer than a commit of so many. */
const CHUNK = 100;

/** How many of these attempts' contacts are dialable again; who has moved on meanwhile is left as they are. */
export async function reopenRefused(
  store: Store,
  attempts: Iterable<AttemptId>,
  how: Reopening,
  now: Instant,
): Promise<number> {
  let left = [...attempts];
  let reopened = 0;
  while (left.length > 0) {
    const looked = await Promise.all(left.slice(0, CHUNK).map((id) => changeOf(store, id, how, now)));
    const changes = looked.filter((change) => change !== undefined);
    const results = await store.commit(
      changes.map(({ change }) => change),
      {},
    );
    const lost = changes.filter((_, index) => results[index]?.is !== 'done').map(({ id }) => id);
    reopened += changes.length - lost.length;
    // Lost to somebody who was quicker: looked at again as they stand now.
    left = [...lost, ...left.slice(CHUNK)];
  }
  return reopened;
}

async function changeOf(
  store: Store,
  id: AttemptId,
  how: Reopening,
  now: Instant,
): Promise<{ readonly id: AttemptId; readonly change: Change } | undefined> {
  const attempt = await store.attempt(id);
  const contact = attempt && (await store.contact(attempt.contact));
  const campaign = contact && (await store.campaign(contact.campaign));
  if (attempt === undefined || contact === undefined || campaign === undefined) return undefined;
  const before = lastEnd(await store.attemptsOf(contact.id));
  const rules = { plan: campaign.plan, campaign: campaign.state };
  const to = reopen(contact, attempt, before, rules, now, how.actor === 'operator' ? 'person' : 'rule');
  if (to === undefined) return undefined;
  const about = { at: now, campaign: contact.campaign, contact: contact.id, attempt: id };
  const log: LogLine = { ...about, ...how, event: 'reopened', from: contact.state.is, to: to.state.is };
  return { id, change: { contact: { from: contact.version, to }, log: [log] } };
}

function lastEnd(attempts: readonly Attempt[]): Disposition | null {
  const ended = attempts.findLast(({ state }) => state.is === 'ended')?.state;
  return ended?.is === 'ended' ? ended.disposition : null;
}
