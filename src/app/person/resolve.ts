/** A person's verdict on calls in doubt, given beside a running engine, which may learn the truth meanwhile. */
import type { Campaign } from '../../model/campaign.ts';
import type { Rules } from '../../model/follow-up.ts';
import { resolve, type Resolution } from '../../model/resolve.ts';
import type { Instant } from '../../model/time.ts';
import { makeDayParts } from '../../policy/day-parts.ts';
import { makeHours } from '../../policy/hours.ts';
import { resolutionNote } from '../../report/why-lines.ts';
import type { Change, Store } from '../../store/port.ts';
import type { Runtime } from '../runtime.ts';
import type { Reviewed } from './review.ts';

/** A person's verdict: `by` is their user name. `why` may hold names, so it is kept with the personal data, not in the log. */
export type Judged = { readonly verdict: Resolution; readonly why: string; readonly by: string };

/** The engine next door never waits for longer than a commit of so many. */
const CHUNK = 100;

export type Settled = {
  /** As they stand after it. */
  readonly settled: readonly Reviewed[];
  /** How many evidence had just settled, which stands. */
  readonly overtaken: number;
  /** Those of them who will be dialed again, and whether their campaign runs: who dials it goes on by itself. */
  readonly again: { readonly contacts: number; readonly running: boolean };
};

export async function giveVerdict(
  store: Store,
  reviewed: readonly Reviewed[],
  judged: Judged,
  { clock }: Pick<Runtime, 'clock'>,
): Promise<Settled> {
  const settled = await settle(store, reviewed, judged, clock.now());
  const waiting = settled.filter(({ contact }) => contact.state.is === 'ready');
  const [first] = waiting;
  const campaign = first === undefined ? undefined : await store.campaign(first.contact.campaign);
  return {
    settled,
    overtaken: reviewed.length - settled.length,
    again: { contacts: waiting.length, running: campaign?.state.is === 'running' },
  };
}

/** Those that the verdict settled, as they stand after it; whom evidence has settled meanwhile is left out. */
export async function settle(
  store: Store,
  reviewed: readonly Reviewed[],
  judged: Judged,
  now: Instant,
): Promise<readonly Reviewed[]> {
  const settled: Reviewed[] = [];
  for (let at = 0; at < reviewed.length; at += CHUNK) {
    settled.push(...(await settleChunk(store, reviewed.slice(at, at + CHUNK), judged, now)));
  }
  return settled;
}

async function settleChunk(
  store: Store,
  reviewed: readonly Reviewed[],
  judged: Judged,
  now: Instant,
): Promise<readonly Reviewed[]> {
  const settled: Reviewed[] = [];
  let left = reviewed;
  while (left.length > 0) {
    const judgements: { readonly item: Reviewed; readonly change: Change; readonly after: Reviewed }[] = [];
    for (const item of left) {
      const judgement = await judge(store, item, judged, now);
      if (judgement !== undefined) judgements.push({ item, ...judgement });
    }
    const results = await store.commit(
      judgements.map(({ change }) => change),
      {},
    );
    const lost: Reviewed[] = [];
    judgements.forEach(({ item, after }, index) => {
      if (results[index]?.is === 'done') settled.push(after);
      else lost.push(item);
    });
    // Lost means that something was learned of them at this moment: looked at again, as they stand now.
    left = lost;
  }
  return settled;
}

async function judge(
  store: Store,
  { contact: { id }, attempt: { id: attemptId } }: Reviewed,
  { verdict, why, by }: Judged,
  now: Instant,
): Promise<{ readonly change: Change; readonly after: Reviewed } | undefined> {
  const contact = await store.contact(id);
  const attempt = await store.attempt(attemptId);
  if (contact?.state.is !== 'needs_review' || attempt === undefined) return undefined;
  const campaign = await store.campaign(contact.campaign);
  if (campaign === undefined) return undefined;
  const moved = resolve(contact, attempt, verdict, rulesFor(campaign), now);
  if (moved.is === 'same') return undefined;
  const note = resolutionNote(attempt.id);
  return {
    after: { contact: moved.contact, attempt: moved.attempt },
    change: {
      contact: { from: contact.version, to: moved.contact },
      attempt: { from: attempt.version, to: moved.attempt },
      personal: [{ owner: contact.id, key: note, body: { why } }],
      log: [
        {
          at: now,
          actor: 'operator',
          campaign: contact.campaign,
          contact: contact.id,
          attempt: attempt.id,
          event: moved.event,
          from: contact.state.is,
          to: moved.contact.state.is,
          cause: moved.cause,
          evidence: { by, why: note },
        },
      ],
    },
  };
}

function rulesFor({ plan, state }: Campaign): Rules {
  const dayParts = makeDayParts(makeHours());
  return { plan, campaign: state, otherDayPart: (place, last, from) => dayParts.another(plan, place, last, from) };
}
