/** Tells what happens in a campaign, from the log: after its commit, in its order, whoever dials, and from any point on again. */
import type { Signal } from '../../clock.ts';
import { callIdOf, type Attempt } from '../../model/attempt.ts';
import type { Campaign } from '../../model/campaign.ts';
import { TERMINAL_STATES, type Contact } from '../../model/contact.ts';
import { DISPOSITIONS, type Disposition } from '../../model/disposition.ts';
import { own } from '../../model/own.ts';
import { SECOND, type Duration, type Instant } from '../../model/time.ts';
import { isAway, isBusy } from '../../store/failure.ts';
import type { LoggedLine, Store } from '../../store/port.ts';
import type { Runtime } from '../runtime.ts';
import { contactView, type ContactView } from './contact-view.ts';

type Common = {
  /** When it was written down, in milliseconds since 1970. */
  readonly at: Instant;
  /** Its place in the log: whoever keeps it can go on from there (`events({ after })`), after a crash too. */
  readonly cursor: number;
};

type OfCampaign = Common & {
  /** Its name. */
  readonly campaign: string;
};

type OfContact = Common & {
  /** Whom it is about. */
  readonly contact: ContactView;
};

/** What befell one try to reach somebody. */
type OfAttempt = OfContact & {
  /** 1 for the contact's first. */
  readonly attempt: number;
  /** The provider's id of the call; null before it has one. */
  readonly callId: string | null;
};

/** By the name of the event. */
export type CampaignEvents = {
  /** The request that rings them is about to leave. A crash from here on is a doubt, and no second ring. */
  readonly dialing: OfAttempt;
  /** The provider took the call: it rings, or will. */
  readonly placed: OfAttempt;
  /** Somebody, or something, has answered. */
  readonly started: OfAttempt;
  /** The call is over; `again`: another try follows. */
  readonly ended: OfAttempt & { readonly disposition: Disposition | null; readonly again: boolean };
  /** Nothing rang: the request was not sent, was refused, or came when the provider was too busy. `cause`: a code. */
  readonly missed: OfAttempt & { readonly cause: string | null; readonly again: boolean };
  /** It may have rung and nobody knows: it is looked for, and nobody is dialed again meanwhile. */
  readonly in_doubt: OfAttempt;
  /** The look-ups are spent: a person decides (`resolve`). */
  readonly review: OfAttempt;
  /** Nothing more happens with this contact unless a person asks for it. */
  readonly settled: OfContact & {
    readonly status: (typeof TERMINAL_STATES)[number];
    /** How the call ended that settled it; null where none did. */
    readonly disposition: Disposition | null;
    /** A code: `attempts_spent`, `before_dial_no`, `suppressed`, … (docs/codes.md). */
    readonly reason: string;
    /** Calls that counted as tries. */
    readonly attempts: number;
  };
  /** A contact waits: `cause` says for what (`before_dial_later`, `destination_open`, …). */
  readonly deferred: OfContact & { readonly cause: string | null };
  /** A contact that was settled is to be dialed again. */
  readonly reopened: OfContact;
  /** It is dialed from here on: it was started, or goes on after a pause. `by`: who asked; null where a run or a rule did. */
  readonly running: OfCampaign & { readonly by: string | null };
  /** Nothing new is dialed. `cause`: a code (`operator`, `breaker`, `account`, `doubt`, `limit`, …). */
  readonly paused: OfCampaign & { readonly by: string | null; readonly cause: string | null };
  /** Nobody is left to dial. */
  readonly finished: OfCampaign;
  /** For good. */
  readonly canceled: OfCampaign & { readonly by: string | null };
};
/** The names of what happens in a campaign. */
export type CampaignEventName = keyof CampaignEvents;
/** One event, by its name in `event`. */
export type CampaignEvent = {
  [E in CampaignEventName]: { readonly event: E } & CampaignEvents[E];
}[CampaignEventName];

const PAGE = 500;
const REST: Duration = SECOND / 4;

export type Following = {
  /** Lines of the log after this one; a head's `seq`. */
  readonly after: number;
  /** Events of which somebody wants to hear: nothing is read for the others. */
  readonly wanted: (event: CampaignEventName) => boolean;
  /** Null: what is there now, and no more. */
  readonly more: { readonly wake: Signal; readonly goesOn: () => boolean } | null;
};

/** In the order of the log. Waits where the ledger is busy or away. */
export async function* followCampaign(
  store: Store,
  campaign: Pick<Campaign, 'id'>,
  { after, wanted, more }: Following,
  { clock }: Pick<Runtime, 'clock'>,
): AsyncGenerator<CampaignEvent> {
  let last = after;
  for (;;) {
    // Asked before the page is read: what was written until then is told, and then it is over.
    const goesOn = more?.goesOn() ?? false;
    const page = await pageOf(store, campaign, last, wanted);
    if (page !== null) {
      for (const event of page.events) yield event;
      last = page.last;
      if (page.full) continue;
    }
    if (!goesOn || more === null) return;
    await clock.sleep(clock.now() + REST, more.wake);
  }
}

type Page = { readonly events: readonly CampaignEvent[]; readonly last: number; readonly full: boolean };

/** Null where the ledger cannot be asked just now. */
async function pageOf(
  store: Store,
  { id }: Pick<Campaign, 'id'>,
  after: number,
  wanted: Following['wanted'],
): Promise<Page | null> {
  try {
    const lines = await store.log({ campaign: id }, after, PAGE);
    const named = lines.map((line) => ({ line, names: namesOf(line).filter(wanted) }));
    const some = named.filter(({ names }) => names.length > 0);
    return {
      events: some.length === 0 ? [] : await eventsOf(store, id, some),
      last: lines.at(-1)?.seq ?? after,
      full: lines.length === PAGE,
    };
  } catch (cause) {
    if (isBusy(cause) || isAway(cause)) return null;
    throw cause;
  }
}

type Named = { readonly line: LoggedLine; readonly names: readonly CampaignEventName[] };

async function eventsOf(store: Store, id: Campaign['id'], named: readonly Named[]): Promise<readonly CampaignEvent[]> {
  const campaign = await store.campaign(id);
  if (campaign === undefined) return [];
  const owners = [...new Set(named.flatMap(({ line }) => line.contact ?? []))];
  const bodies = await store.personal(owners, 'row');
  const events: CampaignEvent[] = [];
  for (const { line, names } of named) {
    const contact = line.contact === null ? undefined : await store.contact(line.contact);
    const attempt = line.attempt === null ? undefined : await store.attempt(line.attempt);
    const body = line.contact === null ? undefined : bodies.get(line.contact);
    const about = { line, contact, attempt, view: contactView(campaign, body) };
    for (const name of names) events.push(eventOf(name, about));
  }
  return events;
}

const OVER: ReadonlySet<string | null> = new Set(TERMINAL_STATES);
const OF_CONTACT: Readonly<Record<string, CampaignEventName>> = {
  placing: 'dialing',
  placed: 'placed',
  started: 'started',
  ended: 'ended',
  unsent: 'missed',
  refused: 'missed',
  throttled: 'missed',
  in_doubt: 'in_doubt',
  needs_review: 'review',
  deferred: 'deferred',
  reopened: 'reopened',
};
const OF_CAMPAIGN: Readonly<Record<string, CampaignEventName>> = {
  paused: 'paused',
  running: 'running',
  finished: 'finished',
  canceled: 'canceled',
};

/** One line may say two things: that a call has ended, and that its contact is settled by it. */
function namesOf({ contact, event, from, to }: LoggedLine): readonly CampaignEventName[] {
  const known = contact === null ? OF_CAMPAIGN : OF_CONTACT;
  const name = own(known, event);
  const settled = contact !== null && OVER.has(to) && !OVER.has(from);
  return [...(name === undefined ? [] : [name]), ...(settled ? (['settled'] as const) : [])];
}

type About = {
  readonly line: LoggedLine;
  readonly contact: Contact | undefined;
  readonly attempt: Attempt | undefined;
  readonly view: ContactView;
};

function eventOf(name: CampaignEventName, { line, contact, attempt, view }: About): CampaignEvent {
  const common = { at: line.at, cursor: line.seq };
  const said = line.evidence?.['by'];
  const by = typeof said === 'string' ? said : null;
  const ofContact = { ...common, contact: view };
  const again = line.to === 'ready';
  const callId = attempt === undefined ? null : callIdOf(attempt);
  const ofAttempt = { ...ofContact, attempt: attempt?.seq ?? contact?.seq ?? 0, callId };
  switch (name) {
    case 'dialing':
    case 'placed':
    case 'started':
    case 'in_doubt':
    case 'review':
      return { event: name, ...ofAttempt };
    case 'ended':
      return { event: name, ...ofAttempt, disposition: dispositionOf(line, attempt), again };
    case 'missed':
      return { event: name, ...ofAttempt, cause: line.cause, again };
    case 'settled':
      return {
        event: name,
        ...ofContact,
        status: line.to as (typeof TERMINAL_STATES)[number], // `namesOf` asks for it
        disposition: dispositionOf(line, attempt),
        // As it stands now, unless something has happened since.
        reason: contact?.state.is === line.to && 'reason' in contact.state ? contact.state.reason : (line.cause ?? ''),
        attempts: contact?.attempts ?? 0,
      };
    case 'deferred':
      return { event: name, ...ofContact, cause: line.cause };
    case 'reopened':
      return { event: name, ...ofContact };
    case 'paused':
      return { event: name, ...common, campaign: view.campaign, by, cause: line.cause };
    case 'running':
    case 'canceled':
      return { event: name, ...common, campaign: view.campaign, by };
    case 'finished':
      return { event: name, ...common, campaign: view.campaign };
  }
}

function dispositionOf({ event, evidence, cause }: LoggedLine, attempt: Attempt | undefined): Disposition | null {
  const said = evidence?.['disposition'] ?? (event === 'resolved' ? cause : event === 'refused' ? event : null);
  const known = DISPOSITIONS.find((name) => name === said);
  return known ?? (event === 'ended' && attempt?.state.is === 'ended' ? attempt.state.disposition : null);
}
